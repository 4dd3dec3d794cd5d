import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { execute } from './actions/execute';
import { apiVersionField, authenticationField, optionsField } from './actions/fields';
import { operationProperties } from './actions/router';
import { listSearch } from './methods/listSearch';
import { loadOptions } from './methods/loadOptions';

/** The node "HubSpot Associations". */
export class HubspotAssociations implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot Associations',
		name: 'hubspotAssociations',
		icon: { light: 'file:hubspotAssociations.svg', dark: 'file:hubspotAssociations.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] === "deleteLabels" ? "delete labels" : "delete") + ": " + ($parameter["resource"] === "associationLimit" ? "association limit" : "association") }}',
		description: 'Delete associations between HubSpot records, their labels and their limits',
		defaults: { name: 'HubSpot Associations' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Not a tool for AI agents while there is no dry run: what an agent deletes here is gone.
		usableAsTool: undefined,
		credentials: [
			{
				name: 'hubspotAssociationsOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'hubspotAssociationsAccessTokenApi',
				required: true,
				displayOptions: { show: { authentication: ['accessToken'] } },
			},
		],
		properties: [authenticationField, ...operationProperties, apiVersionField, optionsField],
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions) {
		return await execute.call(this);
	}
}
