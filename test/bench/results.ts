import type { Measurement } from './measurement';
import { growthTable, limitTable, requestsTable, speedTable } from './tables';

/** What the figures were measured with. */
export interface Circumstances {
	/** The command that measures them again. */
	command: string;
	cores: number;
	/** The version that runs everybody but the real n8n. */
	node: string;
	rounds: number;
	/** By package. */
	versions: Record<string, string>;
}

/** Sections of the page `RESULTS.md`: their texts by their headings. */
export type Sections = Record<string, string>;

const SPEED = 'Without a limit';
const GROWTH = 'Growth';
const LIMIT = "At HubSpot's limit";
const REQUESTS = 'Requests';

function measuredBy({ command, cores, node, rounds, versions }: Circumstances): string {
	const day = new Date().toISOString().slice(0, 10);
	return `Measured by \`${command}\` on ${day}: ${cores} cores, Node ${node}, n8n-core ${versions['n8n-core']}, @hubspot/api-client ${versions['@hubspot/api-client']}; the real n8n is 2.41 on Node 24, run headless. Medians of ${rounds} rounds in which everybody takes turns.`;
}

const sectionOf = (...paragraphs: string[]) => paragraphs.join('\n\n');

/** The sections about what everybody does besides waiting. */
export const speedSections = (all: Measurement[], circumstances: Circumstances): Sections => ({
	[SPEED]: sectionOf(
		measuredBy(circumstances),
		'HubSpot answers at once and refuses nothing, so this is what everybody does besides waiting. The two floors send the fewest possible requests with nothing around them: through n8n\'s own request helper, which no node can beat, and by bare `fetch`, which no program can beat. "Literals" is one item with all IDs in its parameters; "three expressions" is one item a pair, whose IDs and object type are read by `={{ $json.x }}`. Everybody but the real n8n has deleted twenty thousand pairs before, as an n8n that runs has run before. Of a real n8n, the seconds are the node\'s, CPU and memory those of the whole process, its start included; it is measured up to 100,000 pairs. Who sends one request a pair is measured with few.',
		speedTable(all),
	),
	[GROWTH]: sectionOf(
		"Time and memory for each pair, also where pairs lie so that something might take time in proportion to their square. Memory is that of the whole process; what a further pair takes is the difference to a tenth of the pairs. Beside it is what n8n's engine needs for the same items with a node that only gives them out.",
		growthTable(all),
	),
});

/** The section about everybody at HubSpot's limit. */
export const limitSections = (all: Measurement[], circumstances: Circumstances): Sections => ({
	[LIMIT]: sectionOf(
		measuredBy(circumstances),
		'100 requests in any 10 seconds, each answered after 150 ms. "Of the limit" is the time that the limit leaves so many requests at best (the first hundred at once, then a hundred every ten seconds), as a share of the time taken; up to a hundred requests it leaves out. It counts from the first request to the last answer, so that sending the first hundred, five at a time, counts against it: what this node uses of the windows after the first one is under "Several processes". The HTTP Request node sends ten requests at a time and rests a second in between, by its own option; HubSpot\'s client uses its own limiter, as its documentation sets it.',
		limitTable(all),
	),
});

/** The section about how many requests pairs take. */
export const requestsSections = (all: Measurement[], { command }: Circumstances): Sections => ({
	[REQUESTS]: sectionOf(
		`Measured by \`${command}\` on ${new Date().toISOString().slice(0, 10)}, once each: the bare engine, as a new node is set, so that it reads what is there first. 100 requests in any 10 seconds, each answered after 150 ms; "true" says that HubSpot's answers have headers about that limit. A request names pairs from one side; HubSpot takes 100 different records there, however many pairs they are in. "Fewest" is the least that can be when either side may be named and 2,000 pairs go into a request, which is where this node stops; "Fewest for HubSpot" is the same without that bound. Those that read are the snapshot's, and those that prove that the other side may be named.`,
		requestsTable(all),
	),
});

/**
 * A page with these sections in place of those that it has under the same headings, or at its end. Others stay as they
 * are, such as that of `npm run soak:limit`.
 */
export function withSections(page: string, sections: Sections): string {
	const [intro = '', ...existing] = page.trimEnd().split(/^## /m);
	const texts = new Map(
		existing.map((text) => {
			const [heading = ''] = text.split('\n', 1);
			return [heading, text.slice(heading.length).trim()] as const;
		}),
	);
	for (const [heading, text] of Object.entries(sections)) texts.set(heading, text);
	const all = [...texts].map(([heading, text]) => `## ${heading}\n\n${text}\n`);
	return [`${intro.trimEnd()}\n`, ...all].join('\n');
}
