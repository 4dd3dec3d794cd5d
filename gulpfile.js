const { rm } = require('node:fs/promises');

const { dest, parallel, series, src } = require('gulp');
const ts = require('typescript');

const clean = async () => await rm('dist', { recursive: true, force: true });

/** TypeScript to `dist`, as tsconfig.json says; fails on any type error. */
async function compile() {
	const host = {
		...ts.sys,
		onUnRecoverableConfigFileDiagnostic(diagnostic) {
			throw new Error(ts.formatDiagnostic(diagnostic, formatHost));
		},
	};
	const { fileNames, options } = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, host);
	const program = ts.createProgram(fileNames, options);
	const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
	if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, formatHost));
}

const formatHost = {
	getCanonicalFileName: (name) => name,
	getCurrentDirectory: ts.sys.getCurrentDirectory,
	getNewLine: () => '\n',
};

/** What n8n reads beside the code: icons and codex files. */
const copyAssets = () =>
	src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, copyAssets));
exports.default = exports.build;
