import { once } from 'node:events';

import fastify from 'fastify';

/** What n8n asks Telegram to send: a text with buttons, each of which opens an address. */
interface Message {
	text: string;
	reply_markup: { inline_keyboard: Array<Array<{ text: string; url: string }>> };
}

/** n8n takes no answer from programs that look at links for a preview. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' };

/** A request for a review, as the person who is to answer it sees it. */
export class Review {
	/** @param message as n8n sent it */
	constructor(private readonly message: Message) {}

	/** What it says. */
	get text(): string {
		return this.message.text;
	}

	/** The buttons under it. */
	get buttons(): string[] {
		return this.message.reply_markup.inline_keyboard.flat().map(({ text }) => text);
	}

	/**
	 * Presses a button, which opens its address in a browser.
	 *
	 * @throws when there is no such button, or n8n refuses
	 */
	async press(button: string): Promise<void> {
		const pressed = this.message.reply_markup.inline_keyboard
			.flat()
			.find(({ text }) => text === button);
		if (pressed === undefined) throw new Error(`No button "${button}" in: ${this.buttons.join()}`);
		const response = await fetch(pressed.url, { headers: BROWSER });
		if (!response.ok) throw new Error(`n8n refused: ${response.status} ${await response.text()}`);
	}
}

/**
 * A chat on this machine in which a person reviews what an agent wants to do. It speaks Telegram's interface for bots,
 * because that is the channel for reviews whose address n8n's credential can lead elsewhere.
 *
 * @see https://core.telegram.org/bots/api#sendmessage
 */
export class ReviewChat {
	private readonly app = fastify({ forceCloseConnections: true });

	private address = '';

	private constructor() {
		this.app.post('/:bot/sendMessage', ({ body }) => {
			this.app.server.emit('review', new Review(body as Message));
			return { ok: true, result: { message_id: 1 } };
		});
	}

	/** Opens a chat. */
	static async start(): Promise<ReviewChat> {
		const chat = new ReviewChat();
		chat.address = await chat.app.listen({ host: '127.0.0.1', port: 0 });
		return chat;
	}

	/** What n8n's credential `telegramApi` holds for it. */
	get credential(): object {
		return { accessToken: 'bot-of-tests', baseUrl: this.address };
	}

	/** The next request for a review that n8n sends from now on. */
	async next(): Promise<Review> {
		const [review] = (await once(this.app.server, 'review')) as [Review];
		return review;
	}

	/** Closes it. */
	async stop(): Promise<void> {
		await this.app.close();
	}
}
