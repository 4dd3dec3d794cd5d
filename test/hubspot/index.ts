export { Account } from './account/account';
export { type IssuedTokens, type OAuthApp } from './http/auth';
export { LocalHubspot, type LocalHubspotOptions } from './localHubspot';
export { MISBEHAVIOURS, misbehave, type Misbehaviour, randomly } from './behaviour/misbehaviour';
export type {
	AssociationType,
	Intercept,
	InterceptedAnswer,
	RateLimitOptions,
	RecordedRequest,
} from './types';
export { API_VERSIONS } from './versions';
