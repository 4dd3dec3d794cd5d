import { type Browser, chromium, selectors } from 'playwright-core';
import which from 'which';

/** What Chromium is called on different systems. */
const NAMES = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const HOW = `No Chromium found. Install it (on Debian: "apt-get install chromium"), or set CHROMIUM to the program's path.`;

/**
 * Starts the Chromium of this machine, without a window. Nothing is downloaded.
 *
 * @throws when there is none, saying how to get it
 */
export async function startChromium(): Promise<Browser> {
	const { CHROMIUM } = process.env;
	const names = CHROMIUM ? [CHROMIUM] : NAMES;
	const found = await Promise.all(names.map(async (name) => await which(name, { nothrow: true })));
	const executablePath = found.find((path) => path !== null);
	if (executablePath === undefined) throw new Error(HOW);
	// As n8n spells it.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath,
		// Chromium refuses its sandbox to root, and containers have little shared memory.
		args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run'],
	});
}
