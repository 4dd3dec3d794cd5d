import { nearestText } from '../../nodes/HubspotAssociations/account/nearestText';

const NAMES = ['contacts', 'companies', 'deals', 'tickets', 'carts', 'tax', 'line_items'];
const meanings = new Map(NAMES.map((name) => [name, name]));

it.each([
	['a letter left out', 'compnies', 'companies'],
	['a letter too many', 'deaals', 'deals'],
	['another letter', 'contaxts', 'contacts'],
	['two letters exchanged', 'contcats', 'contacts'],
	['two slips in a long word', 'compamies_', 'companies'],
	['another case, and blanks', ' Line Items ', 'line_items'],
	['the word itself', 'carts', 'carts'],
])('finds the word behind %s', (_, text, meant) => {
	expect(nearestText(text, meanings)).toBe(meant);
});

it.each([
	['another word', 'widgets'],
	['a short word with two slips', 'dolls'],
	['three slips in a long word', 'cmpanys'],
	['too short to tell', 'ta'],
	['nothing', ''],
	['something endless', 'contacts'.repeat(25)],
])('finds none for %s', (_, text) => {
	expect(nearestText(text, meanings)).toBeUndefined();
});

it('of words that are as near, the first counts', () => {
	const close = new Map([
		['notes', 1],
		['votes', 2],
	]);
	expect(nearestText('xotes', close)).toBe(1);
});
