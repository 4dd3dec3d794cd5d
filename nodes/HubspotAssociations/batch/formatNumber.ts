/** A number as people read it: "1,200". */
export const formatNumber = (count: number): string => count.toLocaleString('en-US');

/** "1 request", "1,200 requests"; nothing where there is none. */
export const pluralize = (count: number, one: string, many = one): string =>
	count > 0 ? `${formatNumber(count)} ${count === 1 ? one : many}` : '';

/** "0 requests", "1 request", "1,200 requests". */
export const formatRequests = (count: number): string =>
	pluralize(count, 'request', 'requests') || '0 requests';

/** A sentence's first letter in upper case. */
export const capitalized = (words: string): string =>
	words.charAt(0).toUpperCase() + words.slice(1);
