import { nameWithCategory } from '../../batch/categoryNames';
import { isUnlabeled } from '../../batch/desiredState';
import type { LabeledType } from '../../batch/target';
import { nearestText } from '../nearestText';

/** Case makes no difference, nor how many blanks there are. */
const folded = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ');

/** What a list calls a type, once it is written in one way. */
type Normalize = (name: string) => string;

/**
 * Finds the association types that a name means: their label, or what the panel's lists show for them, such as
 * "Decision maker (custom)" or "Decision maker (custom): at most 2 companies for each contact". What is written exactly so
 * goes before what differs in case.
 *
 * @param unlabeled what the type without a label is called, where it can be named
 * @returns several where several are called so; none where none is
 */
export function typesNamed(
	name: string,
	known: readonly LabeledType[],
	unlabeled?: string,
): LabeledType[] {
	const isListed = (type: LabeledType, normalize: Normalize) => {
		const listed = normalize(nameWithCategory(nameOf(type, unlabeled), type.category));
		const wanted = normalize(name);
		return wanted === listed || wanted.startsWith(`${listed}:`);
	};
	const isCalled = (type: LabeledType, normalize: Normalize) =>
		normalize(nameOf(type, unlabeled)) === normalize(name);
	const named = known.filter((type) => nameOf(type, unlabeled) !== '');
	const trimmed: Normalize = (text) => text.trim();
	for (const normalize of [trimmed, folded]) {
		for (const isMeant of [isCalled, isListed]) {
			const meant = named.filter((type) => isMeant(type, normalize));
			if (meant.length > 0) return meant;
		}
	}
	return [];
}

/**
 * Suggests what a name may have been meant for, in a sentence with a blank behind it; '' where no label is near.
 *
 * @param name that no type has
 */
export function nearestLabel(name: string, known: readonly LabeledType[]): string {
	const labels = known.map((type) => nameOf(type)).filter((label) => label !== '');
	const bare = name.replace(/ \([^()]*\)(:.*)?$/, '');
	const nearest = nearestText(bare, new Map(labels.map((label) => [label, label])));
	return nearest === undefined ? '' : `Did you mean ${JSON.stringify(nearest)}? `;
}

const nameOf = (type: LabeledType, unlabeled = ''): string =>
	isUnlabeled(type) ? unlabeled : (type.label ?? '').trim();
