/** A number as people read it: "1,200". */
export const inWords = (count: number): string => count.toLocaleString('en-US');

/** "1 request", "1,200 requests". */
export const requestsInWords = (count: number): string =>
	`${inWords(count)} ${count === 1 ? 'request' : 'requests'}`;
