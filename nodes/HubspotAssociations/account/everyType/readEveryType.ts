import type { Batch } from '../../batch/planning/plan';
import { newSendState } from '../../batch/sending/sendState';
import { EVERY_OBJECT_TYPE, type Target } from '../../batch/target';
import type { Hubspot } from '../../operation';
import { giveOut, type OnRecord, readRecordGroup } from '../associations/readRecordGroup';
import { readSchemaList } from '../objectTypes/readSchemas';
import {
	type LabelsByType,
	onOneType,
	readLabelsByType,
	type UnknownLabel,
	unknownLabelOf,
} from './namedLabels';
import { type TypeInQuestion, typesInQuestion } from './typesInQuestion';

/** An object type that could not be read. */
export interface NotReadType {
	fromObjectType: string;
	/** `*` for all that are not known. */
	toObjectType: string;
	/** As people read it. */
	name: string;
	/** Why, in a sentence. */
	note: string;
}

/** Where it is noted what could not be read. */
export interface Unread {
	unread: Map<Target, string>;
	unknownLabels: Map<Target, UnknownLabel>;
	notRead: NotReadType[];
}

/** How many object types are read at the same time. */
const TYPES_AT_ONCE = 5;

const NO_SCHEMAS =
	"The account's own object types were not looked at, because their schemas could not be read";

/**
 * Reads what records are associated with on every object type: one read for each 1,000 records and type, one for the
 * schemas of the account's own types, and where labels are named one for the labels on each type.
 *
 * A type that HubSpot refuses to read is noted, and is no failure, unless every type is refused. Where something else
 * goes wrong, each of the records is unread on that type.
 *
 * @param groups of records, whose "to" object type is `*`
 * @param spellings the object types that the run names besides
 */
export async function readEveryType(
	groups: readonly Batch[],
	spellings: readonly string[],
	hubspot: Hubspot,
	onRecord: OnRecord,
	result: Unread,
): Promise<void> {
	const schemas = await readSchemaList(hubspot);
	const customTypes = 'types' in schemas ? schemas.types : [];
	for (const { fromObjectType, targets } of groups) {
		if ('reason' in schemas && !schemas.isRefused) {
			for (const asked of targets) result.unread.set(asked, schemas.reason);
			continue;
		}
		const types = typesInQuestion(fromObjectType, customTypes, spellings);
		const labels = await readLabelsByType(hubspot, fromObjectType, types, targets);
		const known = targets.filter((asked) => {
			const unknown = unknownLabelOf(asked, labels);
			if (unknown !== undefined) result.unknownLabels.set(asked, unknown);
			return unknown === undefined;
		});
		await readTypes(fromObjectType, known, types, labels, hubspot, onRecord, result);
		if ('reason' in schemas) {
			result.notRead.push({
				fromObjectType,
				toObjectType: EVERY_OBJECT_TYPE,
				name: 'custom object types',
				note: `${NO_SCHEMAS}: ${schemas.reason}`,
			});
		}
	}
}

/** Reads what records of one object type are associated with on each of these types. */
async function readTypes(
	fromObjectType: string,
	targets: readonly Target[],
	types: readonly TypeInQuestion[],
	labels: LabelsByType,
	hubspot: Hubspot,
	onRecord: OnRecord,
	{ unread, notRead }: Unread,
): Promise<void> {
	const { circuitBreaker, batchSize } = newSendState();
	const readType = async (type: TypeInQuestion) => {
		const list = labels.get(type);
		if (list !== undefined && 'reason' in list) return { type, list };
		const requests = targets.flatMap((asked) => {
			const target = onOneType(asked, type.sent, list?.types ?? []);
			return target === undefined ? [] : [{ asked, target }];
		});
		if (requests.length === 0) return { type };
		// What HubSpot says of one type says nothing of another.
		const state = { ...newSendState(), circuitBreaker, batchSize };
		const between = { fromObjectType, toObjectType: type.sent };
		return { type, group: await readRecordGroup(hubspot, between, requests, state) };
	};

	const refused: NotReadType[] = [];
	const missed = new Map<Target, { names: string[]; reason: string }>();
	let isAnyRead = false;
	for (let first = 0; first < types.length; first += TYPES_AT_ONCE) {
		const results = await Promise.all(types.slice(first, first + TYPES_AT_ONCE).map(readType));
		for (const { type, list, group } of results) {
			const refusal = list?.isRefused ? list.reason : group?.read.refusal;
			if (refusal !== undefined) {
				const { sent: toObjectType, name } = type;
				refused.push({ fromObjectType, toObjectType, name, note: refusal });
				continue;
			}
			const miss = (asked: Target, reason: string) => {
				const known = missed.get(asked) ?? { names: [], reason };
				known.names.push(type.name);
				missed.set(asked, known);
			};
			if (list !== undefined) for (const asked of targets) miss(asked, list.reason);
			isAnyRead ||= group === undefined ? list === undefined : group.read.associations.size > 0;
			if (group) giveOut(group, onRecord, ({ asked }, reason) => miss(asked, reason));
		}
	}
	for (const [asked, { names, reason }] of missed) {
		unread.set(asked, `${reason} (${names.join(', ')})`);
	}
	const [first] = refused;
	if (isAnyRead || first === undefined) {
		notRead.push(...refused);
		return;
	}
	for (const asked of targets) {
		if (!unread.has(asked)) unread.set(asked, `no object type can be read. ${first.note}`);
	}
}
