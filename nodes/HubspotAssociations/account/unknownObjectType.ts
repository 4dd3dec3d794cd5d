import { shown } from '../input/parameterError';
import type { Hubspot } from '../operation';
import type { Endpoint } from '../transport/endpoints';
import { HubspotError } from '../transport/errors/hubspotError';
import { nearestText } from './nearestText';
import { STANDARD_OBJECT_TYPES } from './objectTypes';
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
	known: Pick<ResolvedObjectTypes, 'spellings' | 'customTypes'>,
): Hubspot {
	return {
		...hubspot,
		request: async (endpoint, body) =>
			await hubspot.request(endpoint, body).catch((error: unknown) => {
				const message = unknownTypeMessage(error, endpoint, fields, known);
				if (message === undefined) throw error;
				throw new HubspotError(message, { ...(error as HubspotError) });
			}),
	};
}

const isSameName = (a: string, b: string): boolean =>
	// HubSpot's words may end with a full stop of ours.
	a.toLowerCase().replace(/\.+$/, '') === b.toLowerCase().replace(/\.+$/, '');

/** What to say of an error; undefined where it is about something else than an object type of the request. */
function unknownTypeMessage(
	error: unknown,
	{ objectTypes }: Endpoint,
	fields: ObjectTypeFields,
	{ spellings, customTypes }: Pick<ResolvedObjectTypes, 'spellings' | 'customTypes'>,
): string | undefined {
	if (!(error instanceof HubspotError) || objectTypes === undefined) return undefined;
	const [, named] = UNKNOWN_TYPE.exec(error.message) ?? [];
	if (named === undefined) return undefined;
	const sides = (['from', 'to'] as const).filter((side) => isSameName(objectTypes[side], named));
	if (sides.length === 0) return undefined;

	const saidIn = (side: 'from' | 'to') =>
		spellings.filter(({ sent }) => isSameName(sent[`${side}ObjectType`], named));
	// A read from the other side turns the two around.
	const ofRun = (['from', 'to'] as const).filter((side) => saidIn(side).length > 0);
	const both = sides.filter((side) => ofRun.includes(side));
	const [side = 'from', other] = both.length > 0 ? both : ofRun.length > 0 ? ofRun : sides;
	const given = saidIn(side)[0]?.given[`${side}ObjectType`] ?? objectTypes[sides[0]];
	const where = [side, other]
		.filter((each) => each !== undefined)
		.map((each) => `"${fields[each]}"`);
	return `${where.join(' and ')} got ${shown(given)}, which HubSpot does not know.${advice(given, customTypes)}`;
}

/** A sentence on what may have been meant, with a blank before it; nothing where nothing is near. */
function advice(given: string, customTypes: readonly CustomObjectType[]): string {
	// An ID that is near another one says nothing.
	if (IS_ID.test(given)) return '';
	const names = [
		...STANDARD_OBJECT_TYPES.flatMap(({ singular, plural, displayName }) =>
			[plural, singular, displayName].map((name) => [name, plural] as const),
		),
		...customTypes.flatMap(({ id, name, fullyQualifiedName = name }) =>
			[name, fullyQualifiedName].map((each) => [each, `${id} (${name})`] as const),
		),
	];
	const nearest = nearestText(given, new Map(names));
	return nearest === undefined
		? ' A custom object may have to be given by its ID, such as 2-123456.'
		: ` Did you mean ${nearest}?`;
}
