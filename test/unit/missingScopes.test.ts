import { toHubspotError } from '../../nodes/HubspotAssociations/transport/errors/hubspotError';

const [READ, WRITE] = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];
const BOTH = [READ, WRITE];

/** What is said about a refusal with this body. */
const messageFor = (body: object, status = 403) => {
	const data = {
		status: 'error',
		category: 'MISSING_SCOPES',
		message: 'The call is not allowed',
		...body,
	};
	return toHubspotError({ response: { status, headers: {}, data } }, [], 'Mine').message;
};
const granular = (requiredGranularScopes: unknown) => ({
	message: 'x',
	context: { requiredGranularScopes },
});

describe('missing scopes are named', () => {
	it.each<[string, object, string]>([
		['granular ones', { errors: [granular(BOTH)] }, `any one of ${READ}, ${WRITE}`],
		['a single granular one', { errors: [granular([READ])] }, READ],
		[
			'two sets of granular ones',
			{ errors: [granular(BOTH), granular(['crm.objects.deals.read'])] },
			`any one of ${READ}, ${WRITE}; and crm.objects.deals.read`,
		],
		[
			'granular ones, and the same elsewhere',
			{ context: { missingScopes: BOTH }, errors: [granular(BOTH)] },
			`any one of ${READ}, ${WRITE}`,
		],
		['required ones', { context: { requiredScopes: BOTH } }, `${READ}, ${WRITE}`],
		['missing ones', { context: { missingScopes: BOTH } }, `${READ}, ${WRITE}`],
		['plain ones', { context: { scopes: BOTH } }, `${READ}, ${WRITE}`],
		['those of a detail', { errors: [{ context: { requiredScopes: [READ] } }] }, READ],
		['one text', { context: { requiredScopes: `${READ}, ${WRITE}` } }, `${READ}, ${WRITE}`],
		[
			'a text with a list in a context',
			{ context: { missingScopes: [`{missingScopes=[${READ}, tickets]}`] } },
			`${READ}, tickets`,
		],
		[
			'a text with a list in the message',
			{ message: `This app lacks scopes. {missingScopes=[${READ}, tickets]}` },
			`${READ}, tickets`,
		],
		[
			'prose',
			{ message: `This call needs one of ${READ}, ${WRITE}.` },
			`any one of ${READ}, ${WRITE}`,
		],
		[
			'prose with the words before',
			{
				message: `This call needs one of these scopes, which the app lacks: tickets, ${READ} or ${WRITE}. Read https://developers.hubspot.com/scopes.read`,
			},
			`any one of tickets, ${READ}, ${WRITE}`,
		],
		['beside the context', { requiredScopes: [READ] }, READ],
		['granular ones beside it', { requiredGranularScopes: BOTH }, `any one of ${READ}, ${WRITE}`],
		['any of which is enough', { context: { anyOfScopes: BOTH } }, `any one of ${READ}, ${WRITE}`],
		[
			'an object in place of a list',
			{ context: { missingScopes: { 0: READ, 1: WRITE } } },
			`${READ}, ${WRITE}`,
		],
		['objects with names', { context: { missingScopes: [{ name: READ }] } }, READ],
		['one error in place of a list', { errors: granular(BOTH) }, `any one of ${READ}, ${WRITE}`],
		['a context that is a text', { context: `{missingScopes=[${READ}]}` }, READ],
		['a text with bars', { context: { scopes: `${READ}|${WRITE}` } }, `${READ}, ${WRITE}`],
		[
			'names before them',
			{ message: `{missingScopes=${READ}, requiredScopes=${WRITE}}` },
			`${READ}, ${WRITE}`,
		],
		['prose about one', { message: `Requires ${READ} for contacts, companies and more` }, READ],
		[
			'prose that is longer than what is quoted',
			{ message: `${'Not allowed. '.repeat(60)}It needs ${READ}` },
			READ,
		],
	])('%s', (_, body, expected) => {
		expect(messageFor(body)).toContain(`Missing: ${expected}. Add the scope`);
	});

	it.each([
		{},
		{ context: 'x', errors: 'y' },
		{ errors: [null, { context: [1] }] },
		{ context: { scopes: [1, null] } },
	])('where there are any: %j', (body) => {
		expect(messageFor(body)).toContain('The call is not allowed. Add the scope');
	});

	it('ten of them at most', () => {
		const scopes = Array.from({ length: 12 }, (__, index) => `crm.objects.p${index}.read`);
		expect(messageFor({ context: { scopes } })).toContain('crm.objects.p9.read and 2 more. Add');
	});

	it('from endless words, in no time', () => {
		for (const message of [
			'a.'.repeat(500_000),
			'a , '.repeat(250_000),
			`a${' '.repeat(1_000_000)}`,
		]) {
			expect(messageFor({ message }).length).toBeLessThan(1_000);
		}
	});
});

describe('what the user may not do', () => {
	it('is another matter than a scope of the app', () => {
		const message = messageFor({ category: 'USER_DOES_NOT_HAVE_PERMISSIONS' });
		expect(message).toBe(
			'HubSpot answered 403: The call is not allowed. The HubSpot user who connected the credential "Mine" lacks the permission for this; a super admin of the HubSpot account can grant it to this user.',
		);
	});

	it.each<[string, object]>([
		['"Edit Associations"', { message: "User doesn't have 'Edit Associations' permission" }],
		['"Edit Associations"', { errors: [{ message: "Missing 'Edit Associations' permission." }] }],
		[
			'"Edit Associations" and "Edit Contacts"',
			{ message: "Missing 'Edit Associations' and 'Edit Contacts' permissions." },
		],
		['for this', { subCategory: 'crm.USER_DOES_NOT_HAVE_PERMISSIONS' }],
	])('is %s, wherever HubSpot says it: %j', (named, body) => {
		for (const status of [400, 403]) {
			const message = messageFor({ category: 'VALIDATION_ERROR', ...body }, status);
			expect(message).toMatch(
				/The HubSpot user who connected the credential "Mine" lacks the permissions? /,
			);
			expect(message).toContain(` ${named}; a super admin`);
		}
	});

	it.each([400, 403])('is named where HubSpot names it (%i)', (status) => {
		const body = {
			category: 'VALIDATION_ERROR',
			message: "Missing 'Edit Associations' permission.",
		};
		expect(messageFor(body, status)).toBe(
			`HubSpot answered ${status}: Missing 'Edit Associations' permission. The HubSpot user who connected the credential "Mine" lacks the permission "Edit Associations"; a super admin of the HubSpot account can grant it to this user.`,
		);
	});
});
