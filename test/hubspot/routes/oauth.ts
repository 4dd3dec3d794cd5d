import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Auth, IssuedTokens, OAuthApp } from '../http/auth';
import type { Context } from '../context';
import { consentPage, errorPage } from './oauthPages';

/** A refused consent, in the words HubSpot's page uses. */
class ConsentError extends Error {}

interface Consent {
	app: OAuthApp;
	scopes: string[];
	redirectUri: string;
	state: string | undefined;
}

type Query = Record<string, string | undefined>;

function splitScopes(text: string | undefined): string[] {
	return (text ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
}

function sameSet(a: string[], b: string[]): boolean {
	const [first, second] = [new Set(a), new Set(b)];
	return first.size === second.size && [...first].every((scope) => second.has(scope));
}

/** What the link to HubSpot's consent page asks for, checked against the app. */
function readConsent(auth: Auth, query: Query): Consent {
	const app = auth.findApp(query.client_id ?? '');
	if (!app) throw new ConsentError('The client ID in the URL is missing or unknown.');
	const redirectUri = query.redirect_uri ?? '';
	if (!app.redirectUris.includes(redirectUri)) {
		throw new ConsentError(
			"The redirect URL in the URL does not match one of the app's configured redirect URLs.",
		);
	}
	const scopes = splitScopes(query.scope);
	if (!sameSet(scopes, app.scopes)) {
		throw new ConsentError(
			"Authorization failed because there is a mismatch between the scopes in the install URL and the app's configured scopes.",
		);
	}
	const optional = splitScopes(query.optional_scope);
	const unknown = optional.filter((scope) => !app.optionalScopes.includes(scope));
	if (unknown.length > 0) {
		throw new ConsentError(
			`Authorization failed because these optional scopes are not among the app's: ${unknown.join(', ')}`,
		);
	}
	return { app, scopes: [...scopes, ...optional], redirectUri, state: query.state };
}

/** The body of a refused token request: OAuth's fields beside HubSpot's. */
function tokenError(
	request: FastifyRequest,
	error: string,
	status: string,
	message: string,
): unknown {
	return {
		error,
		error_description: message,
		status,
		message,
		correlationId: request.exchange.correlationId,
		category: 'VALIDATION_ERROR',
	};
}

/**
 * The OAuth dance. The consent page is on app.hubspot.com and the token endpoint on api.hubapi.com;
 * here both are one server. The older /oauth/v1/token is switched off: it answers 404.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth
 */
export function registerOAuth(app: FastifyInstance, { auth, account }: Context): void {
	/** Runs `work` with a valid consent, or shows why it is not valid. */
	const withConsent = (reply: FastifyReply, query: Query, work: (consent: Consent) => unknown) => {
		try {
			return work(readConsent(auth, query));
		} catch (error) {
			if (!(error instanceof ConsentError)) throw error;
			return reply.code(400).type('text/html; charset=utf-8').send(errorPage(error.message));
		}
	};

	app.get('/oauth/authorize', async (request: FastifyRequest<{ Querystring: Query }>, reply) =>
		withConsent(reply, request.query, (consent) => {
			const connect = `/oauth/authorize/connect?${request.exchange.recorded.query}`;
			return reply
				.type('text/html; charset=utf-8')
				.send(consentPage(consent.app.name, consent.scopes, connect));
		}),
	);

	app.get(
		'/oauth/authorize/connect',
		async (request: FastifyRequest<{ Querystring: Query }>, reply) =>
			withConsent(reply, request.query, ({ app: oauthApp, scopes, redirectUri, state }) => {
				const target = new URL(redirectUri);
				target.searchParams.set('code', auth.issueCode(oauthApp, scopes, redirectUri));
				if (state !== undefined) target.searchParams.set('state', state);
				return reply.redirect(target.href, 302);
			}),
	);

	app.post('/oauth/2026-03/token', async (request, reply) => {
		const isForm = /^application\/x-www-form-urlencoded\b/i.test(
			request.headers['content-type'] ?? '',
		);
		const form = (isForm ? request.body : {}) as Query;
		const refuse = (httpStatus: number, error: string, status: string, message: string) =>
			reply.code(httpStatus).send(tokenError(request, error, status, message));

		const oauthApp = auth.findApp(form.client_id ?? '');
		// HubSpot reads the client only from the form; a Basic header does not count.
		if (!oauthApp || oauthApp.clientSecret !== form.client_secret) {
			return refuse(
				401,
				'invalid_client',
				'BAD_CLIENT_ID',
				'missing or unknown client id or client secret',
			);
		}
		let tokens: IssuedTokens | undefined;
		if (form.grant_type === 'authorization_code') {
			tokens = auth.exchangeCode(oauthApp, form.code ?? '', form.redirect_uri ?? '');
			if (!tokens)
				return refuse(400, 'invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code');
		} else if (form.grant_type === 'refresh_token') {
			tokens = auth.refresh(oauthApp, form.refresh_token ?? '');
			if (!tokens) {
				return refuse(
					400,
					'invalid_grant',
					'BAD_REFRESH_TOKEN',
					'missing or invalid refresh token',
				);
			}
		} else {
			return refuse(
				400,
				'unsupported_grant_type',
				'BAD_GRANT_TYPE',
				'missing or unknown grant type',
			);
		}
		return { ...tokens, token_use: 'access_token', hub_id: account.portalId };
	});
}
