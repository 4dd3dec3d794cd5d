import './instance';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CredentialStore } from './credentialStore';
import { nodeTypes, runNode } from './engine';

/** What one process is to do. */
export interface Job {
	/** Where HubSpot is, and an access token for it. */
	url: string;
	token: string;
	items: IDataObject[];
	parameters: INodeParameters;
}

/**
 * Runs the node on n8n's engine in a process of its own, failures not stopping anything: reads a {@link Job} as JSON
 * from standard input, and prints the json of the items that came out, as a JSON array.
 */
async function work({ url, token, items, parameters }: Job): Promise<void> {
	const store = new CredentialStore(nodeTypes);
	const type = 'hubspotAssociationsAccessTokenApi';
	const credential = await store.add(type, { accessToken: token, apiBaseUrl: url });
	const { done, error } = await runNode({
		items,
		store,
		credentials: { [type]: credential },
		parameters,
		onError: 'continueRegularOutput',
	});
	if (error !== undefined) throw new Error(error.message);
	process.stdout.write(JSON.stringify(done.map(({ json }) => json)));
}

async function main(): Promise<void> {
	// The parent process may wait for this: everything is loaded, and only the job is missing.
	process.send?.('ready');
	let text = '';
	for await (const chunk of process.stdin) text += String(chunk);
	await work(JSON.parse(text) as Job);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
