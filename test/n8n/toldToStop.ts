/** Resolves when somebody presses Ctrl-C, or the system wants this process to end. It goes on until it ends itself. */
export async function toldToStop(): Promise<void> {
	await new Promise<void>((resolve) => {
		// `on`, not `once`: with no listener left, the next handler in the row would end the process at once.
		process.on('SIGINT', resolve);
		process.on('SIGTERM', resolve);
	});
	// Who reads what is printed may have ended by the same Ctrl-C; that must not keep anybody from cleaning up.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
