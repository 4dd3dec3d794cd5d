import { type INode, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';

import type { Session } from '../session';

/** The node types that an n8n offers, as its editor knows them. */
export class NodeTypes {
	private constructor(private readonly all: INodeTypeDescription[]) {}

	/** Those of a started n8n. */
	static async of(session: Session, url: string): Promise<NodeTypes> {
		const response = await session.visit(`${url}/types/nodes.json`);
		return new NodeTypes((await response.json()) as INodeTypeDescription[]);
	}

	/**
	 * The parameters of a node as the editor saves them: without defaults, and without what the type does not have.
	 *
	 * @throws when n8n does not have the node's type in this version
	 */
	saved(node: INode): unknown {
		return this.parameters(node, false);
	}

	/** What n8n says is wrong with the parameters: required fields that are empty, values of the wrong type. */
	issues(node: INode): string[] {
		const type = this.typeOf(node);
		const parameters = this.parameters(node, true) ?? {};
		const whole = { ...node, parameters };
		const issues = NodeHelpers.getNodeParametersIssues(type.properties, whole, type);
		return Object.values(issues?.parameters ?? {}).flat();
	}

	/** The newest version of a node's type. */
	newest(node: INode): number {
		const versions = this.all
			.filter(({ name }) => name === node.type)
			.map(({ version }) => version);
		return Math.max(...versions.flat());
	}

	private parameters(node: INode, withDefaults: boolean) {
		const type = this.typeOf(node);
		const { properties } = type;
		return NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			withDefaults,
			false,
			node,
			type,
		);
	}

	private typeOf({ type, typeVersion }: INode): INodeTypeDescription {
		const found = this.all.find(
			({ name, version }) => name === type && [version].flat().includes(typeVersion),
		);
		if (found === undefined) throw new Error(`n8n has no ${type} ${typeVersion}`);
		return found;
	}
}
