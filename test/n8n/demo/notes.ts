import { contents, demoAccount, NAMES } from './account';

type Position = [number, number];

/**
 * A note on n8n's canvas.
 *
 * @param content Markdown
 * @param color 1 to 7, as n8n numbers its colors
 */
export const stickyNote = (
	name: string,
	position: Position,
	[width, height]: [number, number],
	content: string,
	color: number,
) => ({
	...{ id: name, name, type: 'n8n-nodes-base.stickyNote', typeVersion: 1, position },
	parameters: { content, width, height, color },
});

/** How wide the note with the account's records is. */
export const ACCOUNT_NOTE_WIDTH = 480;

/** Every record of the demo account with its ID, and everything that links them. */
export function accountNote(position: Position) {
	const records = Object.entries(NAMES).map(
		([type, names]) =>
			`**${type}**: ${Object.entries(names)
				.map(([id, name]) => `${name} \`${id}\``)
				.join(', ')}`,
	);
	const links = contents(demoAccount()).map((line) => `- ${line.replace(/: -$/, ': no label')}`);
	const content = [
		'## What the account holds',
		'It belongs to a local HubSpot on this machine. Nothing reaches the real one.',
		...records,
		'**Associations and limits at the start**',
		links.join('\n'),
		'What a run deletes stays deleted until `npm start` runs again.',
	].join('\n\n');
	return stickyNote('The account', position, [ACCOUNT_NOTE_WIDTH, 560], content, 7);
}

/** What each part of the demo workflow shows: a title and a text. */
const PARTS: ReadonlyArray<[title: string, text: string]> = [
	[
		'1. Delete, and an item that cannot be used',
		'Ada `101` has left Northwind Foods `201` and Harbour Logistics `202`. The second item of the list holds no record ID. Under Settings, On Error is "Continue (using error output)": that item leaves by the error output, and everything else is deleted.',
	],
	[
		'2. Delete Labels',
		'The deal `301` is won. Its contacts `102` and `103` lose the label "Decision maker". They stay associated.',
	],
	[
		'3. Delete an Association Limit',
		'A company may have one "Billing contact" only. This limit goes, and the associations stay. Restore cannot bring a limit back.',
	],
	[
		'4. Dry run, delete, restore',
		'The first node reads what Chloe `103` would lose, and changes nothing. The second one deletes it, and keeps in `removed` what was there. The third one puts it back.',
	],
];

/** How far a part's note reaches beyond its nodes, with room for its text above. */
const MARGIN = { left: 80, top: 140, width: 980, height: 320 };

/**
 * A note behind each part of the demo workflow that says what the part shows.
 *
 * @param left where the first node of a part stands
 * @param rows the height at which the nodes of each part stand
 */
export const partNotes = (left: number, rows: readonly number[]) =>
	PARTS.map(([title, text], index) =>
		stickyNote(
			title,
			[left - MARGIN.left, rows[index] - MARGIN.top],
			[MARGIN.width, MARGIN.height],
			`## ${title}\n\n${text}`,
			index + 2,
		),
	);
