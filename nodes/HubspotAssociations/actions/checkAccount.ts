import { readAccountId } from '../account/readAccountId';
import { ParameterError } from '../input/parameterError';
import { optionField } from '../input/settings';
import type { Hubspot } from '../operation';

/**
 * Makes sure that the credential belongs to the account that the run is for: n8n gives an imported workflow the newest
 * credential of the type, and the same IDs exist in many accounts. HubSpot is asked only where the option is on.
 *
 * @param onlyInAccount value of the option; undefined where it is off
 * @returns the ID of the account; undefined where the option is off
 * @throws ParameterError where it is another account, or cannot be told; nothing may be sent then
 */
export async function checkAccount(
	hubspot: Hubspot,
	onlyInAccount: string | undefined,
): Promise<string | undefined> {
	if (onlyInAccount === undefined) return undefined;
	const { displayName } = optionField('onlyInAccount');
	const account = await readAccountId(hubspot);
	if ('reason' in account) {
		throw new ParameterError(
			displayName,
			`is ${onlyInAccount}, but which account the credential belongs to could not be found out: ${account.reason.replace(/\.$/, '')}`,
			'Nothing is sent while that is not known. Without the option, HubSpot is not asked.',
		);
	}
	if (account.id === onlyInAccount) return account.id;
	throw new ParameterError(
		displayName,
		`is ${onlyInAccount}, but the credential belongs to account ${account.id}`,
		'Choose the credential of the right account in the node, or correct the option.',
	);
}
