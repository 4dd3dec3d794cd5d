import type { IDataObject } from 'n8n-workflow';

import kept from './keptItems.json';

/** How the items of a run look in a file that n8n made of them, when n8n has read it again. */
export type FileForm = 'csv' | 'csvWithEmptyCells' | 'xlsx' | 'ods' | 'rtf';

/**
 * Items of an earlier run, and what n8n 2.41 makes of them. Its node Convert to File wrote them and its node Extract
 * From File read them, both with their options as they are; `csvWithEmptyCells` is with Include Empty Cells.
 * `test/n8n/kept.e2e.ts` checks the CSV form against a running n8n.
 */
export const KEPT: Readonly<Record<'items' | FileForm, IDataObject[]>> = kept;
