import { ParameterError, shown } from '../parameterError';

/** A record, as the address of its page names it. */
export interface RecordPage {
	/** The object type: an ID such as `0-1` or `2-123456`, or a name such as `contact`. */
	objectType: string;
	/** The record's ID, as it stands in the address. */
	id: string;
}

/** What begins as an address does, with or without its `https://`. */
const LIKE_AN_ADDRESS = /^(\w+:)?\/\/|^[\w-]+(\.[\w-]+)+\//;

/** `app.hubspot.com`, and the hosts of other regions, such as `app-eu1.hubspot.com`. */
const HUBSPOT = /^(?:https?:)?(?:\/\/)?app(?:-[a-z0-9]+)?\.hubspot\.com(?::443)?\//i;

/** `/contacts/<account>/record/0-1/<id>`, with more of the page behind it. */
const PAGE = /^[a-z-]+\/\d+\/record\/(\d+-\d+)\/(\d+)(?:\/.*)?$/i;

/** `/contacts/<account>/contact/<id>`, as it was before. */
const OLD_PAGE = /^[a-z-]+\/\d+\/(contact|company|deal|ticket)\/(\d+)(?:\/.*)?$/i;

const HOW =
	"Open the record in HubSpot and copy the address of its page, such as https://app.hubspot.com/contacts/1234567/record/0-1/12345. Or give the record's ID.";

/**
 * Reads the address of a record's page in HubSpot, of any region, in the form of today or an older one.
 *
 * @param text without blanks around it
 * @param parameter the field's name, for messages
 * @returns undefined for what is no address at all
 * @throws ParameterError for any other address
 * @see https://knowledge.hubspot.com/records/view-and-filter-records
 */
export function readRecordPage(text: string, parameter: string): RecordPage | undefined {
	if (!LIKE_AN_ADDRESS.test(text)) return undefined;
	const host = HUBSPOT.exec(text);
	if (host === null) {
		throw new ParameterError(parameter, `got ${shown(text)}, which is no page of HubSpot's`, HOW);
	}
	const [path = ''] = text.slice(host[0].length).split(/[?#]/);
	const [, objectType, id] = PAGE.exec(path) ?? OLD_PAGE.exec(path) ?? [];
	if (objectType === undefined || id === undefined) {
		throw new ParameterError(parameter, `got ${shown(text)}, which is not a record's page`, HOW);
	}
	return { objectType: objectType.toLowerCase(), id };
}
