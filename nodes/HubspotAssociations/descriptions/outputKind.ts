/**
 * What comes out of the node: value of the option `output`; `toolSummary` is what an agent's tool gives where that is
 * not set.
 */
export type OutputKind = 'items' | 'responses' | 'summary' | 'toolSummary';

/** Every value of the option `output`. */
export const OUTPUT_KINDS: readonly unknown[] = ['items', 'responses', 'summary'];

/** Whether a value of the option `output` is one of them. */
export const isOutputKind = (value: unknown): value is OutputKind => OUTPUT_KINDS.includes(value);
