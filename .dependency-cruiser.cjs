/** Who may import whom; `npm run lint` keeps to it. */
const node = '^nodes/HubspotAssociations';

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
			comment: 'It plans and judges; it knows neither n8n nor HTTP.',
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
			name: 'actions-and-methods-import-batch-and-transport',
			severity: 'error',
			from: { path: `${node}/(actions|methods)/` },
			to: { path: '^(nodes|credentials)/', pathNot: `${node}/($1|batch|transport)/` },
		},
		{
			name: 'node-imports-actions-and-methods',
			severity: 'error',
			from: { path: `${node}/[^/]+\\.node\\.ts$` },
			to: { path: '^(nodes|credentials)/', pathNot: `${node}/(actions|methods)/` },
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
