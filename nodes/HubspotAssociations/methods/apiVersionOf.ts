import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { type ApiVersion, DEFAULT_API_VERSION, isApiVersion } from '../transport/endpoints';

/**
 * The API version that the node being edited is set to.
 *
 * @returns the default one while the option is not there, or holds something else
 */
export function apiVersionOf(context: ILoadOptionsFunctions): ApiVersion {
	const value = context.getCurrentNodeParameter('options.apiVersion');
	return isApiVersion(value) ? value : DEFAULT_API_VERSION;
}
