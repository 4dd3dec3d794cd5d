import fc from 'fast-check';

import { matchItemFailures } from '../../nodes/HubspotAssociations/batch/responses/matchItemFailures';
import type { Target } from '../../nodes/HubspotAssociations/batch/target';

const pair = (fromObjectId: string, toObjectId: string, more: Partial<Target> = {}): Target => ({
	fromObjectType: 'contacts',
	fromObjectId,
	toObjectType: 'companies',
	toObjectId,
	...more,
});

/** Contact 12 is also the ID of a company. */
const PAIRS = [pair('12', '900'), pair('13', '901'), pair('14', '12'), pair('1042', '903')];

/** The pairs that an error names, as "12-900", with what is uncertain about them. */
function matched(targets: readonly Target[], error: unknown) {
	const { targets: named, exact, andUnknown } = matchItemFailures(targets, error);
	return {
		pairs: named.map(({ fromObjectId, toObjectId }) => `${fromObjectId}-${toObjectId}`),
		exact,
		andUnknown,
	};
}
const exactly = (...pairs: string[]) => ({ pairs, exact: true, andUnknown: false });
const NONE = { pairs: [], exact: true, andUnknown: true };

describe('a text that names records', () => {
	it.each([
		'CONTACT=12 and CONTACT=13 are not valid',
		'CONTACT=12, CONTACT=13 are not valid',
		'Contacts 12, 13 not found',
		'Contacts with IDs 12 and 13 do not exist',
		'contacts: [12, 13]',
	])('names each of them: %s', (text) => {
		expect(matched(PAIRS, { context: { INVALID_OBJECT_IDS: [text] } })).toEqual(
			exactly('12-900', '13-901'),
		);
	});

	it('without an object type means either side', () => {
		const { pairs, andUnknown } = matched(PAIRS, {
			context: { ids: ['Objects 12, 13 not found'] },
		});
		expect([pairs, andUnknown]).toEqual([['12-900', '13-901', '14-12'], false]);
	});

	it.each([
		['another ID that no input has', 'CONTACT=12 and CONTACT=999 are not valid'],
		['others that it does not name', 'CONTACT=13 and others are not valid'],
		['a number of others', 'CONTACT=13 and 3 more are not valid'],
		['a range', 'Contacts 12 to 14 are not valid'],
		['a range without words', 'CONTACT=12..14 are not valid'],
		['what looks like an ID', 'CONTACT=13 and CONTACT=x14 are not valid'],
	])('raises doubt where it names %s', (_, text) => {
		const { pairs, andUnknown } = matched(PAIRS, { context: { INVALID_OBJECT_IDS: [text] } });
		expect(pairs.length).toBeGreaterThan(0);
		expect(andUnknown).toBe(true);
	});
});

describe('the object type of an ID', () => {
	it.each(['contact', 'contacts', 'CONTACT', 'Contacts', '0-1'])('says the side: %s', (type) => {
		const context = { objectId: ['12'], objectType: [type] };
		expect(matched(PAIRS, { context })).toEqual(exactly('12-900'));
		expect(matched(PAIRS, { context: { ids: [`${type}=12 is not valid`] } })).toEqual(
			exactly('12-900'),
		);
	});

	it.each(['company', 'companies', 'COMPANY', '0-2'])('says the other side: %s', (type) => {
		const context = { objectId: ['12'], objectType: [type] };
		expect(matched(PAIRS, { context })).toEqual(exactly('14-12'));
	});

	it('is compared with the batch in any spelling of its own', () => {
		const pairs = PAIRS.map((each) => ({
			...each,
			...{ fromObjectType: '0-1', toObjectType: 'Company' },
		}));
		const context = { objectId: ['12'], objectType: ['CONTACT'] };
		expect(matched(pairs, { context })).toEqual(exactly('12-900'));
	});

	it('says the side of objects of the account, too', () => {
		const pairs = [
			pair('1', '2', { toObjectType: 'p123_pet' }),
			pair('2', '3', { toObjectType: 'p123_pet' }),
		];
		const context = { objectId: ['2'], objectType: ['P123_PET'] };
		expect(matched(pairs, { context })).toEqual(exactly('1-2'));
	});

	it('says nothing where both sides have it', () => {
		const pairs = PAIRS.map((each) => ({ ...each, toObjectType: 'contact' }));
		const { pairs: named } = matched(pairs, {
			context: { objectId: ['12'], objectType: ['CONTACT'] },
		});
		expect(named).toEqual(['12-900', '14-12']);
	});

	it('says nothing where it is the one that HubSpot expected instead of either', () => {
		expect(matched(PAIRS, { context: { INVALID_OBJECT_IDS: ['DEAL=13 is not valid'] } })).toEqual(
			exactly('13-901'),
		);
	});

	it('raises doubt where the ID is on the other side only', () => {
		const context = { objectId: ['13'], objectType: ['COMPANY'] };
		expect(matched(PAIRS, { context })).toMatchObject({ pairs: ['13-901'], andUnknown: true });
	});

	it('turns "from" and "to" around where HubSpot does', () => {
		const context = {
			...{ fromObjectId: ['12'], fromObjectType: ['company'] },
			...{ toObjectId: ['14'], toObjectType: ['contact'] },
		};
		expect(matched(PAIRS, { context })).toEqual(exactly('14-12'));
	});

	it('of several IDs with several types means either side, as their order is not known', () => {
		const context = { objectId: ['12', '13'], objectType: ['COMPANY', 'CONTACT'] };
		expect(matched(PAIRS, { context }).pairs).toEqual(['12-900', '13-901', '14-12']);
	});
});

describe('a message without a context', () => {
	it.each([
		'Object with ID 1042 and object type CONTACT does not exist',
		'Object with ID 1042 does not exist.',
		'CONTACT=1042 is not valid',
		'Contact 1042 is gone',
		'The record 1042 could not be read after 30 seconds (code 404)',
		'Wrong id: 1042',
		'Invalid IDs: ["1042"]',
		'These inputs are wrong: ["1042"]',
		'Cannot find objectId=1042 in a batch of 100',
	])('names a record: %s', (message) => {
		expect(matched(PAIRS, { message })).toEqual(exactly('1042-903'));
	});

	it('names a record in a detail', () => {
		expect(
			matched(PAIRS, { message: 'Wrong', errors: [{ message: 'Contact 13 is gone' }] }),
		).toEqual(exactly('13-901'));
	});

	it('says the side by its object type', () => {
		const message = 'Object with ID 12 and object type COMPANY does not exist';
		expect(matched(PAIRS, { message })).toEqual(exactly('14-12'));
	});

	it.each([
		'The maximum number of inputs supported in a batch is 12. Please reduce the number of items',
		'Invalid input JSON on line 12, column 13: Cannot deserialize',
		'You have reached your limit of 12 requests in 13 seconds (status 14, limit=12)',
		'Invalid object or event type id: 0-9999',
		'12-13 is not a valid association type between CONTACT and DEAL',
		'The user ID 12 has no permission',
		'Call 12 was rejected',
		"Missing 'Edit Associations' permission.",
		'Timed out at 2026-11-12T12:13:14Z',
	])('names no record: %s', (message) => {
		expect(matched(PAIRS, { message })).toEqual(NONE);
	});

	it('is doubted where a long number that an input has is not called an ID', () => {
		const pairs = [pair('7001042', '900'), pair('7001043', '901')];
		expect(matched(pairs, { message: '7001042 was refused after 3600000 ms' })).toEqual({
			pairs: ['7001042-900'],
			exact: false,
			andUnknown: true,
		});
	});

	it('may name more than its context does, but adds no doubt where it names the same', () => {
		const context = { fromObjectId: ['13'] };
		expect(matched(PAIRS, { context, message: 'Contact 13 is gone' })).toEqual(exactly('13-901'));
		expect(matched(PAIRS, { context, message: 'Contacts 13, 14 are gone' })).toMatchObject({
			pairs: ['13-901'],
			andUnknown: true,
		});
	});
});

describe('association types', () => {
	const type = (category: string, typeId: number) => ({ category, typeId });
	const labelled = (id: string, ...types: Array<[string, number]>) =>
		pair(id, '900', { types: types.map(([category, typeId]) => type(category, typeId)) });

	it('come as the ordinal of a category and a type ID', () => {
		const pairs = [
			labelled('1', ['HUBSPOT_DEFINED', 5]),
			labelled('2', ['USER_DEFINED', 5]),
			labelled('3', ['USER_DEFINED', 6]),
		];
		const ordinal = (text: string) => matchItemFailures(pairs, { context: { type: [text] } });
		expect(ordinal('0-5')).toMatchObject({ targets: [pairs[0]], exact: true, byType: true });
		expect(ordinal('1-5')).toMatchObject({ targets: [pairs[1]], exact: true, byType: true });
		expect(ordinal('0-6')).toMatchObject({ targets: [], andUnknown: true });
		const message = '0-5 is not a valid association type between CONTACT and COMPANY';
		expect(matchItemFailures(pairs, { message })).toMatchObject({
			targets: [pairs[0]],
			byType: true,
		});
	});

	it('are not clear where an ordinal may mean two categories', () => {
		const pairs = [
			labelled('1', ['USER_DEFINED', 5]),
			labelled('2', ['INTEGRATOR_DEFINED', 5]),
			labelled('3', ['HUBSPOT_DEFINED', 5]),
		];
		const context = { type: ['1-5'] };
		expect(matchItemFailures(pairs, { context })).toMatchObject({
			...{ targets: pairs.slice(0, 2), exact: false, byType: false, andUnknown: false },
		});
	});

	it('of a set are told apart', () => {
		const set = labelled('1', ['USER_DEFINED', 36], ['USER_DEFINED', 37]);
		const refused = (context: object) => matchItemFailures([set], { context }).refusedTypes(set);
		expect(refused({ associationSpec: ['USER_DEFINED=37'] })).toEqual([type('USER_DEFINED', 37)]);
		expect(
			refused({
				INVALID_ASSOCIATION_TYPE_ID: ['USER_DEFINED=37 is not a valid association definition id'],
			}),
		).toEqual([type('USER_DEFINED', 37)]);
		expect(refused({ fromObjectId: ['1'] })).toBeUndefined();
	});
});

describe('properties', () => {
	const id = fc.integer({ min: 1, max: 99 }).map(String);
	const batch = fc
		.uniqueArray(fc.tuple(id, id), { selector: (ids) => ids.join(), minLength: 1, maxLength: 20 })
		.map((pairs) => pairs.map(([from, to]) => pair(from, to)));

	it('every pair of a record that a text names is matched, in any spelling and in any company', () => {
		const spelling = fc.constantFrom('contact', 'Contacts', 'CONTACT', '0-1');
		const join = fc.constantFrom(', ', ' and ', ' or ', ',');
		fc.assert(
			fc.property(
				batch,
				fc.array(id, { minLength: 1 }),
				spelling,
				join,
				(pairs, ids, type, between) => {
					const text = `${ids.map((each) => `${type}=${each}`).join(between)} are not valid`;
					const { targets } = matchItemFailures(pairs, { context: { INVALID_OBJECT_IDS: [text] } });
					for (const each of pairs) {
						if (ids.includes(each.fromObjectId ?? '')) expect(targets).toContain(each);
					}
				},
			),
		);
	});

	it('whatever an error is, it is read without an exception, and what it names is of the batch', () => {
		const key = fc.constantFrom(
			'fromObjectId',
			'objectId',
			'objectType',
			'type',
			'typeId',
			'category',
			'ids',
		);
		const value = fc.oneof(fc.anything(), fc.string(), fc.array(fc.oneof(id, fc.anything())));
		const error = fc.record({
			context: fc.oneof(fc.dictionary(key, value), fc.anything()),
			message: fc.oneof(fc.string(), fc.anything()),
			errors: fc.anything(),
		});
		fc.assert(
			fc.property(batch, fc.oneof(error, fc.anything()), (pairs, strange) => {
				const { targets, andUnknown } = matchItemFailures(pairs, strange);
				expect(targets.length > 0 || andUnknown).toBe(true);
				expect(targets.every((target) => pairs.includes(target))).toBe(true);
			}),
		);
	});
});
