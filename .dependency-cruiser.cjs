/** Who may import whom; `npm run lint` keeps to it. */
const node = '^nodes/HubspotAssociations';

/** The contract of an operation: every stage may know it. */
const CONTRACT = `${node}/operation\\.ts$`;

/** What every stage stands on. */
const GROUND = `${node}/(batch|transport)/`;

/** A stage imports itself, the contract, the ground, and what else is named. */
const stage = (name, ...others) => ({
	name: `${name}-imports-the-ground`,
	severity: 'error',
	from: { path: `${node}/${name}/` },
	to: {
		path: '^(nodes|credentials)/',
		pathNot: [`${node}/${name}/`, CONTRACT, GROUND, ...others],
	},
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'all-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
		{
			name: 'what-ships-imports-n8n-workflow-only',
			comment: 'Verified community packages have no runtime dependencies.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { pathNot: '^(nodes|credentials)/|node_modules/n8n-workflow/' },
		},
		{
			name: 'batch-imports-nothing-outside-itself',
			comment: 'It is pure: no n8n and no HTTP.',
			severity: 'error',
			from: { path: `${node}/batch/` },
			to: { pathNot: `${node}/batch/` },
		},
		{
			name: 'transport-imports-nothing-of-ours',
			severity: 'error',
			from: { path: `${node}/transport/` },
			to: { path: '^(nodes|credentials)/', pathNot: `${node}/transport/` },
		},
		{
			name: 'the-contract-imports-the-ground-only',
			severity: 'error',
			from: { path: CONTRACT },
			to: { path: '^(nodes|credentials)/', pathNot: GROUND },
		},
		stage('descriptions'),
		// Names, defaults and bounds of fields are read from the fields.
		stage('input', `${node}/descriptions/`),
		// A label that the account does not have is an error of the item that names it.
		stage('account', `${node}/input/(associationTypes|invalidItem|parameterError)\\.ts$`),
		stage('output', `${node}/descriptions/outputKind\\.ts$`),
		// The list offers the same object types that a run knows, and says of an unknown one what a run says.
		stage('methods', `${node}/account/objectTypes/unknownObjectType\\.ts$`),
		{
			name: 'actions-import-the-stages',
			severity: 'error',
			from: { path: `${node}/actions/` },
			to: {
				path: '^(nodes|credentials)/',
				pathNot: [`${node}/(actions|descriptions|input|account|output)/`, CONTRACT, GROUND],
			},
		},
		{
			name: 'node-imports-actions-descriptions-and-methods',
			severity: 'error',
			from: { path: `${node}/[^/]+\\.node\\.ts$` },
			to: { path: '^(nodes|credentials)/', pathNot: `${node}/(actions|descriptions|methods)/` },
		},
		{
			name: 'credentials-import-the-address-check-only',
			severity: 'error',
			from: { path: '^credentials/' },
			to: { path: '^nodes/', pathNot: `${node}/transport/apiBaseUrl\\.ts$` },
		},
		{
			name: 'local-hubspot-knows-nothing-of-the-node',
			comment: 'A server that shared code with its client would share its mistakes.',
			severity: 'error',
			from: { path: '^test/hubspot/' },
			to: { path: '^(nodes|credentials)/|^test/(?!hubspot/)' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^test/(n8n|engines)/n8n-|\\.n8n-home' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'] },
	},
};
