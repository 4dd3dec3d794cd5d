/** The part of n8n's scanner that is called here; it comes without types. */
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	/** What the scanner looks at in a package's repository. */
	export const SOURCE_FILE_PATTERNS: string[];

	/** Checks a folder by n8n's rules for community packages; `details` are the findings, as ESLint prints them. */
	export function analyzePackage(
		folder: string,
		filePatterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
