import type { INodeProperties } from 'n8n-workflow';

import { HubspotAssociationsAccessTokenApi } from '../../credentials/HubspotAssociationsAccessTokenApi.credentials';
import { HubspotAssociationsOAuth2Api } from '../../credentials/HubspotAssociationsOAuth2Api.credentials';
import { optionsField } from '../../nodes/HubspotAssociations/descriptions/options';
import { RESOURCES } from '../../nodes/HubspotAssociations/actions/router';
import type { Outcome } from '../../nodes/HubspotAssociations/batch/outcome';
import { HubspotAssociations } from '../../nodes/HubspotAssociations/HubspotAssociations.node';
import { readPage, rowsOf, wordsOf } from './markdown';

const readme = readPage('README.md');
const operationsPage = readPage('docs/operations.md');
const credentialsPage = readPage('docs/credentials.md');

const { description } = new HubspotAssociations();
const operations = RESOURCES.flatMap(({ option: resource, operations }) =>
	operations.map((operation) => ({
		resource: resource.name,
		name: operation.option.name,
		fields: operation.fields
			.filter(({ type }) => type !== 'notice')
			.map(({ displayName }) => displayName),
	})),
);

/** Every sort of outcome; TypeScript sees to it that none is missing. */
const STATUSES: Record<Outcome['status'], true> = {
	deleted: true,
	restored: true,
	present: true,
	wouldDelete: true,
	wouldRestore: true,
	absent: true,
	kept: true,
	found: true,
	notRead: true,
	failed: true,
	notSent: true,
};

it('the operations are those of the panel, in its order', () => {
	const rows = rowsOf(readme, 'Operations');
	expect(rows.map(([resource, name]) => [resource, name])).toEqual(
		operations.map(({ resource, name }) => [resource, `**${name}**`]),
	);
});

it('each field belongs to the operations that the page says', () => {
	const MEANT: Record<string, (operation: (typeof operations)[number]) => boolean> = {
		'everything but Restore': ({ name }) => name !== 'Restore',
		'associations, but not Restore': ({ resource, name }) =>
			resource === 'Association' && name !== 'Restore',
		'Delete, Delete Labels': ({ resource, name }) =>
			resource === 'Association' && ['Delete', 'Delete Labels'].includes(name),
		'Delete Labels': ({ name }) => name === 'Delete Labels',
		'Delete All of a Record': ({ name }) => name === 'Delete All of a Record',
		'Get Many': ({ name }) => name === 'Get Many',
		'Delete (of a label)': ({ resource }) => resource === 'Association Label',
		'Delete (of limits)': ({ resource }) => resource === 'Association Limit',
		Restore: ({ name }) => name === 'Restore',
	};
	const rows = rowsOf(operationsPage, 'Fields').filter(([, meant]) => meant !== 'all');
	for (const operation of operations) {
		const reported = rows
			.filter(([, meant = '']) => MEANT[meant]?.(operation))
			.map(([name = '']) => name);
		expect(reported.sort()).toEqual(operation.fields.sort());
	}
	expect(rows.filter(([, meant = '']) => !MEANT[meant])).toEqual([]);
});

it('the API versions are those of the panel, newest first, with the default', () => {
	const options = (optionsField.options ?? []) as INodeProperties[];
	const field = options.find(({ name }) => name === 'apiVersion');
	const names = (field?.options ?? []).map(({ name }) =>
		name === field?.default ? `\`${name}\` (default)` : `\`${name}\``,
	);
	expect(wordsOf(readme, 'Compatibility')).toContain(`**HubSpot API**: ${names.join(', ')}. `);
});

describe('the options', () => {
	const options = (optionsField.options ?? []) as INodeProperties[];
	const rows = rowsOf(readme, 'Options');

	it('are those of the panel', () => {
		expect(rows.map(([name]) => name).sort()).toEqual(
			[...new Set(options.map(({ displayName }) => displayName))].sort(),
		);
	});

	/** What holds where an option is not there, of those whose field starts with something else. */
	const UNLESS_ADDED: Record<string, string> = {
		'Maximum to Delete': 'none',
		// The one switch that is on without being added.
		'Cheaper Side': 'on',
		Snapshot: 'Up to 10 Pages a Record',
	};

	it.each(rows)('%s is %s unless it is added', (name = '', reported) => {
		// Dry Run is there twice; the second one is for tools.
		const option = options.find(({ displayName }) => displayName === name);
		const value = option?.default;
		const choice = option?.options?.find((one) => 'value' in one && one.value === value);
		// A switch is on when it is added, and off without.
		const text = value === '' ? 'none' : String(value);
		const shown = typeof value === 'boolean' ? 'off' : (choice?.name ?? text);
		expect(reported).toBe(UNLESS_ADDED[name] ?? shown);
	});

	it('Snapshot has, as one of its choices, what holds without it', () => {
		const snapshot = options.find(({ displayName }) => displayName === 'Snapshot');
		expect(snapshot?.options).toContainEqual({
			...{ name: UNLESS_ADDED.Snapshot, value: 'auto' },
			description: 'What the node does without this option',
		});
	});

	it.each(options.filter(({ type }) => type === 'number'))(
		'$displayName takes the numbers that README says',
		({ displayName, typeOptions }) => {
			const words = rows.find(([name]) => name === displayName)?.[2] ?? '';
			const [, least, most] = /([\d,]+) to ([\d,]+)/.exec(words) ?? [];
			const asNumber = (digits = '') => Number(digits.replace(/,/g, ''));
			expect([asNumber(least), asNumber(most)]).toEqual([
				typeOptions?.minValue,
				typeOptions?.maxValue,
			]);
		},
	);

	it('Dry Run is on for a tool', () => {
		const [, forTool] = options.filter(({ displayName }) => displayName === 'Dry Run');
		expect(forTool?.default).toBe(true);
		expect(rows.find(([name]) => name === 'Dry Run')?.[2]).toContain('On for a tool');
	});

	it('Output has the kinds that the pages explain', () => {
		const output = options.find(({ displayName }) => displayName === 'Output');
		const kinds = (output?.options ?? []).map(({ name }) => name);
		const words = rows.find(([name]) => name === 'Output')?.[2] ?? '';
		expect(words.match(/\w+(?=:)/g)).toEqual(kinds);
		expect(operationsPage.headings).toEqual(expect.arrayContaining(kinds));
	});
});

it('every status is explained, and no other', () => {
	const explained = rowsOf(operationsPage, 'Items').map(([status = '']) => status.slice(1, -1));
	expect(explained.sort()).toEqual(Object.keys(STATUSES).sort());
	const [, text = ''] = /Its `status` is ([^.]+)\./.exec(wordsOf(readme, 'Operations')) ?? [];
	const listed = [...text.matchAll(/`(\w+)`/g)].map(([, status]) => status);
	expect(listed.sort()).toEqual(Object.keys(STATUSES).sort());
});

describe('the credentials', () => {
	const oAuth2 = new HubspotAssociationsOAuth2Api();
	const accessToken = new HubspotAssociationsAccessTokenApi();
	const defaultOf = (name: string) =>
		oAuth2.properties.find((property) => property.name === name)?.default;

	it('have the names that the page says', () => {
		expect(wordsOf(credentialsPage, 'OAuth2')).toContain(`credential **${oAuth2.displayName}**`);
		expect(wordsOf(credentialsPage, 'Access token')).toContain(
			`credential **${accessToken.displayName}**`,
		);
	});

	it('start with the scopes that the page says', () => {
		const words = wordsOf(credentialsPage, 'OAuth2');
		expect(words).toContain(`field **Scopes**: \`${String(defaultOf('scope'))}\``);
		expect(words).toContain(`field **Optional Scopes**: \`${String(defaultOf('optionalScope'))}\``);
	});

	it('go to the real HubSpot, unless another address is hidden in them', () => {
		for (const { properties } of [oAuth2, accessToken]) {
			const address = properties.find(({ name }) => name === 'apiBaseUrl');
			expect(address).toMatchObject({ type: 'hidden', default: 'https://api.hubapi.com' });
		}
	});

	it('use the token endpoint that the page says', () => {
		expect(wordsOf(credentialsPage, 'OAuth2')).toContain('token endpoint of 2026-03');
		expect(defaultOf('accessTokenUrl')).toBe('https://api.hubapi.com/oauth/2026-03/token');
	});
});

it('the node has the name that README tells to look for', () => {
	expect(wordsOf(readme, 'Install')).toContain(
		`The node **${description.displayName}** is then in the nodes list`,
	);
});
