import type { IDataObject, INode, INodeParameters, INodeType, OnError } from 'n8n-workflow';

import { LocalHubspot, type LocalHubspotOptions, type OAuthApp } from '../hubspot';
import { CredentialStore } from './credentialStore';
import { nodeTypes, type NodeRunResult, runNode } from './engine';

/** What a test says about one run; the rest is filled up. */
export interface RunOptions {
	/** Input items' json; one empty item unless given. */
	items?: IDataObject[];
	onError?: OnError;
	/** The access token unless told. */
	credentials?: INode['credentials'];
	stop?: AbortSignal;
	isTool?: boolean;
	/** n8n's "Retry On Fail". */
	maxTries?: number;
	/** Settings of the node, such as Always Output Data. */
	settings?: Partial<INode>;
	/** Runs this in place of what the node does. */
	instead?: INodeType['execute'];
	sendDataToUI?: (type: string, data: IDataObject | IDataObject[]) => void;
}

/** A local HubSpot with an account, and an n8n that holds both kinds of credential for it. */
export interface Fixture {
	hubspot: LocalHubspot;
	store: CredentialStore;
	/** The access token as HubSpot knows it. */
	token: string;
	app: OAuthApp;
	accessToken: INode['credentials'];
	oAuth2: INode['credentials'];
	run: (parameters: INodeParameters, options?: RunOptions) => Promise<NodeRunResult>;
	/** The paths of the requests HubSpot got for deleting something. */
	deletes: () => string[];
}

/**
 * What a test says, as the node stores it. Many tests are run on each API version, so they say it beside the options.
 * Most are about what is sent, so nothing is read before unless a test says how much: `snapshot: 'default'` leaves the
 * option out, as a new node does.
 */
export function stored({ apiVersion, ...parameters }: INodeParameters): INodeParameters {
	const given = parameters.options;
	const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
	if (given !== undefined && !isObject) return parameters;
	const options: INodeParameters = { snapshot: 'off', ...(given as INodeParameters | undefined) };
	if (options.snapshot === 'default') delete options.snapshot;
	if (apiVersion !== undefined) options.apiVersion = apiVersion;
	return { ...parameters, options };
}

/** Starts all of it; the caller stops `hubspot`. */
export async function startFixture(options?: LocalHubspotOptions): Promise<Fixture> {
	const store = new CredentialStore(nodeTypes);
	const hubspot = await LocalHubspot.start(options);
	const token = hubspot.auth.addAccessToken();
	const app = hubspot.auth.addOAuthApp();
	const accessToken = {
		hubspotAssociationsAccessTokenApi: await store.add('hubspotAssociationsAccessTokenApi', {
			accessToken: token,
			apiBaseUrl: hubspot.url,
		}),
	};
	const oAuth2 = {
		hubspotAssociationsOAuth2Api: await store.add('hubspotAssociationsOAuth2Api', {
			clientId: app.clientId,
			clientSecret: app.clientSecret,
			accessTokenUrl: `${hubspot.url}/oauth/2026-03/token`,
			apiBaseUrl: hubspot.url,
			oauthTokenData: { ...hubspot.auth.issueTokens(app) },
		}),
	};
	return {
		hubspot,
		store,
		token,
		app,
		accessToken,
		oAuth2,
		run: async (parameters, { items = [{}], credentials = accessToken, ...more } = {}) =>
			await runNode({
				items,
				parameters: stored(parameters),
				credentials,
				store,
				...more,
			}),
		deletes: () =>
			hubspot.requests.map(({ path }) => path).filter((path) => /\/(archive|purge)$/.test(path)),
	};
}

/** Adds company 10 and these contacts, each associated with it: the account that most tests start from. */
export function associateWithCompany({ hubspot: { account } }: Fixture, contacts: number[]): void {
	account.addRecords('contacts', contacts);
	account.addRecords('companies', [10]);
	for (const contact of contacts) account.associate('contacts', contact, 'companies', 10);
}

/** A resource locator as the editor stores it. */
export const objectType = (value: string) => ({ __rl: true, mode: 'id', value });

/** A record in the mode By ID, as the editor stores it. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A record in the mode By URL. */
export const byUrl = (value: string) => ({ __rl: true, mode: 'url', value });

/** Parameters of association Delete. */
export const deleteParameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'association',
	operation: 'delete',
	fromObjectType: objectType('contacts'),
	fromId: byId('={{ $json.contact }}'),
	toObjectType: objectType('companies'),
	toIds: '={{ $json.company }}',
	...more,
});

/** Parameters of association Delete Labels. */
export const deleteLabelsParameters = (more: INodeParameters = {}): INodeParameters =>
	deleteParameters({ operation: 'deleteLabels', ...more });

/** Parameters of association Delete All of a Record. */
export const deleteAllParameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'association',
	operation: 'deleteAll',
	fromObjectType: objectType('contacts'),
	fromId: byId('={{ $json.contact }}'),
	toObjectType: objectType('companies'),
	...more,
});

/** Parameters of association Get Many. */
export const getAllParameters = (more: INodeParameters = {}): INodeParameters =>
	deleteAllParameters({ operation: 'getAll', ...more });

/** Parameters of association limit Delete. */
export const deleteLimitsParameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'associationLimit',
	operation: 'delete',
	fromObjectType: objectType('contacts'),
	toObjectType: objectType('companies'),
	...more,
});
