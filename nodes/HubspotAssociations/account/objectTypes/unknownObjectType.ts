import { shown } from '../../input/parameterError';
import type { Hubspot } from '../../operation';
import type { Endpoint } from '../../transport/endpoints';
import { HubspotError } from '../../transport/errors/hubspotError';
import { nearestText } from '../nearestText';
import { STANDARD_OBJECT_TYPES } from '../../batch/standardObjectTypes';
import type { CustomObjectType } from './readSchemas';
import type { ResolvedObjectTypes } from './resolveObjectTypes';

/** How HubSpot refuses an object type that it does not know, and the type it means. */
const UNKNOWN_TYPE =
	/(?:unable to infer object type from|invalid object or event type id): (.*?)\.*$/is;

const IS_ID = /^\d+-\d+$/;

/** What the two object types are called where the user gave them. */
export interface ObjectTypeFields {
	from: string;
	to: string;
}

const SIDES = ['from', 'to'] as const;

type Side = (typeof SIDES)[number];

/** What items say on each side, by what HubSpot is told of it. */
type GivenNames = Record<Side, ReadonlyMap<string, string>>;

/**
 * Lets HubSpot's refusal of an object type say which field it came from, and which type may have been meant:
 * `"From Object Type" got "contcats", which HubSpot does not know. Did you mean contacts?`
 * Everything else about the error stays as it is.
 *
 * @param fields what the object types are called, for messages
 * @param known the object types of the run, and the custom ones of the account
 * @returns the same HubSpot, whatever is asked of it
 */
export function namingUnknownTypes(
	hubspot: Hubspot,
	fields: ObjectTypeFields,
	{ spellings, customTypes }: Pick<ResolvedObjectTypes, 'spellings' | 'customTypes'>,
): Hubspot {
	let known: GivenNames | undefined;
	const givenNames = (): GivenNames =>
		(known ??= {
			from: new Map(
				spellings.map(({ given, sent }) => [keyOf(sent.fromObjectType), given.fromObjectType]),
			),
			to: new Map(
				spellings.map(({ given, sent }) => [keyOf(sent.toObjectType), given.toObjectType]),
			),
		});
	return {
		...hubspot,
		request: async (endpoint, body) =>
			await hubspot.request(endpoint, body).catch((error: unknown) => {
				const name = unknownTypeIn(error, endpoint);
				if (name === undefined) throw error;
				// What every object type stands for was not given by an item.
				if (!isGiven(name, givenNames())) throw error;
				const [given, where] = sourceOf(name, endpoint, givenNames());
				const words = where.map((side) => `"${fields[side]}"`).join(' and ');
				const message = `${words} got ${shown(given)}, which HubSpot does not know.${advice(given, customTypes)}`;
				throw new HubspotError(message, { ...(error as HubspotError) });
			}),
	};
}

/** A name as far as it counts in HubSpot's words, which may end with a full stop of ours. */
const keyOf = (name: string): string => name.toLowerCase().replace(/\.+$/, '');

/** The object type of the request that an error is about; undefined where it is about something else. */
function unknownTypeIn(error: unknown, { objectTypes }: Endpoint): string | undefined {
	if (!(error instanceof HubspotError) || objectTypes === undefined) return undefined;
	const [, named] = UNKNOWN_TYPE.exec(error.message) ?? [];
	return [objectTypes.from, objectTypes.to].find(
		(name) => named !== undefined && keyOf(name) === keyOf(named),
	);
}

const isGiven = (name: string, { from, to }: GivenNames): boolean =>
	from.has(keyOf(name)) || to.has(keyOf(name));

/** An object type as items say it, and the sides on which they do. */
function sourceOf(name: string, { objectTypes }: Endpoint, given: GivenNames): [string, Side[]] {
	const key = keyOf(name);
	const ofRequest = SIDES.filter((side) => keyOf(objectTypes?.[side] ?? '') === key);
	const ofRun = SIDES.filter((side) => given[side].has(key));
	const ofBoth = ofRequest.filter((side) => ofRun.includes(side));
	// A read from the other side turns the two around.
	const sides = [ofBoth, ofRun, ofRequest].find(({ length }) => length > 0) ?? [];
	return [given[sides[0]].get(key) ?? name, sides];
}

/** A sentence on what may have been meant, with a blank before it; nothing where nothing is near. */
function advice(given: string, customTypes: readonly CustomObjectType[]): string {
	// An ID that is near another one says nothing.
	if (IS_ID.test(given)) return '';
	const suggestions = [
		...STANDARD_OBJECT_TYPES.flatMap(({ singular, plural, displayName }) =>
			[plural, singular, displayName].map((name) => [name, plural] as const),
		),
		...customTypes.flatMap(({ id, name, fullyQualifiedName = name }) =>
			[name, fullyQualifiedName].map((each) => [each, `${id} (${name})`] as const),
		),
	];
	const nearest = nearestText(given, new Map(suggestions));
	return nearest === undefined
		? ' A custom object may have to be given by its ID, such as 2-123456.'
		: ` Did you mean ${nearest}?`;
}
