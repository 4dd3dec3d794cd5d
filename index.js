const {
	HubspotAssociationsAccessTokenApi,
} = require('./dist/credentials/HubspotAssociationsAccessTokenApi.credentials.js');
const {
	HubspotAssociationsOAuth2Api,
} = require('./dist/credentials/HubspotAssociationsOAuth2Api.credentials.js');
const {
	HubspotAssociations,
} = require('./dist/nodes/HubspotAssociations/HubspotAssociations.node.js');

/** What the package exports. n8n itself finds node and credentials by the "n8n" field of package.json. */
module.exports = {
	HubspotAssociations,
	HubspotAssociationsAccessTokenApi,
	HubspotAssociationsOAuth2Api,
};
