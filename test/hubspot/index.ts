export { Account } from './account/account';
export type { PropertyDefinition, PropertyValues } from './account/properties';
export { type Behaviour } from './behaviour/behaviour';
export { MISBEHAVIOURS, misbehave, type Misbehaviour, randomly } from './behaviour/misbehaviour';
export { OBSERVED } from './behaviour/observed';
export { type IssuedTokens, type OAuthApp } from './http/auth';
export {
	HUBSPOT_BATCH_LIMITS,
	HUBSPOT_RATE_LIMITS,
	LocalHubspot,
	type LocalHubspotOptions,
} from './localHubspot';
export type {
	AssociationType,
	Intercept,
	InterceptedAnswer,
	RateLimitOptions,
	RecordedRequest,
} from './types';
export { API_VERSIONS } from './versions';
