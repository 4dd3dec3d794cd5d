import { type BatchError, batchResponse } from '../http/batchResponse';
import type { LocalHubspot } from '../localHubspot';
import type { Intercept, InterceptedAnswer, Performed, RecordedRequest } from '../types';
import { OBSERVED } from './observed';
import {
	asJson,
	Chance,
	contextOf,
	error,
	isWrite,
	type Misbehave,
	type Situation,
} from './situation';

const unavailable =
	(status: number): Misbehave =>
	async ({ chance, perform }) => {
		// Half of the time the work was done before the gateway gave up.
		if (chance.next() < 0.5) await perform();
		return {
			status,
			body: chance.oneOf(['<html>Bad Gateway</html>', error('internal error'), '']),
		};
	};

/** A batch that was done by half. */
interface Half {
	/** The inputs that were left out. */
	remaining: unknown[];
	/** What HubSpot itself had to say against the others. */
	errors: BatchError[];
}

/** Does some of a batch; returns HubSpot's own answer where it refuses those some. */
async function half({ inputs, chance, perform }: Situation): Promise<Half | InterceptedAnswer> {
	const done = inputs.length > 1 ? chance.someOf(inputs) : [];
	const { status, body } = done.length > 0 ? await perform({ inputs: done }) : OK;
	if (status >= 300) return { status, body: asJson(body) };
	const { errors = [] } = (asJson(body) ?? {}) as { errors?: BatchError[] };
	return { remaining: inputs.filter((input) => !done.includes(input)), errors };
}

const OK: Performed = { status: 204, body: '' };

/**
 * What any API may do, and HubSpot was feared or observed to. Each does it to one request, and is
 * what the model tests draw from.
 */
export const MISBEHAVIOURS = {
	...OBSERVED,
	rateLimited: async ({ chance }) => {
		const policyName = chance.oneOf(['SECONDLY', 'TEN_SECONDLY_ROLLING']);
		const { category, ...plain } = error('You have reached your limit.');
		const body = {
			...{ ...plain, errorType: 'RATE_LIMIT', policyName },
			...(chance.next() < 0.3 && { category }),
			...(chance.next() < 0.5 && { groupName: 'publicapi:private-apps:12345678' }),
		};
		return await Promise.resolve({
			status: 429,
			body,
			headers: chance.next() < 0.5 ? { 'retry-after': '1' } : undefined,
		});
	},
	error500: unavailable(500),
	error502: unavailable(502),
	error503: unavailable(503),
	error504: unavailable(504),
	locked: async () => await Promise.resolve({ status: 423, body: error('Locked') }),
	migrating: async () =>
		await Promise.resolve({ status: 477, body: error('Moving'), headers: { 'retry-after': '1' } }),
	resetBefore: async () => await Promise.resolve({ status: 500, reset: true }),
	resetAfter: async ({ perform }) => {
		await perform();
		return { status: 500, reset: true };
	},
	stalled: async ({ perform }) => {
		const { status, body } = await perform();
		return { status, body: asJson(body), delayMs: 50 };
	},
	truncated: async ({ perform }) => {
		const { status, body } = await perform();
		return { status: status === 204 ? 200 : status, body: asJson(body || '{}'), truncated: true };
	},
	notJson: async ({ perform, chance }) => {
		const { status } = await perform();
		return {
			status: status < 300 ? 200 : status,
			body: chance.oneOf(['<p>Hi</p>', '{"sta', 'OK']),
		};
	},
	partlyNamed: async (situation) => {
		const { request, inputs } = situation;
		if (!isWrite(request) || inputs.length === 0) return undefined;
		const halved = await half(situation);
		if ('status' in halved) return halved;
		const errors = halved.remaining.map((input): BatchError => ({
			category: 'OBJECT_NOT_FOUND',
			message: 'This one failed',
			context: contextOf(input),
		}));
		return { status: 207, body: batchResponse(request.at, [], [...halved.errors, ...errors]) };
	},
	partlyUnnamed: async (situation) => {
		if (!isWrite(situation.request) || situation.inputs.length === 0) return undefined;
		const halved = await half(situation);
		if ('status' in halved) return halved;
		const errors = [{ category: 'VALIDATION_ERROR', message: 'Some failed', context: {} }];
		return { status: 207, body: batchResponse(situation.request.at, [], errors) };
	},
	refused: async ({ chance, inputs, request }) => {
		const status = chance.oneOf([400, 404]);
		const named = inputs.length > 0 && chance.next() < 0.5;
		const context = named ? { context: contextOf(chance.oneOf(inputs)) } : {};
		// What HubSpot would hardly do, but what must not get into anybody's workflow data all the same.
		const message = `Something in it is wrong: ${request.headers.authorization}`;
		return await Promise.resolve({ status, body: error(message, context) });
	},
	pending: async ({ hubspot, request, perform, chance }) => {
		if (!isWrite(request)) return undefined;
		const status = chance.oneOf(['PENDING', 'PROCESSING']);
		// HubSpot does it a little later, or at once.
		if (chance.next() < 0.5) hubspot.doLater(10, perform);
		else await perform();
		return { status: 200, body: { ...batchResponse(request.at), status } };
	},
	canceled: async (situation) => {
		const { request, inputs, chance, perform } = situation;
		if (!isWrite(request) || inputs.length === 0) return undefined;
		if (chance.next() < 0.5) await half(situation);
		else if (chance.next() < 0.5) await perform();
		return { status: 200, body: { ...batchResponse(request.at), status: 'CANCELED' } };
	},
	expired: async ({ hubspot, request }) => {
		hubspot.auth.expireAccessTokens();
		try {
			hubspot.auth.authenticate(request.headers.authorization);
		} catch {
			const body = error('The OAuth token used to make this call expired.', {
				category: 'EXPIRED_AUTHENTICATION',
			});
			return await Promise.resolve({ status: 401, body });
		}
		return undefined;
	},
	withoutHeaders: async ({ perform }) => {
		const { status, body } = await perform();
		const names = ['max', 'remaining', 'interval-milliseconds'];
		const headers = Object.fromEntries(
			names.map((name) => [`x-hubspot-ratelimit-${name}`, undefined]),
		);
		return { status, body: asJson(body), headers };
	},
} as const satisfies Record<string, Misbehave>;

/** The name of one of {@link MISBEHAVIOURS}. */
export type Misbehaviour = keyof typeof MISBEHAVIOURS;

/**
 * Makes a server misbehave as told.
 *
 * @param which says for each request what to do to it, if anything; called with how often the very same
 *   request came before
 * @param seed decides whatever is left to chance
 */
export function misbehave(
	hubspot: LocalHubspot,
	which: (request: RecordedRequest, before: number) => Misbehaviour | undefined,
	seed = 0,
): void {
	const seen = new Map<string, number>();
	const intercept: Intercept = async (request, perform) => {
		const key = keyOf(request);
		const before = seen.get(key) ?? 0;
		seen.set(key, before + 1);
		const kind = which(request, before);
		if (kind === undefined) return undefined;
		const { inputs } = (request.body ?? {}) as { inputs?: unknown[] };
		const chance = new Chance(`${seed} ${key} ${before}`);
		const misbehaviour: Misbehave = MISBEHAVIOURS[kind];
		return await misbehaviour({ hubspot, request, perform, chance, inputs: inputs ?? [] });
	};
	hubspot.intercept = intercept;
}

const keyOf = ({ path, body }: RecordedRequest) => `${path} ${JSON.stringify(body)}`;

/**
 * Misbehaves at random, but always in the same way for the same seed and the same requests, in whichever
 * order they come.
 *
 * @param share of the requests that get it, from 0 to 1
 */
export function randomly(
	seed: number,
	share: number,
	kinds: readonly Misbehaviour[] = Object.keys(MISBEHAVIOURS) as Misbehaviour[],
): (request: RecordedRequest, before: number) => Misbehaviour | undefined {
	return (request, before) => {
		const chance = new Chance(`${seed} ${keyOf(request)} ${before} which`);
		return chance.next() < share ? chance.oneOf(kinds) : undefined;
	};
}
