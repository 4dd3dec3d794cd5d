import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { IConnections, INode } from 'n8n-workflow';

import { PROJECT } from '../paths';

const FOLDER = join(PROJECT, 'examples');

/** A workflow as it is in a file of `examples`. */
export interface Example {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: object;
}

/** The names of all examples, without `.json`. */
export async function exampleNames(): Promise<string[]> {
	const files = await readdir(FOLDER);
	return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
}

/** Reads one example. */
export async function readExample(name: string): Promise<Example> {
	return JSON.parse(await readFile(join(FOLDER, `${name}.json`), 'utf8')) as Example;
}
