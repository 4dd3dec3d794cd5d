import type { ResultPromise } from 'execa';

/**
 * Waits until a server that has just been started says that it is ready, in the words that Redis and PostgreSQL share.
 *
 * @throws when the server ends instead, with what it said
 */
export async function whenReady(server: ResultPromise): Promise<void> {
	let output = '';
	await new Promise<void>((resolve, reject) => {
		server.all?.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (/ready to accept connections/i.test(output)) resolve();
		});
		server.then(
			() => reject(new Error(`It ended while it was starting:\n${output}`)),
			(error: unknown) => reject(error),
		);
	});
}
