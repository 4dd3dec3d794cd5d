import { isSameType, type LabeledType } from '../../batch/target';
import { at } from '../../transport/unknownData';

/**
 * Reads association types as HubSpot lists them.
 *
 * @param list the `associationTypes` between two records, or the `results` of the configured limits
 * @returns undefined when any of them is not what HubSpot's documentation says: then nothing is known
 * @see https://developers.hubspot.com/docs/api-reference/crm-associations-v4/guide
 */
export function parseAssociationTypes(list: unknown): LabeledType[] | undefined {
	if (!Array.isArray(list)) return undefined;
	const types = (list as unknown[]).map((entry): LabeledType | undefined => {
		const [category, typeId, label] = ['category', 'typeId', 'label'].map((name) =>
			at(entry, name),
		);
		if (typeof category !== 'string' || !/^[A-Z_]+$/.test(category)) return undefined;
		if (typeof typeId !== 'number' || !Number.isInteger(typeId)) return undefined;
		if (label !== undefined && label !== null && typeof label !== 'string') return undefined;
		const most = at(entry, 'userEnforcedMaxToObjectIds');
		const limit = typeof most === 'number' ? { maxToObjectIds: most } : {};
		return { category, typeId, label, ...limit };
	});
	return types.every((type) => type !== undefined) ? eachOnce(types) : undefined;
}

/** HubSpot may list the same type twice. */
const eachOnce = (types: LabeledType[]): LabeledType[] =>
	types.filter((type, place) => types.findIndex((each) => isSameType(each, type)) === place);
