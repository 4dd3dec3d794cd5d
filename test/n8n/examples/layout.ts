import type { IConnections, INode } from 'n8n-workflow';

/** The space that something takes on the canvas. */
interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** The width and height of a node with the name below it; n8n draws agents wider. */
function sizeOf({ type, parameters }: INode): [number, number] {
	if (type.endsWith('.stickyNote')) return [Number(parameters.width), Number(parameters.height)];
	return [type.endsWith('.agent') ? 256 : 96, 160];
}

function boxOf(node: INode): Box {
	const [left, top] = node.position;
	const [width, height] = sizeOf(node);
	return { name: node.name, left, top, right: left + width, bottom: top + height };
}

/** The names of all nodes and notes that lie on top of each other. */
export function overlaps(nodes: INode[]): string[] {
	const boxes = nodes.map(boxOf);
	return boxes.flatMap((a, index) =>
		boxes
			.slice(index + 1)
			.filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
			.map((b) => `${a.name} and ${b.name}`),
	);
}

/** A line between two nodes, as if it were straight. */
interface Line {
	name: string;
	from: [number, number];
	to: [number, number];
}

/** Where a node's lines begin and end: half way down its box without the name, at the right and at the left. */
const portOf = ({ position: [left, top] }: INode, side: 'left' | 'right'): [number, number] => [
	left + (side === 'right' ? 96 : 0),
	top + 48,
];

function linesOf(nodes: INode[], connections: IConnections): Line[] {
	const named = new Map(nodes.map((node) => [node.name, node]));
	return Object.entries(connections).flatMap(([source, { main }]) =>
		main.flatMap((output) =>
			(output ?? []).flatMap(({ node: target }) => {
				const [from, to] = [named.get(source), named.get(target)];
				if (from === undefined || to === undefined) throw new Error(`No ${source} or ${target}`);
				return {
					name: `${source} → ${target}`,
					from: portOf(from, 'right'),
					to: portOf(to, 'left'),
				};
			}),
		),
	);
}

/** On which side of a line a point lies: its sign; 0 on the line. */
const sideOf = ({ from, to }: Line, [x, y]: [number, number]) =>
	Math.sign((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]));

const cross = (a: Line, b: Line) =>
	sideOf(a, b.from) * sideOf(a, b.to) < 0 && sideOf(b, a.from) * sideOf(b, a.to) < 0;

/** A box as the two lines from corner to corner: what goes through it crosses one of them. */
const diagonalsOf = ({ position: [left, top], name }: INode): Line[] => [
	{ name, from: [left, top], to: [left + 96, top + 96] },
	{ name, from: [left, top + 96], to: [left + 96, top] },
];

/** The lines that cross each other, and the nodes that a line goes through. */
export function crossings(nodes: INode[], connections: IConnections): string[] {
	const lines = linesOf(nodes, connections);
	const drawn = nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	return lines.flatMap((line, index) =>
		[...lines.slice(index + 1), ...drawn.flatMap(diagonalsOf)]
			.filter((other) => cross(line, other))
			.map((other) => `${line.name} and ${other.name}`),
	);
}

/** The names of the notes that a node lies on, with all of it. */
export function notesBehind(node: INode, nodes: INode[]): string[] {
	const box = boxOf(node);
	return nodes
		.filter(({ type }) => type.endsWith('.stickyNote'))
		.map(boxOf)
		.filter(({ left, right }) => left <= box.left && right >= box.right)
		.filter(({ top, bottom }) => top <= box.top && bottom >= box.bottom)
		.map(({ name }) => name);
}
