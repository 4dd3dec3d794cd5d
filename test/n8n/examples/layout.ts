import type { INode } from 'n8n-workflow';

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
