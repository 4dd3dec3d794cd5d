export { Account } from './account';
export { Auth, type Caller, type IssuedTokens, type OAuthApp } from './auth';
export type { NewLabel } from './definitions';
export { LocalHubspot, type LocalHubspotOptions } from './localHubspot';
export type {
	AssociationType,
	AssociationTypeWithLabel,
	AssociationView,
	BatchLimits,
	Category,
	Intercept,
	InterceptedAnswer,
	RateLimitOptions,
	RecordedRequest,
} from './types';
