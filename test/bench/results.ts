import type { Measurement } from './measurement';
import { growthTable, limitTable, requestsTable, speedTable } from './tables';

/** What the figures were measured with. */
interface Circumstances {
	cores: number;
	/** The version that runs everybody but the real n8n. */
	node: string;
	rounds: number;
	/** By package. */
	versions: Record<string, string>;
}

/** The page `RESULTS.md`, but for the sections about several processes and about requests. */
export function results(
	{ speed = [], limit = [] }: Partial<Record<string, Measurement[]>>,
	{ cores, node, rounds, versions }: Circumstances,
): string {
	const day = new Date().toISOString().slice(0, 10);
	return [
		'# Benchmark',
		`Measured by \`npm run bench\` on ${day}: ${cores} cores, Node ${node}, n8n-core ${versions['n8n-core']}, @hubspot/api-client ${versions['@hubspot/api-client']}; the real n8n is 2.41 on Node 24, run headless. Medians of ${rounds} rounds in which everybody takes turns. All send to a local HubSpot on the same machine, in batches of 100 and five requests at a time where they can. Only the ratios mean anything: the seconds are those of this machine.`,
		'## Without a limit',
		'HubSpot answers at once and refuses nothing, so this is what everybody does besides waiting. The two floors send the fewest possible requests with nothing around them: through n8n\'s own request helper, which no node can beat, and by bare `fetch`, which no program can beat. "Literals" is one item with all IDs in its parameters; "three expressions" is one item a pair, whose IDs and object type are read by `={{ $json.x }}`. Everybody but the real n8n has deleted twenty thousand pairs before, as an n8n that runs has run before. Of a real n8n, the seconds are the node\'s, CPU and memory those of the whole process, its start included; it is measured up to 100,000 pairs. Who sends one request a pair is measured with few.',
		speedTable(speed),
		'## Growth',
		"Time and memory for each pair, also where pairs lie so that something might take time in proportion to their square. Memory is that of the whole process; what a further pair takes is the difference to a tenth of the pairs. Beside it is what n8n's engine needs for the same items with a node that only gives them out.",
		growthTable(speed),
		"## At HubSpot's limit",
		'100 requests in any 10 seconds, each answered after 150 ms. "Of the limit" is the time that the limit leaves so many requests at best (the first hundred at once, then a hundred every ten seconds), as a share of the time taken; up to a hundred requests it leaves out. It counts from the first request to the last answer, so that sending the first hundred, five at a time, counts against it: in whole windows after the first one, this node uses 100 %, and after a minute 97 % (`npm run soak:limit`). The HTTP Request node sends ten requests at a time and rests a second in between, by its own option; HubSpot\'s client uses its own limiter, as its documentation sets it.',
		limitTable(limit),
		'',
	].join('\n\n');
}

const REQUESTS_HEADING = '## Requests';

/** The section about how many requests pairs take; it says itself when it was measured. */
export function requestsSection(all: readonly Measurement[]): string {
	const day = new Date().toISOString().slice(0, 10);
	return [
		REQUESTS_HEADING,
		`Measured by \`npm run bench -- --only requests\` on ${day}, once each: the bare engine, as a new node is set, so that it reads what is there first. 100 requests in any 10 seconds, each answered after 150 ms; "true" says that HubSpot's answers have headers about that limit. A request names pairs from one side; HubSpot takes 100 different records there, however many pairs they are in. "Fewest" is the least that can be when either side may be named and 2,000 pairs go into a request, which is where this node stops; "Fewest for HubSpot" is the same without that bound. Those that read are the snapshot's, and those that prove that the other side may be named.`,
		requestsTable(all),
		'',
	].join('\n\n');
}

/** A page with this section in place of the one that it has, or at its end. */
export function withRequestsSection(page: string, section: string): string {
	const [before] = page.split(`${REQUESTS_HEADING}\n`);
	return `${before.trimEnd()}\n\n${section}`;
}

/** Of a page, the section about several processes: `npm run soak:limit` measures it, and it stays as it is. */
export function processesSection(page: string): string {
	const start = page.indexOf('## Several processes');
	if (start === -1) return '';
	const end = page.indexOf(REQUESTS_HEADING, start);
	return page.slice(start, end === -1 ? undefined : end);
}
