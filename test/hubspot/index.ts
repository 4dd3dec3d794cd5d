export { Account } from './account';
export { Auth, type Caller, type IssuedTokens, type OAuthApp } from './auth';
export type { NewLabel } from './definitions';
export { LocalHubspot, type LocalHubspotOptions } from './localHubspot';
export { MISBEHAVIOURS, misbehave, type Misbehaviour, randomly } from './misbehaviour';
export type {
	AssociationType,
	AssociationTypeWithLabel,
	AssociationView,
	BatchLimits,
	Category,
	Intercept,
	InterceptedAnswer,
	Performed,
	RateLimitOptions,
	RecordedRequest,
} from './types';
export { API_VERSIONS } from './versions';
