import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

/** How the items of a run look in a file that n8n made of them, when n8n has read it again. */
export type FileForm = 'csv' | 'csvWithEmptyCells' | 'xlsx' | 'ods' | 'rtf';

/**
 * Items of an earlier run, and what n8n 2.41 makes of them. Its node Convert to File wrote them and its node Extract
 * From File read them, both as they are, with their options as they are; `csvWithEmptyCells` is with Include Empty Cells.
 * `test/n8n/kept.e2e.ts` checks the CSV form against a running n8n.
 */
export const KEPT = JSON.parse(readFileSync(join(__dirname, 'keptItems.json'), 'utf8')) as Record<
	'items' | FileForm,
	IDataObject[]
>;
