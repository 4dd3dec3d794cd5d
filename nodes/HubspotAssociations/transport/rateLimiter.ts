import { sleep } from 'n8n-workflow';

/** What HubSpot allows every app until its answers say otherwise: 100 requests in any 10 seconds. */
const INITIAL = { max: 100, intervalMs: 10_000 };

/** What limits can be: an answer that says otherwise must not keep a credential waiting for ever. */
const PLAUSIBLE = { max: [1, 100_000], intervalMs: [100, 60_000] } as const;

const isPlausible = (value: number, [least, most]: readonly [number, number]) =>
	value >= least && value <= most;

/** How much of what others leave free is used: the rest lets everybody's share find its level. */
const SHARE_OF_THE_REST = 0.95;

/**
 * Whoever starts while another process uses the whole limit finds no room, and the other one never hears of it. So who
 * has been busy for some windows leaves a share of it free; what is done sooner loses nothing by it.
 */
const ROOM_FOR_OTHERS = { afterWindows: 6, share: 0.03 };

/** How often a waiting request looks whether the workflow was stopped. */
const GLANCE_MS = 250;

/** What an answer says about the limits, as far as it says it: any of HubSpot's headers may be missing. */
export interface RateLimitHeaders {
	/** Requests in one window. */
	max?: number;
	/** Length of the rolling window in milliseconds. */
	intervalMs?: number;
	/** Requests left in the window, whoever used up the others. */
	remaining?: number;
}

/** Leave to send one request. */
export interface Permit {
	/** When it was given. */
	at: number;
	/** How many of our requests HubSpot may count when this one arrives: those of the window before it, and itself. */
	ours: number;
}

/**
 * Lets requests through as fast as HubSpot's rolling window allows, and no faster.
 * A request is counted from the moment it is sent until one window after its answer (one that was refused, until its
 * answer): it arrived at HubSpot
 * somewhere in between, so no window of HubSpot's can hold more than are counted here.
 *
 * @see https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export class RateLimiter {
	private max = INITIAL.max;

	private intervalMs = INITIAL.intervalMs;

	/** When requests of the last window were answered, oldest first. */
	private answered: number[] = [];

	private underWay = 0;

	/** When requests of the last window were let through, oldest first. */
	private sent: number[] = [];

	/** How much of the window others used, by the latest answer, and when that was. */
	private others = { used: 0, at: 0 };

	/** Since when there was always something to send. */
	private busySince = 0;

	private pausedUntil = 0;

	/** When the latest request was let through. */
	private latestPermitAt = 0;

	/** Settles when those who came before have got their permit. */
	private queue: Promise<unknown> = Promise.resolve();

	/**
	 * @param now the time in milliseconds; not that of the day, which may be set back by an hour
	 * @param wait resolves after so many milliseconds
	 */
	constructor(
		private readonly now: () => number = () => performance.now(),
		private readonly wait: (ms: number) => Promise<void> = sleep,
	) {}

	/**
	 * Waits until a request may be sent. Whoever asks first goes first.
	 *
	 * @param signal aborted when the user stops the workflow
	 * @returns leave to send it: then {@link release} has to follow once it is over.
	 *   Undefined soon after the signal is aborted
	 */
	async acquire(signal?: AbortSignal): Promise<Permit | undefined> {
		const permit = this.queue.then(async () => await this.untilFree(signal));
		this.queue = permit;
		if (signal === undefined) return await permit;
		// Not only when its turn comes: whoever is before it in the queue may have to wait for long.
		const stopped = whenAborted(signal);
		const taken = await Promise.race([permit, stopped.promise.then(() => undefined)]);
		stopped.forget();
		if (!taken) void permit.then((came) => came && this.release(came));
		return taken;
	}

	/**
	 * Takes note that a request is over, whether it was answered or not.
	 *
	 * @param isRefused it was answered 429: HubSpot counts those that it lets in
	 */
	release({ at }: Permit, isRefused = false): void {
		this.underWay--;
		if (!isRefused) this.answered.push(this.now());
		else if (at >= this.sent[0]) this.sent.splice(this.sent.lastIndexOf(at), 1);
	}

	/**
	 * Takes note of what an answer says about the limits.
	 *
	 * @param ours how many of the requests that HubSpot has counted were ours, as far as is known
	 */
	updateFromHeaders({ max, intervalMs, remaining }: RateLimitHeaders, ours: number): void {
		if (max !== undefined && isPlausible(max, PLAUSIBLE.max)) this.max = max;
		if (intervalMs !== undefined && isPlausible(intervalMs, PLAUSIBLE.intervalMs)) {
			this.intervalMs = intervalMs;
		}
		if (remaining !== undefined) {
			const used = this.max - remaining;
			this.others = { used: Math.max(0, used - ours), at: this.now() };
		}
	}

	/** Holds everybody back: HubSpot said 429. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.now() + ms);
		// They are still there when it is over: else everybody would start again as if alone.
		this.others.at = Math.max(this.others.at, this.pausedUntil);
	}

	/** The longest that a 429 which does not say how long is waited out. */
	get windowMs(): number {
		return this.intervalMs;
	}

	private ours(): number {
		this.forgetOld(this.answered);
		return this.underWay + this.answered.length;
	}

	private forgetOld(times: number[]): void {
		const windowStart = this.now() - this.intervalMs;
		const outside = times.findIndex((time) => time > windowStart);
		times.splice(0, outside === -1 ? times.length : outside);
	}

	private async untilFree(signal?: AbortSignal): Promise<Permit | undefined> {
		let hasWaited = false;
		for (let ms = this.msUntilFree(); ms > 0; ms = this.msUntilFree()) {
			hasWaited = true;
			if (signal?.aborted) return undefined;
			await this.wait(Math.max(1, Math.min(ms, GLANCE_MS)));
		}
		if (signal?.aborted) return undefined;
		const at = this.now();
		// Whoever had to wait for an empty window has been busy all the time.
		if (this.ours() === 0 && !hasWaited) this.busySince = at;
		this.underWay++;
		this.latestPermitAt = at;
		this.forgetOld(this.sent);
		this.sent.push(at);
		return { at, ours: this.sent.length };
	}

	private msUntilFree(): number {
		const now = this.now();
		if (now < this.pausedUntil) return this.pausedUntil - now;
		// What others used has left the window by then, too, if no answer said anything newer.
		const othersLeaveAt = this.others.at + this.intervalMs;
		const others = now < othersLeaveAt ? this.others.used : 0;
		if (this.ours() + others < this.max - this.roomForOthers(others))
			return this.msUntilPaced(others);
		const [oldest = Infinity] = this.answered;
		const nextLeavesAt = Math.min(oldest + this.intervalMs, others > 0 ? othersLeaveAt : Infinity);
		// Infinity: everything that counts is still under way.
		return Math.min(nextLeavesAt - now, GLANCE_MS);
	}

	private roomForOthers(others: number): number {
		const { afterWindows, share } = ROOM_FOR_OTHERS;
		const isSoonOver = this.now() - this.busySince < afterWindows * this.intervalMs;
		// Once they are there, the pace leaves them enough.
		return isSoonOver || others > 0 ? 0 : Math.floor(this.max * share);
	}

	/**
	 * Others see the same slots get free at the same moment: who shares an account spreads its requests evenly
	 * over the window instead of taking all at once.
	 */
	private msUntilPaced(others: number): number {
		if (others === 0) return 0;
		const gap = this.intervalMs / ((this.max - others) * SHARE_OF_THE_REST);
		return Math.max(0, this.latestPermitAt + gap - this.now());
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

/**
 * Reads what HubSpot says about its limits in an answer's headers.
 *
 * @param headers names in small letters; what is missing or no number is left out
 */
export function readRateLimitHeaders(headers: Record<string, unknown>): RateLimitHeaders {
	const read = (name: string) => {
		const text = String(headers[`x-hubspot-ratelimit-${name}`] ?? '');
		return /^\d+$/.test(text) ? Number(text) : undefined;
	};
	return {
		max: read('max'),
		intervalMs: read('interval-milliseconds'),
		remaining: read('remaining'),
	};
}

const limiters = new Map<string, RateLimiter>();

/**
 * The limiter of one credential, shared by every run in this process.
 *
 * @param credential its ID, or whatever tells it from others
 */
export function rateLimiterFor(credential: string): RateLimiter {
	let limiter = limiters.get(credential);
	if (limiter === undefined) {
		limiter = new RateLimiter();
		limiters.set(credential, limiter);
	}
	return limiter;
}
