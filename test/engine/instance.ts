import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Jest runs this before each test file: n8n's engine wants a folder for its settings and a key to encrypt
 * credentials with, and reads both from the environment when it is loaded.
 */
const folder = resolve('node_modules/.cache/n8n-engine');
mkdirSync(folder, { recursive: true });
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'only for tests: nothing real is encrypted with it';
process.env.N8N_LOG_LEVEL = 'silent';
