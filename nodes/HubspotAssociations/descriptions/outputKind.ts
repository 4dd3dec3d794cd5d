/** What comes out of the node: value of the option `output`. */
export type OutputKind = 'items' | 'responses' | 'summary';

/** Every value of the option `output`. */
export const OUTPUT_KINDS: readonly unknown[] = ['items', 'responses', 'summary'];

/** Whether a value of the option `output` is one of them. */
export const isOutputKind = (value: unknown): value is OutputKind => OUTPUT_KINDS.includes(value);
