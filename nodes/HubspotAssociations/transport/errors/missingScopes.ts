import { at, type Fields, isObject, text } from '../unknownData';

/** Scopes that a request lacks. */
export interface MissingScopes {
	scopes: string[];
	/** One of them is enough. */
	isAnyEnough: boolean;
}

/** The fields that name scopes, in a context or beside it, and those of which any is enough. */
const NAMES_SCOPES =
	/^(required|missing|needed)?[_-]?(granular|any[_-]?of|any|one[_-]?of)?[_-]?scopes?([_-]?groups?)?$/i;
const NAMES_ANY = /granular|any|one[_-]?of/i;

/** How HubSpot's older services write a list into a text. */
const LIST_IN_TEXT = /\bscopes?\s*=\s*\[([^\]]*)\]|\w+scopes?\s*=\s*\[([^\]]*)\]/gi;

/** Words that say that one is enough. */
const ANY = /\b(any|(any )?one( or more)?|at least one|either) of\b/i;

const ADDRESS = /\b\w+:\/\/\S+/g;

/** A list of scopes in a sentence, and a name that can only be a scope. */
const WORD = '\\b[a-z][a-z\\d_-]*(?:\\.[a-z\\d_-]+)*(?![\\w=])';
const LIST_IN_PROSE = new RegExp(
	`${WORD}(?:(?:\\s*,\\s*(?:(?:or|and)\\s+)?|\\s+(?:or|and)\\s+)${WORD})*`,
	'g',
);
const IS_SCOPE = /^(crm\.[\w.-]+|[a-z][\w-]*(\.[\w-]+)*\.(read|write|access|export|delete|v\d+))$/;

/** HubSpot's errors are flatter. */
const MOST_DEPTH = 5;

/** No message that names scopes is longer. */
const MOST_CHARACTERS = 5_000;

/** Also of a list that was made into text: `[a, b]`, `["a","b"]`. */
const split = (list: string): string[] =>
	list.split(/[\s,;|[\]{}()"']+/).filter((scope) => scope !== '');

const listsIn = (words: string): string[] =>
	[...words.matchAll(LIST_IN_TEXT)].flatMap(([, first, second]) => split(first ?? second ?? ''));

/** The scopes that a value of a context names: a list, a text with one, several of those, or objects that hold them. */
function scopesIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(scopesIn);
	if (typeof value !== 'string') return [];
	const lists = listsIn(value);
	return lists.length > 0 ? lists : split(value);
}

/** The scopes that a sentence names: everything in a list that holds at least one certain name; "or" makes one enough. */
const scopesInProse = (words: string): MissingScopes[] =>
	[...words.replace(ADDRESS, '').matchAll(LIST_IN_PROSE)]
		.map(([list]) => ({
			scopes: list.split(/\s*,\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+/),
			isAnyEnough: /\sor\s/.test(list),
		}))
		.filter(({ scopes }) => scopes.some((word) => IS_SCOPE.test(word)));

/** An error and all details in it, however deep. */
const errorsIn = (error: unknown, depth = 0): Fields[] => {
	if (!isObject(error) || depth > MOST_DEPTH) return [];
	const details = at(error, 'errors');
	const inner = isObject(details) || Array.isArray(details) ? [details].flat() : [];
	return [error, ...inner.flatMap((detail) => errorsIn(detail, depth + 1))];
};

const groupOf = (scopes: string[], isAnyEnough: boolean): MissingScopes[] =>
	scopes.length === 0
		? []
		: [{ scopes: [...new Set(scopes)], isAnyEnough: isAnyEnough && new Set(scopes).size > 1 }];

/**
 * The scopes that a 403 asks for, from wherever HubSpot names them: in the contexts of the error and of its details,
 * as lists or as texts, and in the messages.
 *
 * @param body HubSpot's error body, where it was an object
 * @returns all that has to be added; none where HubSpot names none
 * @see https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
 */
export function missingScopes(body: Fields | undefined): MissingScopes[] {
	const errors = errorsIn(body);
	const fields = errors
		.flatMap((error) => [error, error.context].filter(isObject))
		.flatMap((each) => Object.entries(each).filter(([name]) => NAMES_SCOPES.test(name)));
	const messages = errors
		.flatMap(({ message, context }) => [message, context])
		.map((words) => (text(words) ?? '').slice(0, MOST_CHARACTERS));
	const saysAny = messages.some((message) => ANY.test(message));

	const granular = fields
		.filter(([name]) => NAMES_ANY.test(name))
		.flatMap(([, value]) => groupOf(scopesIn(value), true));
	const known = new Set(granular.flatMap(({ scopes }) => scopes));
	const others = fields
		.filter(([name]) => !NAMES_ANY.test(name))
		.flatMap(([, value]) => scopesIn(value))
		.filter((scope) => !known.has(scope));
	const named = [...unique(granular), ...groupOf(others, saysAny)];
	if (named.length > 0) return named;
	const lists = messages.flatMap(listsIn);
	if (lists.length > 0) return groupOf(lists, saysAny);
	const prose = messages.flatMap(scopesInProse);
	const isAnyEnough = saysAny || prose.some((list) => list.isAnyEnough);
	return groupOf(
		prose.flatMap(({ scopes }) => scopes),
		isAnyEnough,
	);
}

/** Without those that are named twice. */
const unique = (groups: MissingScopes[]): MissingScopes[] => [
	...new Map(groups.map((group) => [group.scopes.join(), group])).values(),
];

/** How many of them a message names. */
const MOST_NAMED = 10;

/**
 * Names missing scopes in a sentence, with a blank before it.
 *
 * @returns '' for none
 */
export function missingScopesSentence(groups: readonly MissingScopes[]): string {
	if (groups.length === 0) return '';
	const named = groups.map(({ scopes, isAnyEnough }) => {
		const more = scopes.length > MOST_NAMED ? ` and ${scopes.length - MOST_NAMED} more` : '';
		return `${isAnyEnough ? 'any one of ' : ''}${scopes.slice(0, MOST_NAMED).join(', ')}${more}`;
	});
	return ` Missing: ${named.join('; and ')}.`;
}
