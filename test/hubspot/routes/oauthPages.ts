const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function page(title: string, content: string): string {
	return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title></head>
<body style="font-family: sans-serif; max-width: 40rem; margin: 3rem auto">
<h1>${escape(title)}</h1>
${content}
</body>
</html>
`;
}

/** The page on which a user lets an app in; `connectUrl` is where its button leads. */
export function consentPage(appName: string, scopes: string[], connectUrl: string): string {
	const items = scopes.map((scope) => `<li>${escape(scope)}</li>`).join('\n');
	return page(
		`Connecting ${appName} to HubSpot`,
		`<p>${escape(appName)} is asking for:</p>
<ul>
${items}
</ul>
<p><a id="connect" role="button" href="${escape(connectUrl)}">Connect app</a></p>`,
	);
}

/** The page that says why an app cannot be connected. */
export function errorPage(reason: string): string {
	return page("Couldn't complete the connection", `<p id="reason">${escape(reason)}</p>`);
}
