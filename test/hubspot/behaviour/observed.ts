import type { RecordedRequest } from '../types';
import type { Behaviour } from './behaviour';
import { asJson, contextOf, error, isWrite, type Misbehave, type Situation } from './situation';

/** What an error body is without the fields that some errors lack. */
const withoutCategory = (message: string) => ({ ...error(message), category: undefined });

/** Does the work of one request as a server with this behaviour would. */
const behaving =
	(
		behaviour: Partial<Behaviour> | ((situation: Situation) => Partial<Behaviour>),
		isMeant: (request: RecordedRequest) => boolean,
	): Misbehave =>
	async (situation) => {
		const { request, perform } = situation;
		if (!isMeant(request)) return undefined;
		const one = typeof behaviour === 'function' ? behaviour(situation) : behaviour;
		const { status, body } = await perform(undefined, one);
		return { status, body: asJson(body) };
	};

/** Refuses one request, and does nothing. */
const refusing =
	(
		errorBody: (situation: Situation) => { status: number; body: unknown },
		isMeant: (request: RecordedRequest) => boolean,
	): Misbehave =>
	async (situation) =>
		await Promise.resolve(isMeant(situation.request) ? errorBody(situation) : undefined);

const isRead = ({ path }: RecordedRequest) => path.endsWith('/batch/read') && isAssociation(path);
const isCreate = ({ path }: RecordedRequest) => path.endsWith('/batch/create');
const isArchive = ({ path }: RecordedRequest) => path.endsWith('/batch/archive');
const isDelete = ({ path }: RecordedRequest) => path.endsWith('archive');
const isLimitList = ({ method, path }: RecordedRequest) =>
	method === 'GET' && path.includes('/definitions/configurations/');
const isAnything = ({ path }: RecordedRequest) => isAssociation(path);
const isAssociation = (path: string) => path.includes('/associations/');

/** The object types in a path of a batch, as it names them. */
const typesIn = ({ path }: RecordedRequest) => {
	const [, from = '', to = ''] = /\/([^/]+)\/([^/]+)\/batch\//.exec(path) ?? [];
	return [from.toUpperCase(), to.toUpperCase()] as const;
};

const SCOPES = ['crm.objects.contacts.read', 'crm.objects.contacts.write'];

/**
 * What people met on the wire, or HubSpot's pages say, beside what its descriptions say; each does it
 * to one request. Whatever is changed meanwhile really is, as `Behaviour` says.
 */
export const OBSERVED = {
	/** The headers speak of a limit that is not the enforced one. */
	headersOfAnotherLimit: async ({ perform }) => {
		const { status, body } = await perform();
		const headers = {
			'x-hubspot-ratelimit-max': '190',
			'x-hubspot-ratelimit-remaining': '189',
		};
		return { status, body: asJson(body), headers };
	},
	duplicatesRefused: behaving(
		{ refusesDuplicates: true },
		(each) => isRead(each) || isArchive(each),
	),
	/** Fewer inputs than were sent are taken; one always is. */
	sizeRefused: async ({ request, inputs, chance }) => {
		if (inputs.length < 2 || !isAssociation(request.path)) return undefined;
		const max = 1 + Math.floor(chance.next() * (inputs.length - 1));
		const message = `The maximum number of inputs supported in a batch is ${max}. Please reduce the number of items and try again`;
		return await Promise.resolve({ status: 400, body: error(message) });
	},

	createReplaces: behaving({ create: 'replaces' }, isCreate),
	createNothing: behaving({ createsNothing: true }, isCreate),
	createListsNothing: behaving({ createLists: 'nothing' }, isCreate),
	createListsBothDirections: behaving({ createLists: 'bothDirections' }, isCreate),
	create201: behaving({ createStatus: 201 }, isCreate),
	nullFields: behaving({ batchFields: 'null' }, (each) => isWrite(each) || isRead(each)),
	permissionMissing: refusing(
		() => ({ status: 400, body: error("Missing 'Edit Associations' permission.") }),
		(request) => isWrite(request) && request.path.includes('2026-09'),
	),
	/** One record of the batch refuses all of it. */
	badRecordRefusesBatch: refusing(
		({ request, inputs, chance }) => {
			const [id = ''] = contextOf(chance.oneOf(inputs)).fromObjectId ?? [];
			const [type] = typesIn(request);
			const context = {
				INVALID_OBJECT_IDS: [`${type}=${id} is not valid`],
				objectId: [id],
				objectType: [type],
			};
			return { status: 400, body: error('One or more associations are invalid', { context }) };
		},
		(request) => isWrite(request) && !request.path.endsWith('/purge') && !isLimits(request),
	),
	missingRecordRefusesBatch: behaving({ missingRecord: 'refusesBatch' }, isWrite),
	wrongTypeBlamesRecord: behaving({ wrongTypeBlamesRecord: true }, isWrite),
	invalidTypeAsOrdinal: behaving({ invalidType: 'ordinal' }, isWrite),
	invalidTypeCancels: behaving({ invalidType: 'canceled' }, isWrite),
	malformedBody: refusing(
		() => ({
			status: 400,
			body: withoutCategory(
				'Invalid input JSON on line 1, column 11: Cannot deserialize value of type `long` from Array value',
			),
		}),
		isWrite,
	),
	objectTypeUnknown: refusing(
		({ request, chance }) => {
			const name = typesIn(request)[0].toLowerCase();
			const message = chance.oneOf([
				`Unable to infer object type from: ${name}`,
				'Invalid object or event type id: 0-9999',
			]);
			return { status: 400, body: withoutCategory(message) };
		},
		(each) => isWrite(each) || isRead(each),
	),
	scopesMissing: refusing(({ chance }) => {
		const more = chance.oneOf([
			{ errors: [{ message: 'Scopes', context: { requiredGranularScopes: SCOPES } }] },
			{ context: { requiredScopes: SCOPES } },
			{ context: { missingScopes: SCOPES } },
			{ message: `Scopes are missing {missingScopes=[${SCOPES.join(', ')}]}` },
			{ message: `This call needs one of ${SCOPES.join(', ')}.` },
			{ category: 'USER_DOES_NOT_HAVE_PERMISSIONS' },
		]);
		const body = { ...error('The call is not allowed'), category: 'MISSING_SCOPES', ...more };
		return { status: 403, body };
	}, isAnything),
	/** What was deleted is back at once, or some requests later. */
	reassociates: behaving(
		({ chance }) => ({ reassociatesAfter: chance.oneOf([0, 1, 2, 3]) }),
		isDelete,
	),

	noAssociationsAs404: behaving({ noAssociations: 'notFound' }, isRead),
	invalidIdsNamed: behaving({ invalidIds: 'named' }, isRead),
	/** Some records of a read are in neither `results` nor `errors`. */
	unmentioned: behaving(({ inputs, chance }) => {
		const ids = inputs.map((input) => String((input as { id: unknown }).id));
		return { unmentionedIds: ids.length > 1 ? chance.someOf(ids) : ids };
	}, isRead),
	numericIds: behaving({ numericIds: true }, (each) => isRead(each) || isCreate(each)),
	encodedCursors: behaving(
		({ chance }) => ({ encodedCursors: true, readPageSize: chance.oneOf([1, 2, 3]) }),
		(each) => isRead(each) && !hasCursor(each),
	),
	emptyPages: behaving({ emptyPages: true }, isRead),
	pagingNull: behaving(({ chance }) => ({ lastPage: chance.oneOf(['null', 'nextNull']) }), isRead),
	pagingAtTop: behaving(
		({ chance }) => ({ pagingAtTop: true, readPageSize: chance.oneOf([1, 2, 3]) }),
		isRead,
	),
	typesRepeated: behaving({ repeatsTypes: true }, isRead),
	/** A read from the side of the later object type shows nothing, though the other side does. */
	oneSided: behaving(({ hubspot, request }) => {
		const [from, to] = typesIn(request).map((name) => hubspot.account.objectTypes.find(name)?.id);
		return from !== undefined && to !== undefined && from > to
			? { hiddenDirections: [`${from}>${to}`] }
			: {};
	}, isRead),
	nullLimits: behaving({ nullLimits: true }, isLimitList),
	spelledDifferently: behaving(
		({ chance }) => ({ objectTypeSpelling: chance.oneOf(['singular', 'plural', 'upper', 'id']) }),
		(each) => isWrite(each) || isRead(each),
	),
	/** Reads show the state before this write for a while. */
	readsLag: behaving(
		({ chance }) => ({ readLag: { reads: chance.oneOf([1, 2]), of: 'both' } }),
		isWrite,
	),
} as const satisfies Record<string, Misbehave>;

function isLimits({ path }: RecordedRequest): boolean {
	return path.includes('/definitions/configurations/');
}

function hasCursor({ body }: RecordedRequest): boolean {
	const { inputs = [] } = (body ?? {}) as { inputs?: Array<{ after?: unknown }> };
	return inputs.some(({ after }) => after !== undefined);
}
