import type { N8n } from '../n8n';
import type { Session } from '../session';
import { publish } from '../examples/publish';
import { COMPANIES } from './account';

const CREDENTIAL = 'hubspotAssociationsAccessTokenApi';

/** The name of our node in every workflow. */
export const NODE = 'Delete';

/** A published workflow, and the contact it is about. */
export interface Workflow {
	id: string;
	contact: number;
}

/** A workflow that starts when its address is called, and answers at once: in queue mode a worker runs it then. */
function workflow(contact: number, credentials: object) {
	return {
		name: `Take contact ${contact} off all companies`,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				...{ id: 'a', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2.1 },
				...{ position: [0, 0], webhookId: path(contact) },
				parameters: { httpMethod: 'POST', path: path(contact), responseMode: 'onReceived' },
			},
			{
				...{ id: 'b', name: 'Companies', type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
				position: [220, 0],
				parameters: {
					fieldToSplitOut: 'body.companies',
					options: { destinationFieldName: 'company' },
				},
			},
			{
				...{ id: 'c', name: NODE, typeVersion: 1, position: [440, 0], credentials },
				type: 'n8n-nodes-hubspot-associations.hubspotAssociations',
				parameters: {
					authentication: 'accessToken',
					// From the other side a few requests would take them all, and there would be no limit to share.
					fromObjectType: { __rl: true, mode: 'id', value: 'companies' },
					fromId: { __rl: true, mode: 'id', value: '={{ $json.company }}' },
					toObjectType: { __rl: true, mode: 'id', value: 'contacts' },
					toIds: String(contact),
					options: { cheaperSide: false },
				},
			},
		],
		connections: {
			Webhook: { main: [[{ node: 'Companies', type: 'main', index: 0 }]] },
			Companies: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
		},
	};
}

const path = (contact: number) => `unlink-contact-${contact}`;

/**
 * Makes one workflow for each contact, all with the same credential, and publishes them.
 *
 * @param data what the credential holds
 */
export async function publishWorkflows(
	session: Session,
	contacts: number[],
	data: { accessToken: string; apiBaseUrl: string },
): Promise<Workflow[]> {
	const name = 'The account that all share';
	const { id } = await session.ask<{ id: string }>('/credentials', {
		name,
		type: CREDENTIAL,
		data,
	});
	const published: Workflow[] = [];
	for (const contact of contacts) {
		const made = await session.ask<{ id: string; versionId: string }>(
			'/workflows',
			workflow(contact, { [CREDENTIAL]: { id, name } }),
		);
		await publish(session, made);
		published.push({ id: made.id, contact });
	}
	return published;
}

/**
 * Starts a published workflow as another app would, by its webhook.
 *
 * @throws when n8n does not take the call
 */
export async function call(n8n: N8n, { contact }: Workflow): Promise<void> {
	const response = await fetch(`${n8n.url}/webhook/${path(contact)}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ companies: COMPANIES }),
	});
	if (!response.ok) throw new Error(`n8n refused the webhook: ${await response.text()}`);
}
