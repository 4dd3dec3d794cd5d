import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const SHIPPED = ['nodes/**/*.ts', 'credentials/**/*.ts'];

/** No promise is forgotten, and no `any` comes in by somebody else's types. */
const WITH_TYPES = {
	'@typescript-eslint/no-floating-promises': [
		'error',
		// These settle when the tests are over, which Node sees to.
		{
			allowForKnownSafeCalls: [
				{ from: 'package', name: ['describe', 'it', 'suite', 'test'], package: 'node:test' },
			],
		},
	],
	'@typescript-eslint/no-misused-promises': 'error',
	'@typescript-eslint/no-unsafe-argument': 'error',
	'@typescript-eslint/no-unsafe-assignment': 'error',
	'@typescript-eslint/no-unsafe-call': 'error',
	'@typescript-eslint/no-unsafe-member-access': 'error',
	'@typescript-eslint/no-unsafe-return': 'error',
	'@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
};

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', 'test/*/n8n-*/', '**/.n8n-home/'] },

	// Everything of ours: typescript-eslint's strict rules, with types.
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strict],
		rules: {
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/consistent-type-assertions': 'error',
		},
	},
	{
		files: SHIPPED,
		languageOptions: { parserOptions: { project: './tsconfig.json' } },
		rules: { ...WITH_TYPES, '@typescript-eslint/return-await': ['error', 'always'] },
	},
	{
		files: ['test/**/*.ts'],
		languageOptions: { parserOptions: { project: './test/tsconfig.json' } },
		rules: WITH_TYPES,
	},

	// n8n's rules for community packages, the strictest set there is of them, and the one that is in no set.
	{
		...n8nCommunityNodesPlugin.configs.recommended,
		files: [...SHIPPED, 'package.json'],
		rules: {
			...n8nCommunityNodesPlugin.configs.recommended.rules,
			'@n8n/community-nodes/node-class-description-icon-missing': 'error',
			// As n8n's scan of published packages has it.
			'no-console': 'error',
		},
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},

	// n8n's older rules, for texts and names in the panel.
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// These two want the literal 'main', which n8n's newer plugin forbids (node-connection-type-literal).
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// For credentials inside n8n's own repository; a community package has to give a whole address.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: n8nNodesBase.configs.community.rules,
	},
);
