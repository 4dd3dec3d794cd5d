/** Longer than any object type of HubSpot's. */
const LONGEST = 200;

/**
 * Whether a text, once URL-encoded, is exactly one segment of a path, on every server and proxy.
 *
 * @param text an object type as the user gave it
 */
export function isPathSegment(text: string): boolean {
	// * stands for every object type, and must never look like one. \p{Cc} are control characters, \p{Cs} halves of a character, which cannot be encoded.
	return (
		text !== '' && text !== '*' && text.length <= LONGEST && !/[/\\\p{Cc}\p{Cs}]|^\.+$/u.test(text)
	);
}
