import { ACCOUNT_NOTE_WIDTH, accountNote, stickyNote } from './notes';

/** What to try in the empty workflow; in the words of the panel. */
const TO_TRY = `## Try the node here

1. Click **+** behind the trigger, search for "hubspot associations", and choose an action.
2. The credential "Demo HubSpot account" is chosen already. A credential that you create yourself talks to the real HubSpot.
3. Choose the object types from the lists, and type record IDs from the note below.
4. Add the option **Dry Run** and click **Execute step**: nothing changes yet. Remove the option and run the node again.

**Some things to try**
- Delete: contact \`101\`, companies \`201, 202\`
- Delete Labels: contact \`103\`, company \`202\`, label "Billing contact"
- Delete All of a Record: contact \`103\`, companies
- Restore: add it behind a node that has deleted`;

/** A workflow with a trigger and notes only, to try the node in; as n8n imports it. */
export const practiceWorkflow = {
	id: 'demoWorkflow0002',
	name: 'Try the node here',
	active: false,
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			...{ id: 'trigger', name: 'When clicking Execute', parameters: {} },
			...{ type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] },
		},
		stickyNote('What to try', [-640, -420], [ACCOUNT_NOTE_WIDTH, 400], TO_TRY, 4),
		accountNote([-640, 0]),
	],
	connections: {},
};
