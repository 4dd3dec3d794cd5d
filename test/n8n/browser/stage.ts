import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';

import { LocalHubspot } from '../../hubspot';
import { demoAccount } from '../demo/account';
import { installN8n } from '../installN8n';
import { N8n, packPackage } from '../n8n';
import { Session } from '../session';
import { startChromium } from './chromium';
import { Editor } from './editor';

/** A real n8n with the packed package in it, a local HubSpot, and somebody who looks at it in a browser. */
export interface Stage {
	hubspot: LocalHubspot;
	n8n: N8n;
	/** The same person by n8n's API, for what the browser is not needed for. */
	session: Session;
	editor: Editor;
	/** Ends everything. */
	dispose: () => Promise<void>;
}

/** Where both kinds of credential find the local HubSpot: n8n's way to set hidden fields for a whole instance. */
const overwritten = (url: string) =>
	JSON.stringify({
		hubspotAssociationsOAuth2Api: {
			authUrl: `${url}/oauth/authorize`,
			accessTokenUrl: `${url}/oauth/2026-03/token`,
			apiBaseUrl: url,
		},
		hubspotAssociationsAccessTokenApi: { apiBaseUrl: url },
	});

/**
 * Sets everything up, with the demo account in HubSpot and an empty n8n.
 *
 * @throws when there is no Chromium, before anything takes time
 */
export async function startStage(): Promise<Stage> {
	const browser: Browser = await startChromium();
	const folder = await mkdtemp(join(tmpdir(), 'hubspot-associations-pack-'));
	const hubspot = await LocalHubspot.start({ account: demoAccount() });
	let n8n: N8n | undefined;
	const dispose = async () => {
		await browser.close();
		await n8n?.dispose();
		await hubspot.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await installN8n(() => undefined);
		n8n = await N8n.create({ CREDENTIALS_OVERWRITE_DATA: overwritten(hubspot.url) });
		await n8n.installPackage(await packPackage(folder));
		await n8n.start();
		const session = await Session.of(n8n);
		const editor = await Editor.open(browser, n8n.url, session.owner);
		return { hubspot, n8n, session, editor, dispose };
	} catch (error) {
		await dispose();
		throw error;
	}
}
