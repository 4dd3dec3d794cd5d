import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import formBody from '@fastify/formbody';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Account } from './account/account';
import { DEFAULT_BEHAVIOUR, type Behaviour } from './behaviour/behaviour';
import { Later } from './behaviour/later';
import { ReadLag } from './behaviour/readLag';
import { Auth, type Caller } from './http/auth';
import type { Context } from './context';
import { HubspotError, notFound } from './http/errors';
import {
	answerInstead,
	recordBody,
	recordRequest,
	replaceAnswer,
	type Exchange,
} from './http/exchange';
import { requireEditAssociations, requireScope } from './http/permissions';
import { RateLimiter } from './http/rateLimiter';
import { registerBatches } from './routes/batches';
import { registerLabels } from './routes/labels';
import { registerLimits } from './routes/limits';
import { registerAccountInfo } from './routes/objects/accountInfo';
import { registerOAuth } from './routes/oauth';
import { registerObjects } from './routes/objects/objects';
import { registerProperties } from './routes/objects/propertyLists';
import { registerRecords } from './routes/records';
import { registerSchemas } from './routes/objects/schemas';
import type {
	BatchLimits,
	Intercept,
	Performed,
	RateLimitOptions,
	RateLimitPolicy,
	RecordedRequest,
} from './types';
import { API_VERSIONS } from './versions';

/** How a local HubSpot behaves; everything may be left out. Beside these, whatever `Behaviour` has. */
export interface LocalHubspotOptions extends Partial<Behaviour> {
	/** A free one unless told. */
	port?: number;
	/** The state to start with; a new, empty account unless told. */
	account?: Account;
	/**
	 * The limit of all requests together. Without it nothing is refused; the headers then name 100
	 * requests in 10 seconds and never run down.
	 */
	rateLimit?: RateLimitOptions;
	/** Limits of their own, in the place of `rateLimit`, for what HubSpot limits apart; see HUBSPOT_RATE_LIMITS. */
	rateLimits?: Partial<Record<RateLimitPolicy, RateLimitOptions>>;
	/** 2,000 inputs, and 1,000 for reads, unless told; see HUBSPOT_BATCH_LIMITS. */
	batchLimits?: BatchLimits;
	/** How long every answer is held back before the work is done, in milliseconds. */
	latencyMs?: number;
	/** False forgets a request's body once it is answered: for runs with very many. */
	recordBodies?: boolean;
	/**
	 * Answers requests differently. Runs after authentication and rate limiting and before the work;
	 * not for requests those refused.
	 */
	intercept?: Intercept;
}

/**
 * The limits of HubSpot's guides: 100 association requests in 10 seconds for Free and Starter, a
 * search limit for the account, and 110 for everything else that an OAuth app asks for.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export const HUBSPOT_RATE_LIMITS: Record<RateLimitPolicy, RateLimitOptions> = {
	associations: { max: 100 },
	search: { max: 5, intervalMs: 1000 },
	other: { max: 110 },
};

/**
 * The batch sizes of HubSpot's guide of 2026-09.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 */
export const HUBSPOT_BATCH_LIMITS: BatchLimits = {
	archive: Infinity,
	archiveFroms: 100,
	labelsArchive: 100,
	read: 1000,
	create: 2000,
};

/** Far above what a batch of 2,000 needs. */
const BODY_LIMIT = 64 * 1024 * 1024;

/**
 * A server on this machine with HubSpot's interface for associations, their labels and limits, and
 * for the records and object types they are between: with real state, in every API version of `versions.ts`, OAuth and rate limits included.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide
 *
 * @example
 * const hubspot = await LocalHubspot.start();
 * hubspot.account.associate('contacts', 1, 'companies', 2);
 * const token = hubspot.auth.addAccessToken();
 * // … send requests to hubspot.url …
 * await hubspot.stop();
 */
export class LocalHubspot {
	readonly account: Account;
	readonly auth = new Auth();
	/** Every request in order of arrival; a test may empty it. */
	readonly requests: RecordedRequest[] = [];
	/** May be set at any time; see LocalHubspotOptions. */
	intercept: Intercept | undefined;

	/** How it behaves; a test may change it at any time. */
	readonly behaviour: Behaviour;

	private readonly app: FastifyInstance;
	private readonly later = new Later();
	private readonly rateLimiters: Record<RateLimitPolicy, RateLimiter>;
	private address = '';
	/** What is to be done later. */
	private readonly unfinished = new Set<Promise<unknown>>();
	/** How the server behaves for the requests that `perform` sends to it, by the header that marks each. */
	private readonly insideBehaviours = new Map<string, Partial<Behaviour>>();

	private constructor(private readonly options: LocalHubspotOptions) {
		this.account = options.account ?? new Account();
		this.intercept = options.intercept;
		this.behaviour = { ...DEFAULT_BEHAVIOUR };
		for (const key of Object.keys(DEFAULT_BEHAVIOUR) as Array<keyof Behaviour>) {
			if (options[key] !== undefined) Object.assign(this.behaviour, { [key]: options[key] });
		}
		const shared = new RateLimiter(options.rateLimit);
		const limiterOf = (policy: RateLimitPolicy) =>
			options.rateLimits?.[policy] ? new RateLimiter(options.rateLimits[policy]) : shared;
		this.rateLimiters = {
			associations: limiterOf('associations'),
			search: limiterOf('search'),
			other: limiterOf('other'),
		};
		this.app = fastify({
			bodyLimit: BODY_LIMIT,
			forceCloseConnections: true,
			routerOptions: { maxParamLength: 1000 },
		});
	}

	/** Starts a server and resolves once it listens. */
	static async start(options: LocalHubspotOptions = {}): Promise<LocalHubspot> {
		const hubspot = new LocalHubspot(options);
		await hubspot.prepare();
		hubspot.address = await hubspot.app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
		return hubspot;
	}

	/** Where it listens, such as 'http://127.0.0.1:40123'. */
	get url(): string {
		return this.address;
	}

	/**
	 * Does work later than it was asked for, as HubSpot does what it calls pending.
	 *
	 * @param ms how much later, in milliseconds
	 */
	doLater(ms: number, work: () => Promise<unknown>): void {
		const done = sleep(ms)
			.then(work)
			.catch(() => undefined)
			.finally(() => this.unfinished.delete(done));
		this.unfinished.add(done);
	}

	/** Resolves once everything that was to be done later is done. */
	async settled(): Promise<void> {
		while (this.unfinished.size > 0) await Promise.all(this.unfinished);
	}

	/** Finishes what was to be done later, stops listening and closes what connections are left. */
	async stop(): Promise<void> {
		await this.settled();
		await this.app.close();
	}

	private async prepare(): Promise<void> {
		const { app } = this;
		await app.register(formBody);
		// Bodies are taken as text whatever they are called, because HubSpot looks at the token first.
		app.removeContentTypeParser(['application/json', 'text/plain']);
		app.addContentTypeParser(
			'*',
			{ parseAs: 'string' },
			async (_request: unknown, body: unknown) => body,
		);
		this.addHooks();
		this.addErrors();
		const { archive = 2000 } = this.options.batchLimits ?? {};
		const context: Context = {
			account: this.account,
			auth: this.auth,
			batchLimits: {
				archive,
				archiveFroms: Infinity,
				labelsArchive: archive,
				read: 1000,
				create: 2000,
				purge: 2000,
				...this.options.batchLimits,
			},
			readLag: new ReadLag(),
			later: this.later,
		};
		for (const version of API_VERSIONS) {
			registerBatches(app, context, version);
			registerRecords(app, context, version);
			registerLabels(app, context, version);
			registerLimits(app, context, version);
		}
		registerSchemas(app, context);
		registerObjects(app, context);
		registerProperties(app, context);
		registerAccountInfo(app, context);
		registerOAuth(app, context);
	}

	/** What happens around every request, in this order. */
	private addHooks(): void {
		const { app, options } = this;
		app.decorateRequest('exchange', null as unknown as Exchange);

		app.addHook('onRequest', async (request) => {
			const recorded = recordRequest(request);
			const inside = this.insideBehaviour(request);
			request.exchange = {
				recorded,
				correlationId: randomUUID(),
				behaviour: { ...this.behaviour, ...inside },
				caller: this.auth.find(request.headers.authorization),
			};
			if (inside) return;
			this.requests.push(recorded);
			this.later.tick();
		});

		app.addHook('preHandler', async (request, reply) => {
			recordBody(request);
			if (this.insideBehaviour(request)) return;
			const { scopes, policy = 'other', editsAssociations } = request.routeOptions.config;
			if (scopes) {
				const caller = this.auth.authenticate(request.headers.authorization);
				this.countRequest(reply, caller, policy, request.exchange.behaviour);
				requireScope(caller, scopes, request.exchange.behaviour.missingScopes);
				if (editsAssociations) requireEditAssociations(caller);
			}
			const answer = await this.intercept?.(
				request.exchange.recorded,
				async (body, behaviour) => await this.perform(request, body, behaviour),
			);
			if (options.latencyMs) await sleep(options.latencyMs);
			if (answer && !answer.after) return await answerInstead(reply, answer);
			request.exchange.replacement = answer;
		});

		app.addHook('onSend', async (request, reply, payload) => {
			const { exchange } = request;
			const sent = exchange.replacement ? replaceAnswer(reply, exchange.replacement) : payload;
			reply.header('X-HubSpot-Correlation-Id', exchange.correlationId);
			exchange.recorded.status = reply.statusCode;
			if (options.recordBodies === false) exchange.recorded.body = undefined;
			return sent;
		});
	}

	/** Counts a request for its limit; its headers, or the refusal. The search limit is the account's, not the app's. */
	private countRequest(
		reply: FastifyReply,
		caller: Caller,
		policy: RateLimitPolicy,
		behaviour: Behaviour,
	): void {
		const isSearch = policy === 'search';
		const { headers, error } = this.rateLimiters[policy].take(
			isSearch ? 'every app' : caller.app,
			caller.kind === 'privateApp' && !isSearch,
			isSearch ? { ...behaviour, rateLimitHeaders: 'none' } : behaviour,
		);
		reply.headers(headers);
		if (error) throw error;
	}

	/** How the server behaves for a request of its own; undefined for those that came from outside. */
	private insideBehaviour({ headers }: FastifyRequest): Partial<Behaviour> | undefined {
		return this.insideBehaviours.get(String(headers['x-inside']));
	}

	/** Does what a request asks for, or what it would ask for with another body or behaviour, unseen. */
	private async perform(
		request: FastifyRequest,
		body: unknown = request.body,
		behaviour: Partial<Behaviour> = {},
	): Promise<Performed> {
		const inside = randomUUID();
		this.insideBehaviours.set(inside, behaviour);
		try {
			const response = await fetch(this.url + request.url, {
				method: request.method,
				headers: {
					...{ 'content-type': 'application/json', 'x-inside': inside },
					authorization: request.headers.authorization ?? '',
				},
				body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
			});
			return { status: response.status, body: await response.text() };
		} finally {
			this.insideBehaviours.delete(inside);
		}
	}

	private addErrors(): void {
		this.app.setNotFoundHandler(() => {
			throw notFound('resource not found');
		});
		this.app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
			const status = error.statusCode ?? 500;
			const known =
				error instanceof HubspotError
					? error
					: new HubspotError(
							status,
							status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR',
							status < 500 ? error.message : `internal error: ${error.stack ?? error.message}`,
						);
			const { correlationId, behaviour } = request.exchange;
			const sent = behaviour.errorCategory ? known : known.withoutCategory();
			void reply.code(known.httpStatus).send(sent.toBody(correlationId));
		});
	}
}
