import { resolve } from 'node:path';

/** The project's own folder: npm starts every script there. */
export const PROJECT = process.cwd();

/** A package of its own that holds the n8n under test and the Node it needs. */
export const N8N_PACKAGE = resolve(PROJECT, 'test/n8n/n8n-2.41');

/** The Node that n8n 2.41 needs. */
export const NODE_24 = resolve(N8N_PACKAGE, 'node_modules/.bin/node');
