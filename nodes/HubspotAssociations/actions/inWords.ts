/** A number as people read it: "1,200". */
export const inWords = (count: number): string => count.toLocaleString('en-US');

/** "1 request", "1,200 requests"; nothing where there is none. */
export const counted = (count: number, one: string, many = one): string =>
	count > 0 ? `${inWords(count)} ${count === 1 ? one : many}` : '';

/** "0 requests", "1 request", "1,200 requests". */
export const requestsInWords = (count: number): string =>
	counted(count, 'request', 'requests') || '0 requests';
