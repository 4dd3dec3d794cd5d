import { setTimeout as sleep } from 'node:timers/promises';

/** Fills in an n8n form and follows it to its last page, as the script in its pages does in a browser. */
export class Form {
	constructor(
		private readonly url: string,
		private readonly login: { user: string; password: string },
	) {}

	/** Opens the form without the login. */
	async openByAnybody(): Promise<number> {
		return (await fetch(this.url)).status;
	}

	/**
	 * Submits the form.
	 *
	 * @param value of its only field
	 * @returns the text of the last page
	 */
	async submit(value: string): Promise<string> {
		const { user, password } = this.login;
		const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
		const page = await textOf(await fetch(this.url, { headers: { authorization } }));
		const answers = new FormData();
		answers.append(found(page, /name='(field-\d+)'/), value);
		const submitted = await fetch(this.url, {
			method: 'POST',
			body: answers,
			headers: { 'x-auth-token': found(page, /const authToken = '(\w+)'/) },
		});
		const { formWaitingUrl } = JSON.parse(await textOf(submitted)) as { formWaitingUrl: string };
		return await lastPage(formWaitingUrl);
	}
}

/** Waits until the workflow has come to its last page, opens it, and lets the workflow end. */
async function lastPage(waitingUrl: string): Promise<string> {
	const status = new URL(waitingUrl);
	status.pathname += '/n8n-execution-status';
	for (;;) {
		const said = (await textOf(await fetch(status))).trim();
		if (said === 'form-waiting') break;
		if (!['running', 'new', 'waiting'].includes(said)) throw new Error(`The form ended in ${said}`);
		await sleep(200);
	}
	const page = await textOf(await fetch(waitingUrl));
	await textOf(await fetch(waitingUrl, { method: 'POST', body: new FormData() }));
	return page;
}

async function textOf(response: Response): Promise<string> {
	const text = await response.text();
	if (!response.ok) throw new Error(`n8n answered ${response.status}: ${text}`);
	return text;
}

function found(page: string, what: RegExp): string {
	const [, first] = what.exec(page) ?? [];
	if (first === undefined) throw new Error(`No ${what} in a page of ${page.length} characters`);
	return first;
}
