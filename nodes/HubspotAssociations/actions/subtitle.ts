import { RESOURCES } from './router';

const titles = Object.fromEntries(
	RESOURCES.flatMap(({ option, operations }) =>
		operations.map((operation) => [`${option.value}.${operation.option.value}`, operation.title]),
	),
);

/** What is chosen in a field for an object type; n8n gives the value itself, or what it is wrapped in. */
const chosen = (field: string) => `($parameter.${field}?.value ?? $parameter.${field})`;

/** With labels chosen, Delete All of a Record leaves the records associated. */
const operation = `($parameter.operation === "deleteAll" && $parameter.labels?.length > 0 ? "Delete Labels" : (${JSON.stringify(titles)})[$parameter.resource + "." + $parameter.operation])`;
const from = chosen('fromObjectType');
const to = `(${chosen('toObjectType')} === "*" ? "every object type" : ${chosen('toObjectType')})`;
const objectTypes = `$parameter.operation !== "restore" && ${from} && ${to} ? ${from} + " → " + ${to} : ""`;

/** An object type by an expression on the item cannot be told on the canvas: then the rest is said without it. */
const objectTypesIfKnown = `(() => { try { return ${objectTypes} } catch (error) { return "" } })()`;

/** Of an agent's tool, only what is switched off by hand counts; its kind is known by a field that others lack. */
const isDryRun =
	'($parameter.descriptionType ? $parameter.options?.dryRun !== false : $parameter.options?.dryRun === true)';

/** What the canvas shows below the node's name: "Delete Labels: contacts → companies", "Dry run: contacts → companies". */
export const subtitle = `={{ ${isDryRun} ? "Dry run: " + (${objectTypesIfKnown} || ${operation}) : [${operation}, ${objectTypesIfKnown}].filter(Boolean).join(": ") }}`;
