import type { Answer } from '../../batch/responses/parseBatchResponse';
import { newSendState } from '../../batch/sending/sendState';
import { sendWithBisect } from '../../batch/sending/sendWithBisect';
import { objectTypeKey } from '../../batch/standardObjectTypes';
import type { Hubspot } from '../../operation';
import { readRecordsEndpoint } from '../../transport/endpoints';
import { at } from '../../transport/unknownData';
import type { WireReadRecords } from '../../transport/wire';
import { folded, parseRecords, type RecordLookup, valuesIn } from './parseRecords';

/** HubSpot's batch/read of records takes no more. */
const MAX_INPUTS = 100;

/** Which records are wanted. */
export interface Wanted {
	objectType: string;
	/** A property with unique values. */
	property: string;
	/** Values of it. */
	values: Iterable<string>;
}

const CONTACTS = '0-1';

/** A contact is found by each of its e-mail addresses; this property holds all but the first. */
const MORE_ADDRESSES = 'hs_additional_emails';

/**
 * Finds records by the values of a property, 100 a request, several requests at a time.
 *
 * @param concurrency most requests under way at the same time
 * @returns what was found of each value; never rejects
 * @see https://developers.hubspot.com/docs/api-reference/crm-objects-v3/guide
 */
export async function lookUpRecords(
	{ apiVersion, request }: Hubspot,
	{ objectType, property, values }: Wanted,
	concurrency: number,
): Promise<Map<string, RecordLookup>> {
	const isAddress = property === 'email' && objectTypeKey(objectType) === CONTACTS;
	const properties = isAddress ? [property, MORE_ADDRESSES] : [property];
	const endpoint = readRecordsEndpoint(apiVersion, objectType);
	const send = async ({ targets }: { targets: string[] }): Promise<Answer> => {
		const inputs = targets.map((id) => ({ id }));
		const body: WireReadRecords = {
			...{ idProperty: property, inputs, properties, propertiesWithHistory: [] },
		};
		return await request(endpoint, body);
	};
	const between = { fromObjectType: objectType, toObjectType: objectType };
	// A request without an answer says nothing about the next one.
	const options = { send, matchItemFailures, state: newSendState(Infinity) };

	const found = new Map<string, RecordLookup>();
	const chunks = chunksOf(sentValues(values, isAddress));
	const worker = async () => {
		for (let targets = chunks.pop(); targets !== undefined; targets = chunks.pop()) {
			for (const part of await sendWithBisect({ ...between, targets }, options)) {
				const { result } = part;
				if ('answer' in result) {
					const lookups = parseRecords(part.targets, properties, result.answer);
					for (const [value, lookup] of lookups) found.set(value, lookup);
				} else {
					const unread = 'error' in result ? result.error.message : result.notSent;
					for (const value of part.targets) found.set(value, { unread });
				}
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, chunks.length) }, worker));
	return new Map(
		[...values].map((value) => {
			const lookup = found.get(isAddress ? folded(value) : value);
			return [value, lookup ?? { unread: 'it was not looked up' }];
		}),
	);
}

/** Each value once; e-mail addresses in small letters, as HubSpot keeps them. */
const sentValues = (values: Iterable<string>, isAddress: boolean): string[] => [
	...new Set(isAddress ? [...values].map(folded) : values),
];

/** In the order given, when taken from the end. */
function chunksOf(values: readonly string[]): string[][] {
	const count = Math.ceil(values.length / MAX_INPUTS);
	return Array.from({ length: count }, (_, index) =>
		values.slice((count - index - 1) * MAX_INPUTS, (count - index) * MAX_INPUTS),
	);
}

/** The values that a refusal names. */
function matchItemFailures(targets: string[], responseBody: unknown) {
	const details = at(responseBody, 'errors');
	const errors = [responseBody, ...(Array.isArray(details) ? (details as unknown[]) : [])];
	const named = new Set(errors.flatMap(valuesIn));
	return {
		targets: targets.filter((value) => named.has(folded(value))),
		exact: true,
		byType: false,
	};
}
