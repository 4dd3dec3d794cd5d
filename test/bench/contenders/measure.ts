import type { Measured } from './job';

/** Does some work and measures what it took of this process. */
export async function measured(work: () => Promise<void>): Promise<Measured> {
	const startedAt = Date.now();
	const started = performance.now();
	const before = process.cpuUsage();
	await work();
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(before);
	return {
		startedAt,
		seconds,
		cpuSeconds: (user + system) / 1_000_000,
		peakMb: process.resourceUsage().maxRSS / 1024,
	};
}
