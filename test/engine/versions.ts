import { API_VERSIONS } from '../hubspot';

/** Every version of HubSpot's API that the local HubSpot speaks: what is true of one has to be true of all. */
export const VERSIONS: readonly string[] = API_VERSIONS.map(({ name }) => name);
