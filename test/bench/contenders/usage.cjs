'use strict';
// Loaded into n8n's process: says at its end what that process took. Plain JavaScript, because n8n's Node loads it
// before anything else.
const { writeFileSync } = require('node:fs');

// n8n starts further processes, which inherit this.
if (process.argv.includes('execute')) {
	process.on('exit', () => {
		const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
		const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1_000_000, peakMb: maxRSS / 1024 };
		writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
	});
}
