import { randomUUID } from 'node:crypto';
import { HubspotError } from './errors';
import { DEFAULT_SCOPES } from './scopes';

/** An app other people can connect to their accounts. */
export interface OAuthApp {
	clientId: string;
	clientSecret: string;
	name: string;
	/** Every connection must ask for exactly these. */
	scopes: string[];
	/** A connection may ask for any of these beside them. */
	optionalScopes: string[];
	redirectUris: string[];
	/**
	 * False: the user behind every token of the app lacks "Edit Associations", which some API versions
	 * ask for. May be changed at any time.
	 */
	userEditsAssociations: boolean;
}

/** What the token endpoint gives. */
export interface IssuedTokens {
	access_token: string;
	refresh_token: string;
	token_type: 'bearer';
	/** Seconds. */
	expires_in: number;
}

/** Who sends a request, as its token says. */
export interface Caller {
	/** The app the rate limit is counted for. */
	app: string;
	kind: 'privateApp' | 'oauth';
	scopes: ReadonlySet<string>;
	/** The OAuth app; undefined for a private one. */
	oauthApp?: OAuthApp;
}

interface AccessToken extends Caller {
	/** Milliseconds since 1970; undefined never expires. */
	expiresAt?: number;
}

interface Grant {
	app: OAuthApp;
	scopes: string[];
}

const DEFAULT_REDIRECT_URI = 'http://localhost:5678/rest/oauth2-credential/callback';

/**
 * The tokens and apps of the local HubSpot.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/overview
 */
export class Auth {
	/** How long access tokens live from now on; HubSpot's live 30 minutes. */
	accessTokenSeconds = 1800;

	private readonly accessTokens = new Map<string, AccessToken>();
	private readonly refreshTokens = new Map<string, Grant>();
	private readonly codes = new Map<string, Grant & { redirectUri: string }>();
	private readonly apps = new Map<string, OAuthApp>();

	/** Makes the access token of a private app. It never expires; each token is an app of its own. */
	addAccessToken(
		token = `pat-na1-${randomUUID()}`,
		scopes: readonly string[] = DEFAULT_SCOPES,
	): string {
		this.accessTokens.set(token, { app: token, kind: 'privateApp', scopes: new Set(scopes) });
		return token;
	}

	/** Makes an access token (of either kind) unknown: 401 INVALID_AUTHENTICATION from now on. */
	revoke(token: string): void {
		this.accessTokens.delete(token);
	}

	/** Registers an OAuth app; what is left out gets a value that works. */
	addOAuthApp(app: Partial<OAuthApp> = {}): OAuthApp {
		const created: OAuthApp = {
			clientId: app.clientId ?? randomUUID(),
			clientSecret: app.clientSecret ?? randomUUID(),
			name: app.name ?? 'Associations test app',
			scopes: app.scopes ?? ['oauth', ...DEFAULT_SCOPES],
			optionalScopes: app.optionalScopes ?? [],
			redirectUris: app.redirectUris ?? [DEFAULT_REDIRECT_URI],
			userEditsAssociations: app.userEditsAssociations ?? true,
		};
		this.apps.set(created.clientId, created);
		return created;
	}

	findApp(clientId: string): OAuthApp | undefined {
		return this.apps.get(clientId);
	}

	/** What a user's consent plus the exchange of its code would give, without the browser. */
	issueTokens(app: OAuthApp, scopes: string[] = app.scopes): IssuedTokens {
		const refreshToken = randomUUID();
		this.refreshTokens.set(refreshToken, { app, scopes });
		return this.issueAccessToken(refreshToken, { app, scopes });
	}

	/** A code that can be exchanged once, as HubSpot hands out after the user's consent. */
	issueCode(app: OAuthApp, scopes: string[], redirectUri: string): string {
		const code = randomUUID();
		this.codes.set(code, { app, scopes, redirectUri });
		return code;
	}

	/** Exchanges a code; undefined when it is unknown, used, of another app or another redirect URL. */
	exchangeCode(app: OAuthApp, code: string, redirectUri: string): IssuedTokens | undefined {
		const grant = this.codes.get(code);
		if (!grant || grant.app !== app || grant.redirectUri !== redirectUri) return undefined;
		this.codes.delete(code);
		return this.issueTokens(app, grant.scopes);
	}

	/** A new access token for a refresh token, which stays; undefined when that is not the app's. */
	refresh(app: OAuthApp, refreshToken: string): IssuedTokens | undefined {
		const grant = this.refreshTokens.get(refreshToken);
		if (!grant || grant.app !== app) return undefined;
		return this.issueAccessToken(refreshToken, grant);
	}

	/** Every OAuth access token given out so far answers 401 EXPIRED_AUTHENTICATION from now on. */
	expireAccessTokens(): void {
		const now = Date.now();
		for (const token of this.accessTokens.values()) {
			if (token.expiresAt !== undefined) token.expiresAt = Math.min(token.expiresAt, now);
		}
	}

	/** Every refresh token given out so far is refused from now on, as after an uninstall. */
	revokeRefreshTokens(): void {
		this.refreshTokens.clear();
	}

	/** Who an Authorization header belongs to, valid any more or not; undefined where that is not known. */
	find(authorization: string | undefined): Caller | undefined {
		return this.token(authorization);
	}

	/** The same for a token that has to be valid. Throws HubSpot's 401s. */
	authenticate(authorization: string | undefined): Caller {
		const known = this.token(authorization);
		if (!known) {
			throw new HubspotError(
				401,
				'INVALID_AUTHENTICATION',
				'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
			);
		}
		if (known.expiresAt !== undefined && known.expiresAt <= Date.now()) {
			const minutes = Math.floor((Date.now() - known.expiresAt) / 60_000);
			throw new HubspotError(
				401,
				'EXPIRED_AUTHENTICATION',
				`The OAuth token used to make this call expired ${minutes} minute(s) ago.`,
			);
		}
		return known;
	}

	private token(authorization: string | undefined): AccessToken | undefined {
		const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]?.trim();
		return token === undefined ? undefined : this.accessTokens.get(token);
	}

	private issueAccessToken(refreshToken: string, { app, scopes }: Grant): IssuedTokens {
		const accessToken = `C${randomUUID()}`;
		this.accessTokens.set(accessToken, {
			app: app.clientId,
			oauthApp: app,
			kind: 'oauth',
			scopes: new Set(scopes),
			expiresAt: Date.now() + this.accessTokenSeconds * 1000,
		});
		return {
			access_token: accessToken,
			refresh_token: refreshToken,
			token_type: 'bearer',
			expires_in: this.accessTokenSeconds,
		};
	}
}
