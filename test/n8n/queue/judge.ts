import type { IDataObject } from 'n8n-workflow';

/** How what an execution said compares with what the account holds. */
export interface Verdict {
	/** Companies of which it did not say what became of them. */
	lost: number;
	/** Things it said that are not so. */
	wrong: number;
}

const SAID_GONE = ['deleted', 'absent'];

/**
 * Compares what an execution said about a contact with what HubSpot holds.
 *
 * @param asked the companies that the contact was to be taken off
 * @param there those that it is still associated with
 */
export function judge(
	said: IDataObject[],
	contact: number,
	asked: number[],
	there: readonly string[],
): Verdict {
	const unanswered = new Set(asked.map(String));
	const stillThere = new Set(there);
	let wrong = 0;
	for (const { status, fromObjectId, toObjectId } of said) {
		const company = String(fromObjectId);
		const isSaidGone = SAID_GONE.includes(String(status));
		const isTrue = toObjectId === String(contact) && isSaidGone === !stillThere.has(company);
		// The second answer about the same company is wrong, too: every input has exactly one.
		if (!unanswered.delete(company) || !isTrue) wrong++;
	}
	return { lost: unanswered.size, wrong };
}
