import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import formBody from '@fastify/formbody';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Account } from './account';
import { Auth, requireScope } from './auth';
import type { Context } from './context';
import { HubspotError, notFound } from './errors';
import { answerInstead, recordBody, recordRequest, replaceAnswer, type Exchange } from './exchange';
import { RateLimiter } from './rateLimiter';
import { registerBatches } from './routes/batches';
import { registerLabels } from './routes/labels';
import { registerLimits } from './routes/limits';
import { registerOAuth } from './routes/oauth';
import { registerRecords } from './routes/records';
import { registerSchemas } from './routes/schemas';
import type { BatchLimits, Intercept, Performed, RateLimitOptions, RecordedRequest } from './types';
import { API_VERSIONS } from './versions';

/** How a local HubSpot behaves; everything may be left out. */
export interface LocalHubspotOptions {
	/** A free one unless told. */
	port?: number;
	/** The state to start with; a new, empty account unless told. */
	account?: Account;
	/** Without it nothing is refused; the headers then name 100 requests in 10 seconds and never run down. */
	rateLimit?: RateLimitOptions;
	/** What the rate-limit headers say: `own` the limit that is counted, `none` that they are left out, or another maximum. */
	rateLimitHeaders?: 'own' | 'none' | number;
	/** 2,000 inputs, and 1,000 for reads, unless told. */
	batchLimits?: BatchLimits;
	/** How many associations of one record batch/read gives at a time; 500 unless told. */
	readPageSize?: number;
	/**
	 * True writes `fromObjectId` and `toObjectId` as numbers, as HubSpot's examples do, where its
	 * OpenAPI files say text.
	 */
	numericIds?: boolean;
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

/** Far above what a batch of 2,000 needs. */
const BODY_LIMIT = 64 * 1024 * 1024;

/**
 * A server on this machine that behaves as HubSpot does for associations, their labels and limits:
 * with real state, in every API version of `versions.ts`, OAuth and rate limits included.
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

	private readonly app: FastifyInstance;
	private readonly rateLimiter: RateLimiter;
	private address = '';
	/** Marks the requests that `perform` sends to this server itself. */
	private readonly inside = randomUUID();

	private constructor(private readonly options: LocalHubspotOptions) {
		this.account = options.account ?? new Account();
		this.intercept = options.intercept;
		this.rateLimiter = new RateLimiter(options.rateLimit, undefined, options.rateLimitHeaders);
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

	/** Stops listening and closes what connections are left. */
	async stop(): Promise<void> {
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
		const context: Context = {
			account: this.account,
			auth: this.auth,
			batchLimits: {
				archive: 2000,
				read: 1000,
				create: 2000,
				purge: 2000,
				...this.options.batchLimits,
			},
			readPageSize: this.options.readPageSize ?? 500,
			writeId: this.options.numericIds ? Number : (id) => id,
		};
		for (const version of API_VERSIONS) {
			registerBatches(app, context, version);
			registerRecords(app, context, version);
			registerLabels(app, context, version);
			registerLimits(app, context, version);
		}
		registerSchemas(app, context);
		registerOAuth(app, context);
	}

	/** What happens around every request, in this order. */
	private addHooks(): void {
		const { app, options } = this;
		app.decorateRequest('exchange', null as unknown as Exchange);

		app.addHook('onRequest', async (request) => {
			const recorded = recordRequest(request);
			if (!this.isInside(request)) this.requests.push(recorded);
			request.exchange = { recorded, correlationId: randomUUID() };
		});

		app.addHook('preHandler', async (request, reply) => {
			recordBody(request);
			if (this.isInside(request)) return;
			const { scopes } = request.routeOptions.config;
			if (scopes) {
				const caller = this.auth.authenticate(request.headers.authorization);
				const { headers, error } = this.rateLimiter.take(caller.app, caller.kind === 'privateApp');
				reply.headers(headers);
				if (error) throw error;
				requireScope(caller, scopes);
			}
			const answer = await this.intercept?.(
				request.exchange.recorded,
				async (body) => await this.perform(request, body),
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

	private isInside({ headers }: FastifyRequest): boolean {
		return headers['x-inside'] === this.inside;
	}

	/** Does what a request asks for, or what it would ask for with another body, unseen. */
	private async perform(request: FastifyRequest, body: unknown = request.body): Promise<Performed> {
		const response = await fetch(this.url + request.url, {
			method: request.method,
			headers: { 'content-type': 'application/json', 'x-inside': this.inside },
			body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		});
		return { status: response.status, body: await response.text() };
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
			void reply.code(known.httpStatus).send(known.toBody(request.exchange.correlationId));
		});
	}
}
