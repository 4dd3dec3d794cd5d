import { shown } from '../../input/parameterError';
import type { LabeledType, Selection, Target } from '../../batch/target';
import { labelListsOf } from '../labels/labelLists';
import type { TypeList } from '../labels/readTypeList';
import type { Hubspot } from '../../operation';
import type { TypeInQuestion } from './typesInQuestion';

/** The labels on each object type, as far as they had to be read. */
export type LabelsByType = ReadonlyMap<TypeInQuestion, TypeList>;

/** Names of labels in a selection. */
const namesIn = ({ labelNames = [], keepLabelNames = [] }: Selection): string[] => [
	...labelNames,
	...keepLabelNames,
];

/**
 * Reads the labels on each object type, where any of the targets names some.
 *
 * @param fromObjectType the type of the records
 */
export async function readLabelsByType(
	hubspot: Hubspot,
	fromObjectType: string,
	types: readonly TypeInQuestion[],
	targets: readonly Target[],
): Promise<LabelsByType> {
	if (!targets.some(({ selection = {} }) => namesIn(selection).length > 0)) return new Map();
	const lists = labelListsOf(hubspot);
	const entries = types.map(async (type) => {
		const list = await lists({ fromObjectType, toObjectType: type.sent });
		return [type, list] as const;
	});
	return new Map(await Promise.all(entries));
}

/** A name that is no label on any of the object types. */
export interface UnknownLabel {
	/** The field that it comes from. */
	field: 'labels' | 'keepLabels';
	/** What is wrong, following the field's name. */
	problem: string;
}

/** The first name of a target that is no label on any of the object types that could be read. */
export function unknownLabelOf(
	{ selection = {} }: Target,
	labels: LabelsByType,
): UnknownLabel | undefined {
	const known = [...labels.values()].flatMap((list) => ('types' in list ? list.types : []));
	const { labelNames, keepLabelNames } = selection;
	for (const field of ['labels', 'keepLabels'] as const) {
		const names = (field === 'labels' ? labelNames : keepLabelNames) ?? [];
		const unknown = names.find((name) => !known.some((type) => isNamed(type, name)));
		if (unknown === undefined) continue;
		const problem = `got ${shown(unknown)}, which is no label on any object type that could be read`;
		return { field, problem };
	}
	return undefined;
}

/**
 * What a target on every object type means on one of them.
 *
 * @param known the labels there
 * @returns undefined where it means none of the labels that there are: then nothing is to be done on that type
 */
export function onOneType(
	{ fromObjectType, fromObjectId, selection }: Target,
	toObjectType: string,
	known: readonly LabeledType[],
): Target | undefined {
	const target: Target = { fromObjectType, fromObjectId, toObjectType };
	if (selection === undefined) return target;
	const { labelNames, keepLabelNames, ...others } = selection;
	const named = (names: readonly string[]) =>
		known.filter((type) => names.some((name) => isNamed(type, name)));
	const types = labelNames && named(labelNames);
	if (types?.length === 0) return undefined;
	return {
		...target,
		...(types === undefined ? {} : { types }),
		selection:
			keepLabelNames === undefined ? others : { ...others, keepTypes: named(keepLabelNames) },
	};
}

const isNamed = ({ label }: LabeledType, name: string): boolean => label?.trim() === name;
