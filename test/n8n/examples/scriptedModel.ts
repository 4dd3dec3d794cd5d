import fastify from 'fastify';

/** What a request to the chat completions of OpenAI says, as far as it matters here. */
interface Request {
	stream?: boolean;
	messages: Array<{ role: string; content: string }>;
	tools: Array<{ function: { name: string; parameters: { properties: object } } }>;
}

/**
 * A chat model that does as it is told: it calls the only tool it is offered, and having heard what the tool says,
 * answers with a text. It speaks OpenAI's chat completions.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export class ScriptedModel {
	/** What the tool is called with; a test sets it. */
	arguments: object = {};

	/** What the tool said, each time. */
	readonly heard: string[] = [];

	private readonly app = fastify({ forceCloseConnections: true });

	private address = '';

	/** Starts a model on this machine. */
	static async start(): Promise<ScriptedModel> {
		const model = new ScriptedModel();
		model.app.post('/v1/chat/completions', async ({ body }) => model.complete(body as Request));
		model.address = await model.app.listen({ host: '127.0.0.1', port: 0 });
		return model;
	}

	/** The base URL of its API. */
	get url(): string {
		return `${this.address}/v1`;
	}

	/** Stops listening. */
	async stop(): Promise<void> {
		await this.app.close();
	}

	private complete({ stream, messages, tools: [tool] }: Request) {
		if (stream) throw new Error('This model does not stream');
		const said = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
		this.heard.push(...said);
		return said.length > 0
			? completion('stop', { content: `The tool said: ${said.join(' ')}` })
			: completion('tool_calls', { content: null, tool_calls: [this.callOf(tool)] });
	}

	/** A call of a tool; its fields have to be those that the tool asks for. */
	private callOf({ function: { name, parameters } }: Request['tools'][0]) {
		const asked = Object.keys(parameters.properties).sort().join();
		const given = Object.keys(this.arguments).sort().join();
		if (asked !== given) throw new Error(`The tool asks for ${asked}, not for ${given}`);
		const call = { name, arguments: JSON.stringify(this.arguments) };
		return { id: 'call_1', type: 'function', function: call };
	}
}

const completion = (finish_reason: string, message: object) => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 0,
	model: 'scripted',
	choices: [{ index: 0, finish_reason, message: { role: 'assistant', ...message } }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
