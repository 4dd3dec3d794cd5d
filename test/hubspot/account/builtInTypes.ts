/** The association types HubSpot itself defines between two object types, in both directions. */
export interface BuiltInPair {
	from: string;
	to: string;
	/** The unlabeled type: from → to, to → from. */
	unlabeled: readonly [number, number];
	/** The "Primary" label, where HubSpot has one (with companies only). */
	primary?: readonly [number, number];
}

function pair(
	from: string,
	to: string,
	unlabeled: readonly [number, number],
	primary?: readonly [number, number],
): BuiltInPair {
	return { from, to, unlabeled, primary };
}

/**
 * HubSpot's own association types, by object type ID. Pairs that are not listed get an unlabeled
 * type the first time they are asked for.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide#association-type-id-values
 */
export const BUILT_IN: readonly BuiltInPair[] = [
	pair('0-1', '0-2', [279, 280], [1, 2]),
	pair('0-3', '0-1', [3, 4]),
	pair('0-3', '0-2', [341, 342], [5, 6]),
	pair('0-5', '0-1', [16, 15]),
	pair('0-5', '0-2', [339, 340], [26, 25]),
	pair('0-3', '0-5', [27, 28]),
	pair('0-1', '0-1', [449, 449]),
	pair('0-2', '0-2', [450, 450]),
	pair('0-3', '0-3', [451, 451]),
	pair('0-5', '0-5', [452, 452]),
	pair('0-3', '0-8', [19, 20]),
	pair('0-3', '0-14', [63, 64]),
	pair('0-14', '0-8', [67, 68]),
	pair('0-14', '0-1', [69, 70]),
	pair('0-14', '0-2', [71, 72]),
	pair('0-14', '0-27', [217, 218]),
	pair('0-1', '0-19', [97, 98]),
	pair('0-5', '0-19', [99, 100]),
	pair('0-18', '0-1', [81, 82]),
	pair('0-18', '0-5', [83, 84]),
	pair('0-18', '0-3', [85, 86]),
	pair('0-18', '0-2', [87, 88]),
	pair('0-1', '0-48', [193, 194]),
	pair('0-1', '0-49', [197, 198]),
	pair('0-1', '0-47', [199, 200]),
	pair('0-1', '0-46', [201, 202]),
	pair('0-1', '0-27', [203, 204]),
	pair('0-2', '0-48', [181, 182]),
	pair('0-2', '0-49', [185, 186]),
	pair('0-2', '0-47', [187, 188]),
	pair('0-2', '0-46', [189, 190]),
	pair('0-2', '0-27', [191, 192]),
	pair('0-3', '0-48', [205, 206]),
	pair('0-3', '0-49', [209, 210]),
	pair('0-3', '0-47', [211, 212]),
	pair('0-3', '0-46', [213, 214]),
	pair('0-3', '0-27', [215, 216]),
	pair('0-5', '0-48', [219, 220]),
	pair('0-5', '0-49', [223, 224]),
	pair('0-5', '0-47', [225, 226]),
	pair('0-5', '0-46', [227, 228]),
	pair('0-5', '0-27', [229, 230]),
	pair('0-48', '0-47', [399, 400]),
	pair('0-116', '0-1', [453, 454]),
	pair('0-116', '0-5', [455, 456]),
	pair('0-116', '0-3', [457, 458]),
	pair('0-116', '0-2', [459, 460]),
];
