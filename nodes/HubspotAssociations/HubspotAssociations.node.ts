import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { execute } from './actions/execute';
import { authenticationField } from './descriptions/fields';
import { optionsField } from './descriptions/options';
import { toolItemNotice, toolNotice } from './descriptions/toolNotices';
import { operationProperties } from './actions/router';
import { subtitle } from './actions/subtitle';
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
		subtitle,
		description:
			'Unlink HubSpot records: delete the associations between them, labels of associations, and limits on associations',
		defaults: { name: 'HubSpot Associations' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
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
		properties: [
			toolNotice,
			toolItemNotice,
			authenticationField,
			...operationProperties,
			optionsField,
		],
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions) {
		return await execute.call(this);
	}
}
