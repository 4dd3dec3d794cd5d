import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Behaviour } from '../behaviour/behaviour';
import type { Caller } from './auth';
import { HubspotError, invalidJson, validationError } from './errors';
import type { InterceptedAnswer, RateLimitPolicy, RecordedRequest } from '../types';

/** What the server keeps of a request while it answers it. */
export interface Exchange {
	recorded: RecordedRequest;
	correlationId: string;
	/** How the server behaves for this request. */
	behaviour: Behaviour;
	/** Who sent it; undefined where a route asks for no token. */
	caller?: Caller;
	/** The body, once it was found to be JSON. */
	json?: { value: unknown };
	/** Why it was not. */
	jsonError?: string;
	/** What to answer instead, once the work is done. */
	replacement?: InterceptedAnswer;
}

declare module 'fastify' {
	interface FastifyRequest {
		exchange: Exchange;
	}
	interface FastifyContextConfig {
		/** Any one of these lets a token in. A route without them is open to every caller. */
		scopes?: readonly string[];
		/** The rate limit that counts the route's requests; `other` unless told. */
		policy?: RateLimitPolicy;
		/** True: a user-level token needs its user's permission to edit associations. */
		editsAssociations?: boolean;
	}
}

/** The record of a request that has just arrived; its body comes later. */
export function recordRequest(request: FastifyRequest): RecordedRequest {
	const [path = '', query = ''] = request.raw.url?.split(/\?(.*)/s) ?? [];
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
	);
	return { method: request.method, path, query, body: undefined, headers, at: Date.now() };
}

/** Records the body of a request whose body has arrived. What is wrong with it is said later, by `readJson`. */
export function recordBody(request: FastifyRequest): void {
	const { body, exchange } = request;
	if (typeof body !== 'string') {
		exchange.recorded.body = body ?? undefined;
		return;
	}
	if (body === '') return;
	try {
		exchange.json = { value: JSON.parse(body) as unknown };
		exchange.recorded.body = exchange.json.value;
	} catch (error) {
		exchange.jsonError = (error as Error).message;
		exchange.recorded.body = body;
	}
}

/** The JSON a request brought, or HubSpot's 400 or 415. */
export function readJson(request: FastifyRequest): unknown {
	const { json, jsonError } = request.exchange;
	if (jsonError === undefined && !json && !request.body) {
		throw validationError('Invalid JSON input: a request body was expected, but none found');
	}
	if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
		throw new HubspotError(415, 'VALIDATION_ERROR', 'HTTP 415 Unsupported Media Type');
	}
	if (!json) throw invalidJson(jsonError ?? 'Unexpected end-of-input');
	return json.value;
}

function payloadOf(answer: InterceptedAnswer): string {
	if (answer.body === undefined || answer.body === null) return '';
	return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
}

function prepare(reply: FastifyReply, answer: InterceptedAnswer): string {
	const json = typeof answer.body === 'object' && answer.body !== null;
	reply.code(answer.status);
	reply.header(
		'content-type',
		json ? 'application/json;charset=utf-8' : 'text/plain;charset=utf-8',
	);
	for (const [name, value] of Object.entries(answer.headers ?? {})) {
		if (value === undefined) reply.removeHeader(name);
		else reply.header(name, value);
	}
	return payloadOf(answer);
}

/** Sends an intercepted answer in the place of doing the work, or as much of it as it says. */
export async function answerInstead(
	reply: FastifyReply,
	answer: InterceptedAnswer,
): Promise<FastifyReply> {
	if (answer.delayMs) await sleep(answer.delayMs);
	const payload = prepare(reply, answer);
	if (!answer.reset && !answer.truncated) return await reply.send(payload);

	const { exchange, raw } = reply.request;
	const { socket } = raw;
	exchange.recorded.status = reply.statusCode;
	reply.hijack();
	if (answer.truncated) {
		const length = Buffer.byteLength(payload);
		reply.raw.writeHead(reply.statusCode, {
			...(reply.getHeaders() as Record<string, string>),
			'content-length': length,
		});
		const half = Buffer.from(payload).subarray(0, Math.floor(length / 2));
		await new Promise((written) => reply.raw.write(half, written));
		socket.destroy();
	} else {
		socket.resetAndDestroy();
	}
	return reply;
}

/** Turns an answer that is about to be sent into an intercepted one; returns what to send. */
export function replaceAnswer(reply: FastifyReply, answer: InterceptedAnswer): string {
	reply.removeHeader('content-length');
	return prepare(reply, answer);
}
