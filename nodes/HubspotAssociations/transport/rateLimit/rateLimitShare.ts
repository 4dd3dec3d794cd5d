import type { RateLimitHeaders } from './rateLimitHeaders';

/**
 * How a share grows and shrinks. Every figure is in requests and windows, so it does not depend on a window's length.
 * Each was chosen with the simulation of `test/unit/sharedLimit.ts`; what else was tried is in `test/bench/PROFILE.md`.
 */
export const LAW = {
	/** No share is smaller: a process that may never send would never notice that others have stopped. */
	least: 1,
	/** The share after a first refusal, when hardly anything was accepted: enough to be refused or accepted again soon. */
	start: 2.2,
	/** From this part of the known limit on a process has it for itself: there is no room for another. */
	aloneFrom: 0.95,
	/** What a process gives up that has the limit for itself: it only has to find the limit again. */
	aloneCut: 0.1,
	/** Near the known limit a share grows slowly, and faster with each window without a refusal: the limit may be higher. */
	near: { from: 0.85, growth: 0.02, faster: 0.5 },
	/** A larger share is cut more, so that shares even out: by this part, were it the whole limit. */
	largeCut: 0.55,
	/**
	 * Where shares are usually small there are many processes, and each refusal comes on top of theirs: they are cut more.
	 * A new process does not have a small usual share yet, so bad luck at first costs it little.
	 */
	smallCut: { part: 0.66, half: 3 },
	/** Not more than this is cut at once. */
	mostCut: 0.7,
	/**
	 * Growth in a window is `factor` times the usual share to the power of `power`: the more processes there are, the
	 * smaller their shares, and the slower each has to grow to be refused as seldom. Not above `usual`: there the few
	 * processes grow alike, which evens out their shares. Never more than `most` of the share itself: many processes that
	 * start together with small shares would be over the limit again before one of them is refused.
	 */
	growth: { factor: 0.0028, power: 2.1, usual: 16.5, most: 0.4 },
	/**
	 * Growth gets faster the longer nothing was refused, so that a process with bad luck comes back; the smaller the usual
	 * share, the later, because then it takes longer until a refusal is due.
	 */
	luck: { faster: 0.13, power: 1.6 },
	/**
	 * A refusal is due after about so many accepted requests: `least`, or so many times the usual share, as simulated.
	 * When so many that were due did not come, others have stopped: the share then grows by a part of itself in a window.
	 * Without it a small share, which grows least, stayed small for hours.
	 */
	due: { least: 8, shares: 4, missed: 5, growth: 0.5 },
	/** What a new process takes for its usual share: those that start late get their share soon. */
	usualAtFirst: 32,
	/**
	 * How much of the usual share is unlearned at a refusal: less after many accepted requests, as they say more. A single
	 * refusal may be bad luck; two in a row, while requests of this process fill the window, are none, unless headers tell
	 * more.
	 */
	unlearn: { most: 0.54, requests: 12, twice: 0.95 },
	/** With true headers, refusals are rare, and shares may grow as in this range of usual shares. */
	usualWithHeaders: { least: 3, most: 23 },
	/** With true headers, how much of its part in what is free a process takes in a window. */
	takeFree: 1.6,
	/** As many requests left as this, or fewer, and each process gives up a little, before HubSpot refuses. */
	scarce: 1,
	/** How much: of any share, more of a large one, and more of a small one; at most once in so many windows. */
	scarceCut: { any: 0.066, large: 0.5, small: 0.4, half: 4, everyWindows: 1 },
	/** Others are there when they use more than this, on average over so many answers. */
	others: { least: 1.2, answers: 40 },
} as const;

/**
 * How many requests in a window one process may send, where others that it cannot see may use the same limit.
 * Additive increase, multiplicative decrease, fed by refusals (429) and, while they are true, by HubSpot's headers.
 */
export class RateLimitShare {
	/** Requests in a window. */
	size: number;

	/** No other process was noticed so far. */
	isAlone = true;

	/** HubSpot's limit, as far as is known. */
	private limit: number;

	private usual = LAW.usualAtFirst as number;

	private hasHeaders = false;

	/** Whether headers may be believed: no request was refused while they said that some were left. */
	private isTrusting = true;

	private remaining = 0;

	/** How much of the window others use: an average. */
	private others = 0;

	private lastCutAt = -Infinity;

	private windowsSinceRefusal = 0;

	private acceptedSinceRefusal = 0;

	/** How many refusals were due since the last one. */
	private missedRefusals = 0;

	/** The last refusal was the first one: until then no other process was noticed. */
	private hasJustNoticed = false;

	/**
	 * @param max requests in a window to start with
	 * @param intervalMs length of the window in milliseconds
	 * @param most a share that it never exceeds
	 */
	constructor(
		private readonly max: number,
		public intervalMs: number,
		private readonly most = Infinity,
	) {
		this.size = max;
		this.limit = max;
	}

	/** Whether a refusal may only be one of many to come: with true headers it is seen before. */
	get isBlind(): boolean {
		return !this.hasHeaders;
	}

	/** @param ms for how long this share was all that held requests back, in milliseconds */
	grow(ms: number): void {
		const windows = ms / this.intervalMs;
		this.windowsSinceRefusal += windows;
		if (this.hasHeaders && this.isAlone) return;
		const isNear = !this.hasHeaders && this.size >= LAW.near.from * this.limit;
		const free = this.hasHeaders ? (LAW.takeFree * this.size * this.remaining) / this.limit : 0;
		this.size += windows * ((isNear ? this.growthNearLimit() : this.growth()) + free);
		this.size = Math.min(this.size, this.hasHeaders ? this.limit : this.most);
		this.usual = Math.max(this.usual, this.size);
	}

	/** One more request was accepted. */
	accepted(): void {
		this.acceptedSinceRefusal++;
		const { least, shares } = LAW.due;
		this.missedRefusals += 1 / Math.max(least, shares * this.usual);
	}

	/**
	 * Learns from what a response says about the limit.
	 *
	 * @param ours how many of the requests that HubSpot has counted were ours, as far as is known
	 * @param sentAt when the request was sent
	 */
	update(
		{ max, remaining, intervalMs = this.intervalMs }: RateLimitHeaders,
		ours: number,
		sentAt: number,
		now: number,
	): void {
		if (!this.isTrusting || max === undefined || remaining === undefined) return;
		this.hasHeaders = true;
		this.limit = max;
		this.intervalMs = intervalMs;
		this.remaining = remaining;
		this.others += (max - remaining - ours - this.others) / LAW.others.answers;
		const wasAlone = this.isAlone;
		this.isAlone = this.others < LAW.others.least;
		if (this.isAlone) this.size = max;
		else if (wasAlone) this.size = Math.max(LAW.start, Math.min(this.size, ours));
		const { any, large, small, half, everyWindows } = LAW.scarceCut;
		const isTime = sentAt > this.lastCutAt + everyWindows * this.intervalMs;
		if (this.isAlone || remaining > LAW.scarce || !isTime) return;
		this.cut(any + large * (this.size / max) ** 2 + (small * half) / (this.size + half), now);
	}

	/**
	 * Learns from a request that was refused for the limit. Those that were under way together count once.
	 *
	 * @param sentAt when it was sent
	 * @param used how many requests of the last window were accepted
	 * @param remaining how many requests are left, as its response says
	 */
	refused(sentAt: number, used: number, remaining: number | undefined, now: number): void {
		if (remaining !== undefined && remaining > 0) this.distrust();
		const wasAlone = this.isAlone;
		this.isAlone = false;
		this.remaining = 0;
		this.others = Math.max(this.others, 2 * LAW.others.least);
		if (sentAt <= this.lastCutAt) return;
		this.lastCutAt = now;
		if (wasAlone) this.size = Math.min(this.size, Math.max(LAW.start, used));
		// With nothing accepted, there is nothing to give up: the pauses after refusals are enough.
		if (used === 0) return;
		if (!this.hasHeaders) this.limit = Math.max(this.limit, used);
		const hadAll = used >= LAW.aloneFrom * this.limit;
		this.size = Math.min(this.size, Math.max(used, this.size / 2));
		const isTwice = this.acceptedSinceRefusal === 0;
		if (!wasAlone) this.unlearn();
		this.acceptedSinceRefusal = 0;
		this.missedRefusals = 0;
		this.windowsSinceRefusal = 0;
		// It was sent to see whether the others had filled the window at once, too.
		const isTry = this.hasJustNoticed && isTwice;
		this.hasJustNoticed = wasAlone;
		if (isTry) return;
		const { part, half } = LAW.smallCut;
		const usual = this.hasHeaders ? this.size : Math.max(this.size, this.usual);
		const shared = (LAW.largeCut * this.size) / this.limit + (part * half) / (usual + half);
		this.cut(hadAll ? LAW.aloneCut : shared, now);
	}

	private unlearn(): void {
		const { most, requests, twice } = LAW.unlearn;
		const accepted = this.acceptedSinceRefusal;
		const isTwice = accepted === 0 && !this.hasHeaders;
		const part = isTwice ? twice : Math.min(most, requests / accepted);
		this.usual += (Math.min(this.usual, this.size) - this.usual) * part;
	}

	private cut(part: number, now: number): void {
		this.size = Math.max(LAW.least, this.size * (1 - Math.min(LAW.mostCut, part)));
		this.lastCutAt = now;
	}

	private growth(): number {
		const { factor, power, usual: mostUsual, most } = LAW.growth;
		const withHeaders = LAW.usualWithHeaders;
		if (this.hasHeaders)
			return factor * Math.min(withHeaders.most, Math.max(withHeaders.least, this.usual)) ** power;
		const usual = Math.min(mostUsual, this.usual);
		const faster = LAW.luck.faster * (usual / mostUsual) ** LAW.luck.power;
		const luck = 1 + (faster * this.windowsSinceRefusal) ** 2;
		const missed = Math.max(0, this.missedRefusals - LAW.due.missed);
		const left = LAW.due.growth * missed * this.size;
		return Math.min(most * this.size, factor * usual ** power * luck + left);
	}

	private growthNearLimit(): number {
		const { growth, faster } = LAW.near;
		return this.size * growth * (1 + faster * this.windowsSinceRefusal);
	}

	private distrust(): void {
		if (!this.isTrusting) return;
		this.isTrusting = false;
		this.hasHeaders = false;
		this.limit = this.max;
	}
}
