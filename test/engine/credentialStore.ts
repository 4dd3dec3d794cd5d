import { randomBytes, randomUUID } from 'node:crypto';

import { Credentials, getAdditionalKeys } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type ICredentialsEncrypted,
	ICredentialsHelper,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	NodeHelpers,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { HubspotAssociationsAccessTokenApi } from '../../credentials/HubspotAssociationsAccessTokenApi.credentials';
import { HubspotAssociationsOAuth2Api } from '../../credentials/HubspotAssociationsOAuth2Api.credentials';
import { provideDataKey } from './engineVersion';

/** The part of n8n's own `oAuth2Api` that its descendants are filled up with. */
const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', default: '' },
		// n8n's server adds this one: a credential that was never connected holds an empty object.
		{ displayName: 'oauthTokenData', name: 'oauthTokenData', type: 'json', default: {} },
	],
};

/** Ours, from the sources. */
const OURS = [new HubspotAssociationsAccessTokenApi(), new HubspotAssociationsOAuth2Api()];

const NO_NODE: INode = {
	id: 'none',
	name: '',
	type: 'none',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** One for the process: every store has to read what another has encrypted. */
const DATA_KEY = randomBytes(32).toString('hex');

/**
 * Keeps credentials as n8n's server does in its database: encrypted by n8n-core's own cipher, filled up
 * with the type's defaults and with its expressions worked out when they are read.
 */
export class CredentialStore extends ICredentialsHelper {
	private readonly stored = new Map<string, ICredentialsEncrypted>();

	private readonly credentialTypes: Map<string, ICredentialType>;

	/** @param ours the credential types of this package */
	constructor(
		private readonly nodeTypes: INodeTypes,
		ours: ICredentialType[] = OURS,
	) {
		super();
		this.credentialTypes = new Map([oAuth2Api, ...ours].map((type) => [type.name, type]));
		provideDataKey(DATA_KEY);
	}

	/** Stores a credential; returns what a node keeps to find it again. */
	async add(
		type: string,
		data: ICredentialDataDecryptedObject,
		// Unique in the process, because what is kept for a credential (its rate limit) is kept for all runs.
		details = { id: randomUUID() as string, name: `My ${type}` },
	): Promise<{ id: string; name: string }> {
		const credentials = new Credentials(details, type);
		await credentials.setData(data);
		this.stored.set(details.id, { ...credentials.getDataToSave() });
		return details;
	}

	/** Takes a credential away, as somebody may while a run is under way. */
	remove(id: string): void {
		this.stored.delete(id);
	}

	/** What is stored, decrypted: what a test looks at after a run. */
	async read(id: string): Promise<ICredentialDataDecryptedObject> {
		const { type } = this.entity(id);
		return await (await this.getCredentials({ id, name: '' }, type)).getData();
	}

	/** The encrypted text as it would lie in the database. */
	encrypted(id: string): string {
		return String(this.entity(id).data);
	}

	getParentTypes(name: string): string[] {
		const parents = this.credentialTypes.get(name)?.extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authenticate = this.credentialTypes.get(typeName)?.authenticate;
		if (typeof authenticate !== 'function') throw new Error(`${typeName} cannot authenticate`);
		return await authenticate(credentials, request);
	}

	async preAuthentication() {
		return await Promise.resolve(undefined);
	}

	async runPreAuthentication() {
		return await Promise.resolve(undefined);
	}

	async getCredentials({ id }: INodeCredentialsDetails, type: string) {
		const { name, data } = this.entity(id);
		return await Promise.resolve(new Credentials({ id, name }, type, data));
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		_executeData?: unknown,
		raw?: boolean,
	): Promise<ICredentialDataDecryptedObject> {
		const data = await (await this.getCredentials(nodeCredentials, type)).getData();
		if (raw) return data;
		const filled = {
			...NodeHelpers.getNodeParameters(
				this.getCredentialsProperties(type),
				data as never,
				true,
				false,
				null,
				null,
			),
			...(data.oauthTokenData === undefined ? {} : { oauthTokenData: data.oauthTokenData }),
		};
		const { expression } = new Workflow({
			nodes: [NO_NODE],
			connections: {},
			active: false,
			nodeTypes: this.nodeTypes,
		});
		return expression.getComplexParameterValue(
			NO_NODE,
			filled as never,
			mode,
			getAdditionalKeys(additionalData, mode, null),
			undefined,
			undefined,
			filled as never,
		) as unknown as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		{ id }: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const credentials = new Credentials({ id, name: this.entity(id).name }, type);
		await credentials.setData(data);
		this.stored.set(String(id), { ...credentials.getDataToSave() });
	}

	async updateCredentialsOauthTokenData(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		const stored = await this.read(String(nodeCredentials.id));
		await this.updateCredentials(nodeCredentials, type, { ...stored, oauthTokenData });
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		const { properties = [], extends: parents = [] } = this.credentialTypes.get(type) ?? {};
		const combined = parents.flatMap((parent) => this.getCredentialsProperties(parent));
		NodeHelpers.mergeNodeProperties(combined, properties);
		return combined;
	}

	private entity(id: string | null): ICredentialsEncrypted {
		const entity = this.stored.get(String(id));
		if (entity === undefined) throw new Error(`There is no credential ${String(id)}`);
		return entity;
	}
}
