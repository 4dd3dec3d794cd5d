/**
 * Every way in which the local HubSpot can behave where more than one is possible. None of them is
 * said to be HubSpot's: people met each of them, HubSpot's pages say it, or nothing is known and
 * both have to be borne. A test sets them when it starts the server, or later on
 * `LocalHubspot.behaviour`; a misbehaviour sets them for one request.
 */
export interface Behaviour {
	// Rate limits.
	/**
	 * What the rate-limit headers of an answer say: `own` the limit that is counted, `none` that they
	 * are left out, a number that this is the maximum, whatever is counted. A search never has any.
	 */
	rateLimitHeaders: 'own' | 'none' | number;
	/** What a 429 has beside its message, `errorType` and `policyName`. Nothing unless told. */
	rateLimitError: {
		/** A `category`. */
		category?: string;
		/** A `groupName`, such as 'publicapi:private-apps:…'. */
		groupName?: string;
		/** A `Retry-After` header, in seconds. */
		retryAfter?: number;
	};

	// Batches.
	/** How a batch with too many inputs is refused: with or without the words "request for …" (the number is there either way). */
	sizeErrorWords: 'short' | 'long';
	/** True: a record that two inputs of batch/read or batch/archive name refuses the whole request. */
	refusesDuplicates: boolean;
	/** Whether the batch response has its optional fields: `full` as needed, `null` as `requestedAt: null`, `errors: []` and no `numErrors`. */
	batchFields: 'full' | 'null';

	// Writing.
	/** What batch/create and PUT do to the labels that two records have: the custom ones go unless sent, or they stay. */
	create: 'replaces' | 'adds';
	/** The status of batches that created associations. */
	createStatus: 200 | 201;
	/** What the answer of batch/create lists: each pair as sent, each in both directions, or nothing. */
	createLists: 'sent' | 'bothDirections' | 'nothing';
	/** True: batch/create answers COMPLETE without results, and creates nothing. */
	createsNothing: boolean;
	/**
	 * What a record that does not exist does to a batch: batch/create does the others and names it, and
	 * deletions succeed; or every batch that writes is refused as a whole, with its name.
	 */
	missingRecord: 'partly' | 'refusesBatch';
	/**
	 * How a type that the two object types do not have is refused: by its definition, as an ordinal
	 * with a 400 ("0-5 is not a valid association type …"), or so in a batch that is CANCELED.
	 */
	invalidType: 'definition' | 'ordinal' | 'canceled';
	/** True: a type of another pair of object types is refused as though the record were the wrong one. */
	wrongTypeBlamesRecord: boolean;
	/**
	 * How many requests after a deletion its associations are back (unlabeled), as though an account
	 * setting made them: 0 for at once after the answer. Undefined: never.
	 */
	reassociatesAfter: number | undefined;
	/** Directions, as object type IDs ("0-2>0-1"), from which batch/archive confirms what it is asked for, and deletes nothing. */
	ignoredDirections: readonly string[];

	// Errors.
	/** False: errors about malformed bodies and unknown object types have no `category`. */
	errorCategory: boolean;
	/**
	 * How an unknown object type is refused: `infer` always with "Unable to infer object type from: …",
	 * `id` with "Invalid object or event type id: …" where it looks like an ID.
	 */
	unknownObjectType: 'infer' | 'id';
	/** True: the short name of a custom object is unknown, only its fully qualified name and its ID are. */
	refusesShortNames: boolean;
	/** True: an association endpoint asks for a scope of each of the two object types, where any one did. */
	scopesByObjectType: boolean;
	/**
	 * Where a 403 names the scopes: in two places, in `errors[].context.requiredGranularScopes`, in
	 * `context.requiredScopes`, in `context.missingScopes`, in the text "{missingScopes=[a, b]}", in the
	 * message alone; or that it is the other 403, USER_DOES_NOT_HAVE_PERMISSIONS.
	 */
	missingScopes: 'both' | 'granular' | 'required' | 'missing' | 'text' | 'prose' | 'permissions';
	/** How a context names object types: `own` is each error's usual way, otherwise "contact", "contacts", "CONTACT", "0-1". */
	objectTypeSpelling: 'own' | 'singular' | 'plural' | 'upper' | 'id';

	// Reading.
	/** How many associations of one record batch/read gives at a time. */
	readPageSize: number;
	/** True writes `fromObjectId` and `toObjectId` as numbers; `from.id` is text all the same. */
	numericIds: boolean;
	/** True: `after` is percent-encoded and has to come back so. */
	encodedCursors: boolean;
	/** True: each page comes after an empty one that names it as the next. */
	emptyPages: boolean;
	/** What the last page says: no `paging`, `paging: null`, or `paging: {next: null}`. */
	lastPage: 'absent' | 'null' | 'nextNull';
	/** True: where one record alone has a next page, it stands at the top of the answer of batch/read. */
	pagingAtTop: boolean;
	/** True: each type of an association is listed twice. */
	repeatsTypes: boolean;
	/** What batch/read answers where no record has any associations: an error each, or one 404. */
	noAssociations: 'each' | 'notFound';
	/** What batch/read does with an ID that is none: refuse the batch, or name it as INVALID_IDENTIFIER beside the others. */
	invalidIds: 'refusesBatch' | 'named';
	/** From IDs that batch/read leaves out of `results` and `errors` alike. */
	unmentionedIds: readonly string[];
	/**
	 * The ID under which a read gives a record that is asked for by the ID of one that was merged into
	 * it: the one asked for, the one that was kept, or none, as though it had not been asked for.
	 */
	mergedIds: 'asked' | 'kept' | 'unmentioned';
	/** Directions, as object type IDs ("0-3>0-136"), that show no associations though the other side does. */
	hiddenDirections: readonly string[];
	/**
	 * For how many reads of a record its associations show as they were before a write, and after which
	 * writes. Undefined: a read shows what is there.
	 */
	readLag: { reads: number; of: 'deletes' | 'creations' | 'both' } | undefined;
	/** True: a type without a limit is listed among the limits, with `userEnforcedMaxToObjectIds: null`. */
	nullLimits: boolean;

	// Records, properties, account.
	/** Whether the list of properties says that e-mail addresses are unique; records are found by them either way. */
	emailIsUnique: boolean;
	/** True: the account information answers 403. */
	refusesAccountInfo: boolean;
}

/** How the local HubSpot behaves unless told. */
export const DEFAULT_BEHAVIOUR: Behaviour = {
	rateLimitHeaders: 'own',
	rateLimitError: {},
	sizeErrorWords: 'short',
	refusesDuplicates: false,
	batchFields: 'full',
	create: 'replaces',
	createStatus: 200,
	createLists: 'sent',
	createsNothing: false,
	missingRecord: 'partly',
	invalidType: 'definition',
	wrongTypeBlamesRecord: false,
	reassociatesAfter: undefined,
	ignoredDirections: [],
	errorCategory: true,
	unknownObjectType: 'infer',
	refusesShortNames: false,
	scopesByObjectType: false,
	missingScopes: 'both',
	objectTypeSpelling: 'own',
	readPageSize: 500,
	numericIds: false,
	encodedCursors: false,
	emptyPages: false,
	lastPage: 'absent',
	pagingAtTop: false,
	repeatsTypes: false,
	noAssociations: 'each',
	invalidIds: 'refusesBatch',
	unmentionedIds: [],
	mergedIds: 'kept',
	hiddenDirections: [],
	readLag: undefined,
	nullLimits: false,
	emailIsUnique: true,
	refusesAccountInfo: false,
};
