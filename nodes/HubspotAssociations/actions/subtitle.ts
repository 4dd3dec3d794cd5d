import { RESOURCES } from './router';

const titles = Object.fromEntries(
	RESOURCES.flatMap(({ option, operations }) =>
		operations.map((operation) => [`${option.value}.${operation.option.value}`, operation.title]),
	),
);

/** What is chosen in a field for an object type; n8n gives the value itself, or what it is wrapped in. */
const chosen = (field: string) => `($parameter.${field}?.value ?? $parameter.${field})`;

const operation = `(${JSON.stringify(titles)})[$parameter.resource + "." + $parameter.operation]`;
const [from, to] = [chosen('fromObjectType'), chosen('toObjectType')];
const objectTypes = `$parameter.operation !== "restore" && ${from} && ${to} ? ": " + ${from} + " → " + ${to} : ""`;

/** What the canvas shows below the node's name: "Delete Labels: contacts → companies (dry run)". */
export const subtitle = `={{ ${operation} + (${objectTypes}) + ($parameter.options?.dryRun === true ? " (dry run)" : "") }}`;
