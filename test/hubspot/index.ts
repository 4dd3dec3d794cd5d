export { Account } from './account';
export { type IssuedTokens, type OAuthApp } from './auth';
export { LocalHubspot, type LocalHubspotOptions } from './localHubspot';
export { MISBEHAVIOURS, misbehave, type Misbehaviour, randomly } from './misbehaviour';
export type {
	AssociationType,
	Intercept,
	InterceptedAnswer,
	RateLimitOptions,
	RecordedRequest,
} from './types';
export { API_VERSIONS } from './versions';
