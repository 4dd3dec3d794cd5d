import { sleep } from 'n8n-workflow';

import type { RateLimitHeaders } from './rateLimitHeaders';
import { LAW, RateLimitShare } from './rateLimitShare';

/** How often a waiting request looks whether the workflow was stopped. */
const GLANCE_MS = 250;

/** HubSpot's shortest window: after a shorter pause, a refused request would only be refused again. */
const FIRST_PAUSE_MS = 1_000;

/** The longest pause, in windows: one as long as a window meets it full again and again, in step with another process. */
const LONGEST_PAUSE_WINDOWS = 0.7;

/** After so many windows without a request, what was learned about others is stale. */
const FORGET_AFTER_WINDOWS = 6;

/** How much later the slot after a refusal comes, in slots: the window stays full for a while. */
const SLOTS_LOST = 0.5;

/**
 * Slow start: until so many requests were accepted, only as many are under way as were accepted, and one more. That is
 * twice as many with each round trip. Many processes that begin together notice it before each has sent all it could.
 */
const SLOW_START_REQUESTS = 32;

/** A slow answer holds the next request of a slow start back for so long at most. */
const SLOW_START_MS = 1_000;

/** How many slots that passed unused may be made up for: timers are late, and answers come in groups. */
const SLOTS_KEPT = 2;

/** What is known of a limit before HubSpot's first answer. */
export interface RateLimit {
	/** Requests in one window that HubSpot allows at least. */
	readonly max: number;
	/** Length of the rolling window in milliseconds. */
	readonly intervalMs: number;
	/** HubSpot allows no account more, so nothing above it is tried. */
	readonly isMost?: boolean;
}

/** Leave to send one request. */
export interface Permit {
	/** When it was given. */
	readonly at: number;
	/** How many of our requests HubSpot may count when this one arrives: those of the window before it, and itself. */
	readonly ours: number;
	/** How many requests are left, as the response says. */
	remaining?: number;
}

/** What became of a request: HubSpot counts those that it does not refuse for the limit (429). */
export type Outcome = 'counted' | 'refused';

/**
 * Lets requests through as fast as one of HubSpot's rolling windows allows, and no faster.
 * A process that has noticed no other one may send all of its share at once. A request is counted from the moment it is
 * sent until one window after its answer: it arrived at HubSpot somewhere in between, so no window of HubSpot's can hold
 * more. Beside other processes, requests are spread evenly: all see the same slots get free at the same moment.
 *
 * @see https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export class RateLimiter {
	private share: RateLimitShare;

	/** When requests of the last window were answered, oldest first, without those that were refused. */
	private answered: number[] = [];

	/** When requests of the last window were sent, oldest first, without those that were refused. */
	private sent: number[] = [];

	private underWay = 0;

	private pausedUntil = 0;

	private lastPauseAt = -Infinity;

	/** How often in a row HubSpot refused what was sent after the pause. */
	private refusals = 0;

	/** When the last request was let through, and the slot that it took. */
	private last = { at: -Infinity, slot: -Infinity };

	/** How many requests HubSpot accepted since this limiter knew nothing of others. */
	private accepted = 0;

	/** Called when a request is over. */
	private wake = () => {};

	/** Settles when the requests that came before have their permit. */
	private queue: Promise<unknown> = Promise.resolve();

	/**
	 * @param limit what is known of the limit
	 * @param now the time in milliseconds; not that of the day, which may be set back by an hour
	 * @param wait resolves after so many milliseconds
	 */
	constructor(
		private readonly limit: RateLimit,
		private readonly now: () => number = () => performance.now(),
		private readonly wait: (ms: number) => Promise<void> = sleep,
	) {
		this.share = this.newShare();
	}

	/** For how many milliseconds no request is let through, because HubSpot refused one. */
	get pausedMs(): number {
		return Math.max(0, this.pausedUntil - this.now());
	}

	/**
	 * Waits until a request may be sent. The request that asks first goes first.
	 *
	 * @param signal aborted when the user stops the workflow
	 * @returns leave to send it: {@link release} has to follow once it is over.
	 *   Undefined soon after the signal is aborted
	 */
	async acquire(signal?: AbortSignal): Promise<Permit | undefined> {
		const coming = this.queue.then(async () => await this.untilFree(signal));
		this.queue = coming;
		if (signal === undefined) return await coming;
		// Not only when its turn comes: the request before it in the queue may have to wait for long.
		const stopped = whenAborted(signal);
		const permit = await Promise.race([coming, stopped.promise.then(() => undefined)]);
		stopped.forget();
		if (!permit) void coming.then((late) => late && this.release(late, 'counted'));
		return permit;
	}

	/**
	 * Takes note of what a response says about the limit. Comes before {@link release}.
	 *
	 * @param headers none of them has to be there
	 */
	updateFromHeaders(headers: RateLimitHeaders, permit: Permit): void {
		permit.remaining = headers.remaining;
		this.share.update(headers, permit.ours, permit.at, this.now());
	}

	/**
	 * Takes note that a request is over, whether it was answered or not. After a refusal no request is let through for a
	 * while, longer each time: room may come free at any moment of the window.
	 */
	release({ at, remaining }: Permit, outcome: Outcome): void {
		this.underWay--;
		this.wake();
		const now = this.now();
		if (outcome === 'counted') {
			this.accepted++;
			this.answered.push(now);
			this.share.accepted();
			this.refusals = 0;
			return;
		}
		const index = this.sent.lastIndexOf(at);
		if (index !== -1) this.sent.splice(index, 1);
		this.forgetOld();
		const { isAlone } = this.share;
		// What is still under way may be refused, too, so only what was answered tells how full the window was.
		const used = this.answered.length;
		this.share.refused(at, used, remaining, now);
		// The share is another one now: what was sent before says nothing about the next slot.
		if (isAlone) this.last.slot = now;
		else if (this.share.isBlind) {
			const gap = this.gapMs();
			this.last.slot = Math.max(this.last.slot, now - gap) + SLOTS_LOST * gap;
		}
		if (at <= this.lastPauseAt) return;
		this.lastPauseAt = now;
		const { intervalMs } = this.share;
		const longest = LONGEST_PAUSE_WINDOWS * intervalMs;
		const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.refusals++, longest);
		// What was sent at once leaves the window at once: before that there is hardly any room. With little of it, there
		// may be many that did the same, or it is a full window as any other: one more request tells.
		const isBurst = this.refusals > 1 || (isAlone && used >= LAW.growth.usual);
		const [oldest = -Infinity] = this.answered;
		this.applyRetryAfter(Math.max(pause, isBurst && used > 1 ? oldest + intervalMs - now : 0));
	}

	/** Holds every request back for so many milliseconds. */
	applyRetryAfter(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.now() + ms);
	}

	private async untilFree(signal?: AbortSignal): Promise<Permit | undefined> {
		this.forgetOthers();
		const from = Math.max(this.last.at, this.pausedUntil, this.now() - this.share.intervalMs);
		let hasWaited = false;
		for (let ms = this.msUntilFree(); ms > 0; ms = this.msUntilFree()) {
			if (signal?.aborted) return undefined;
			hasWaited = true;
			const released = new Promise<void>((resolve) => (this.wake = resolve));
			await Promise.race([this.wait(Math.max(1, Math.min(ms, GLANCE_MS))), released]);
		}
		if (signal?.aborted) return undefined;
		const at = this.now();
		if (hasWaited) this.share.grow(Math.max(0, at - Math.max(from, this.pausedUntil)));
		const gap = this.gapMs();
		this.last = { at, slot: Math.max(this.last.slot + gap, at - SLOTS_KEPT * gap) };
		this.underWay++;
		this.sent.push(at);
		this.forgetOld();
		const counted = this.underWay + this.answered.length;
		return { at, ours: this.share.isAlone ? counted : this.sent.length };
	}

	private msUntilFree(): number {
		const now = this.now();
		if (now < this.pausedUntil) return this.pausedUntil - now;
		this.forgetOld();
		const counted = this.underWay + this.answered.length;
		if (!this.share.isAlone) return this.last.slot + this.gapMs() - now;
		const slowStartMs = this.last.at + SLOW_START_MS - now;
		if (this.isStarting && this.underWay > this.accepted && slowStartMs > 0) return slowStartMs;
		if (counted < Math.floor(this.share.size)) return 0;
		// Without any, everything that counts is still under way.
		const [oldest = Infinity] = this.answered;
		// At least a millisecond: so small a rest may be lost in rounding, and the oldest still counts.
		return Math.max(1, oldest + this.share.intervalMs - now);
	}

	private get isStarting(): boolean {
		return this.accepted < SLOW_START_REQUESTS;
	}

	private gapMs(): number {
		return this.share.intervalMs / this.share.size;
	}

	private forgetOld(): void {
		const windowStart = this.now() - this.share.intervalMs;
		for (const times of [this.answered, this.sent]) {
			const outside = times.findIndex((time) => time > windowStart);
			times.splice(0, outside === -1 ? times.length : outside);
		}
	}

	private forgetOthers(): void {
		const restMs = this.now() - this.last.at;
		if (this.underWay > 0 || restMs < FORGET_AFTER_WINDOWS * this.share.intervalMs) return;
		this.share = this.newShare();
		this.accepted = 0;
	}

	private newShare(): RateLimitShare {
		const { max, intervalMs, isMost = false } = this.limit;
		return new RateLimitShare(max, intervalMs, isMost ? max : undefined);
	}
}

/** Resolves when a signal is aborted; `forget` takes the listener off again. */
function whenAborted(signal: AbortSignal): { promise: Promise<void>; forget: () => void } {
	let onAbort = () => {};
	const promise = new Promise<void>((resolve) => {
		onAbort = resolve;
		if (signal.aborted) resolve();
		else signal.addEventListener('abort', onAbort);
	});
	return { promise, forget: () => signal.removeEventListener('abort', onAbort) };
}

/** What HubSpot allows before its answers say otherwise, for each of its policies. */
const POLICIES = {
	/**
	 * Associations, their labels and limits: exempt from the general limit. 100, 150 or 200 by subscription; responses may
	 * carry no header.
	 *
	 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
	 */
	associations: { max: 100, intervalMs: 10_000 },
	/** Searching records: 5 requests a second for an account, no header. */
	search: { max: 5, intervalMs: 1_000, isMost: true },
	/** Everything else. 100, 110, 190 or 250 by subscription and kind of app, with headers. */
	general: { max: 100, intervalMs: 10_000 },
} as const satisfies Record<string, RateLimit>;

/** One of HubSpot's rate limits; each counts its own requests. */
export type RateLimitPolicy = keyof typeof POLICIES;

const limiters = new Map<string, RateLimiter>();

/**
 * The limiter of one credential and policy, shared by every run in this process.
 *
 * @param credential its ID, or whatever tells it from others
 */
export function rateLimiterFor(credential: string, policy: RateLimitPolicy): RateLimiter {
	const key = `${policy} ${credential}`;
	let limiter = limiters.get(key);
	if (limiter === undefined) {
		limiter = new RateLimiter(POLICIES[policy]);
		limiters.set(key, limiter);
	}
	return limiter;
}
