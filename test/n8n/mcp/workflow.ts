import { publish } from '../examples/publish';
import type { Session } from '../session';

const CREDENTIAL = 'hubspotAssociationsAccessTokenApi';

/** What a model is asked for when it calls the tool. */
export interface ToolArguments {
	contact: string;
	companies: string;
}

const fromModel = (name: keyof ToolArguments, description: string) =>
	`={{ $fromAI('${name}', \`${description}\`, 'string') }}`;

/** A workflow that offers our node to MCP clients: it takes contacts off companies. */
function workflow(path: string, options: object, credential: { id: string; name: string }) {
	return {
		name: `MCP server ${path}`,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				...{ id: 'a', name: 'HubSpot tools', position: [0, 0], webhookId: path },
				...{ type: '@n8n/n8n-nodes-langchain.mcpTrigger', typeVersion: 2.1 },
				parameters: { path },
			},
			{
				...{ id: 'b', name: 'Unlink from companies', position: [0, 220], typeVersion: 1 },
				type: 'n8n-nodes-hubspot-associations.hubspotAssociationsTool',
				credentials: { [CREDENTIAL]: credential },
				parameters: {
					authentication: 'accessToken',
					descriptionType: 'manual',
					toolDescription: 'Removes the associations of one contact with companies in HubSpot.',
					fromObjectType: { __rl: true, mode: 'id', value: 'contacts' },
					fromId: { __rl: true, mode: 'id', value: fromModel('contact', 'ID of the contact') },
					toObjectType: { __rl: true, mode: 'id', value: 'companies' },
					toIds: fromModel('companies', 'IDs of the companies, separated by commas'),
					options,
				},
			},
		],
		connections: {
			'Unlink from companies': {
				ai_tool: [[{ node: 'HubSpot tools', type: 'ai_tool', index: 0 }]],
			},
		},
	};
}

/** Makes MCP servers in n8n whose only tool is our node. */
export class McpServers {
	private constructor(
		private readonly session: Session,
		private readonly url: string,
		private readonly credential: { id: string; name: string },
	) {}

	/**
	 * @param url where n8n is
	 * @param data what the credential of the tools holds
	 */
	static async of(
		session: Session,
		url: string,
		data: { accessToken: string; apiBaseUrl: string },
	): Promise<McpServers> {
		const name = 'HubSpot account';
		const { id } = await session.ask<{ id: string }>('/credentials', {
			...{ name, data, type: CREDENTIAL },
		});
		return new McpServers(session, url, { id, name });
	}

	/**
	 * Publishes a workflow with an MCP Server Trigger and our node as its tool.
	 *
	 * @param options of our node
	 * @returns the server's address, and the ID of the workflow
	 */
	async publish(path: string, options: object): Promise<{ url: string; workflowId: string }> {
		const made = await this.session.ask<{ id: string; versionId: string }>(
			'/workflows',
			workflow(path, options, this.credential),
		);
		await publish(this.session, made);
		return { url: `${this.url}/mcp/${path}`, workflowId: made.id };
	}
}
