import { createRequire } from 'node:module';
import { join } from 'node:path';

import { N8N_2 } from '../releases';

/** A tool as an MCP server lists it. */
export interface ListedTool {
	name: string;
	inputSchema: { properties?: Record<string, unknown> };
}

/** What a call of a tool gave. */
export interface Answer {
	/** Whether the server calls it an error. */
	isError: boolean;
	/** Every text in it. */
	texts: string[];
}

/** As much of the official client as is used here. */
interface OfficialClient {
	connect(transport: object): Promise<void>;
	listTools(): Promise<{ tools: ListedTool[] }>;
	callTool(
		call: { name: string; arguments: object },
		resultSchema: undefined,
		options: { timeout: number },
	): Promise<{ isError?: boolean; content: Array<{ type: string; text: string }> }>;
	close(): Promise<void>;
}

/** The parts of the official SDK that a client needs. */
interface Sdk {
	Client: new (name: { name: string; version: string }) => OfficialClient;
	StreamableHTTPClientTransport: new (url: URL) => object;
	SSEClientTransport: new (url: URL) => object;
}

/** How a client talks to its server: as MCP has it today, or by the way before that, which some clients still use. */
export type Connection = 'Streamable HTTP' | 'SSE';

/** n8n gives a call up after two minutes: its answer is what a test wants to see, not the client's impatience. */
const TIMEOUT_MS = 180_000;

/**
 * A client of an MCP server: the official one, as it comes with n8n itself.
 *
 * @see https://github.com/modelcontextprotocol/typescript-sdk
 */
export class McpClient {
	private constructor(private readonly client: OfficialClient) {}

	/**
	 * Connects to a server.
	 *
	 * @param url the server's address
	 * @throws when there is none, or it refuses
	 */
	static async connect(
		url: string,
		connection: Connection = 'Streamable HTTP',
	): Promise<McpClient> {
		const { Client, ...transports } = officialSdk();
		const client = new Client({ name: 'tests', version: '1.0.0' });
		const Transport =
			connection === 'SSE'
				? transports.SSEClientTransport
				: transports.StreamableHTTPClientTransport;
		await client.connect(new Transport(new URL(url)));
		return new McpClient(client);
	}

	/** The tools that the server offers. */
	async tools(): Promise<ListedTool[]> {
		return (await this.client.listTools()).tools;
	}

	/**
	 * Calls a tool, and waits for its answer for three minutes at most.
	 *
	 * @throws when no answer comes, or an error of the protocol
	 */
	async call(name: string, args: object): Promise<Answer> {
		const call = { name, arguments: args };
		const { isError = false, content } = await this.client.callTool(call, undefined, {
			timeout: TIMEOUT_MS,
		});
		return { isError, texts: content.map(({ text }) => text) };
	}

	/** Ends the connection. */
	async close(): Promise<void> {
		await this.client.close();
	}
}

/** Loads the SDK from among n8n's own packages; n8n has to be installed. */
function officialSdk(): Sdk {
	const load = createRequire(join(N8N_2.folder, 'package.json'));
	const from = (file: string) => load(`@modelcontextprotocol/sdk/client/${file}.js`) as object;
	return { ...from('index'), ...from('streamableHttp'), ...from('sse') } as Sdk;
}
