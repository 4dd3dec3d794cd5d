import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { checkedApiBaseUrl } from './apiBaseUrl';
import { credentialTypeOf, isRenewable } from './credentialTypes';
import { credentialError, type HubspotError, unreadableCredential } from './errors/hubspotError';
import { secretsOf } from './errors/secrets';
import type { Context } from './signedRequest';

/**
 * The credential that a node has chosen, as one run knows it. n8n signs the requests; what is needed of it here is
 * where they go and what must never be shown. Reading a credential costs n8n a query and a decryption, so it is not
 * done for every request.
 */
export class Credential {
	/** Its type's name. */
	readonly type: string;

	/** What tells it from others. */
	readonly id: string;

	/** What its owner calls it; undefined where none is chosen. */
	readonly name?: string;

	private readonly secrets = new Set<string>();

	private address?: Promise<string>;

	constructor(private readonly context: Context) {
		// The second argument is an item index in execute() and a default in load methods: 0 serves both.
		this.type = credentialTypeOf(context.getNodeParameter('authentication', 0));
		const chosen = context.getNode().credentials?.[this.type];
		this.id = chosen?.id ?? this.type;
		this.name = chosen?.name;
	}

	/**
	 * Where HubSpot is, without a trailing slash.
	 *
	 * @throws HubspotError when the credential cannot be used at all
	 */
	async baseUrl(): Promise<string> {
		this.address ??= this.read().then(({ apiBaseUrl }) => checkedApiBaseUrl(apiBaseUrl));
		return await this.address.catch((error: unknown) => {
			this.address = undefined;
			throw credentialError(error, this.knownSecrets);
		});
	}

	/** Every secret in it, each time it was read. */
	get knownSecrets(): string[] {
		return [...this.secrets];
	}

	/**
	 * What it held when it was read first, and what it holds after a request, because n8n may have renewed a token while
	 * it sent it.
	 *
	 * @param failed whether the request did; the message may then show a token that was changed by hand meanwhile
	 */
	async secretsAfter({ failed }: { failed: boolean }): Promise<string[]> {
		if (failed || isRenewable(this.type)) await this.whyUnreadable();
		return this.knownSecrets;
	}

	/** Reads it again: it may have been changed or deleted in the middle of the run. */
	async whyUnreadable(): Promise<HubspotError | undefined> {
		try {
			await this.read();
			return undefined;
		} catch (error) {
			return credentialError(error, this.knownSecrets);
		}
	}

	private async read(): Promise<ICredentialDataDecryptedObject> {
		const credential = await this.readStored();
		for (const secret of secretsOf(credential)) this.secrets.add(secret);
		return credential;
	}

	private async readStored(): Promise<ICredentialDataDecryptedObject> {
		try {
			return await this.context.getCredentials(this.type);
		} catch (error) {
			throw unreadableCredential(error, this.knownSecrets, this.name);
		}
	}
}
