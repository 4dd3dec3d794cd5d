/** The credential type that the node's parameter `authentication` stands for. */
export const credentialTypeOf = (authentication: unknown): string =>
	authentication === 'accessToken'
		? 'hubspotAssociationsAccessTokenApi'
		: 'hubspotAssociationsOAuth2Api';

/** Whether n8n can renew the token of a credential of this type. */
export const isRenewable = (credentialType: string): boolean =>
	credentialType === 'hubspotAssociationsOAuth2Api';
