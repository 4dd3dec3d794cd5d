import { performance } from 'node:perf_hooks';
import { HubspotError } from './errors';
import type { RateLimitOptions } from './types';

/** HubSpot's window, and the limit named in the headers when a test sets none. */
const INTERVAL_MS = 10_000;
const NOMINAL_MAX = 100;

/** The requests of one app that were let through. */
class Usage {
	today = 0;
	/** When, oldest first. The ones before `first` have left the window. */
	private times: number[] = [];
	private first = 0;

	count(): number {
		return this.times.length - this.first;
	}

	add(now: number): void {
		this.times.push(now);
		this.today++;
	}

	forgetUntil(time: number): void {
		while ((this.times[this.first] ?? Infinity) <= time) this.first++;
		if (this.first > 1000) {
			this.times = this.times.slice(this.first);
			this.first = 0;
		}
	}
}

/** 429, which HubSpot words differently from its other errors. */
export class RateLimitError extends HubspotError {
	constructor(private readonly policyName: 'TEN_SECONDLY_ROLLING' | 'DAILY') {
		super(429, 'RATE_LIMITS', `You have reached your ${policyName.toLowerCase()} limit.`);
	}

	override toBody(correlationId: string): Record<string, unknown> {
		return {
			status: 'error',
			message: this.message,
			errorType: 'RATE_LIMIT',
			correlationId,
			requestId: correlationId,
			policyName: this.policyName,
		};
	}
}

/**
 * Counts the requests of each app in a rolling window.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export class RateLimiter {
	private readonly usages = new Map<string, Usage>();

	/**
	 * @param options without them nothing is refused, and the headers say that nothing is ever used up
	 * @param now the time in milliseconds, on a clock that never goes back
	 * @param shown what the headers say: the limit that is counted, nothing, or another maximum
	 */
	constructor(
		private readonly options?: RateLimitOptions,
		private readonly now: () => number = () => performance.now(),
		private readonly shown: 'own' | 'none' | number = 'own',
	) {}

	/**
	 * Counts one request; a refused one does not count.
	 *
	 * @param app who is asking: limits are per app, not per token
	 * @param hasDailyLimit HubSpot gives daily limits to private apps only
	 * @returns the headers to answer with, and the error when the request is refused
	 */
	take(
		app: string,
		hasDailyLimit: boolean,
	): { headers: Record<string, string>; error?: RateLimitError } {
		if (!this.options) return { headers: this.headers(NOMINAL_MAX, NOMINAL_MAX - 1, INTERVAL_MS) };
		const { max, intervalMs = INTERVAL_MS } = this.options;
		const daily = hasDailyLimit ? this.options.daily : undefined;
		const usage = this.usageOf(app);
		const now = this.now();
		usage.forgetUntil(now - intervalMs);
		let error: RateLimitError | undefined;
		if (daily !== undefined && usage.today >= daily) error = new RateLimitError('DAILY');
		else if (usage.count() >= max) error = new RateLimitError('TEN_SECONDLY_ROLLING');
		else usage.add(now);
		const headers = this.headers(max, max - usage.count(), intervalMs);
		if (daily !== undefined) {
			headers['X-HubSpot-RateLimit-Daily'] = String(daily);
			headers['X-HubSpot-RateLimit-Daily-Remaining'] = String(daily - usage.today);
		}
		return { headers, error };
	}

	private usageOf(app: string): Usage {
		let usage = this.usages.get(app);
		if (!usage) this.usages.set(app, (usage = new Usage()));
		return usage;
	}

	private headers(max: number, remaining: number, intervalMs: number): Record<string, string> {
		if (this.shown === 'none') return {};
		const shown = this.shown === 'own' ? max : this.shown;
		return {
			'X-HubSpot-RateLimit-Max': String(shown),
			'X-HubSpot-RateLimit-Remaining': String(Math.max(0, shown - max + remaining)),
			'X-HubSpot-RateLimit-Interval-Milliseconds': String(intervalMs),
		};
	}
}
