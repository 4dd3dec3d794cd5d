import { Container } from '@n8n/di';
import * as core from 'n8n-core';
import {
	type INode,
	type IPinData,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';

/**
 * Whether `n8n-core` is that of n8n 1.x here, which `npm run test:engines` sees to. The types are always those of
 * 2.41: what differs between the two engines, as far as these tests call them, is all in this file.
 */
export const isN8n1 = !('EncryptionKeyProxy' in core);

/** A workflow being run, which can be stopped. */
export type Running = Promise<IRun> & { cancel: () => void };

/** Starts a workflow at a node, as the editor does; 1.x takes the parts of that one by one. */
export function startRun(
	additionalData: IWorkflowExecuteAdditionalData,
	workflow: Workflow,
	startNode: INode | undefined,
	pinData: IPinData,
): Running {
	const engine = new core.WorkflowExecute(additionalData, 'manual');
	if (!isN8n1) return engine.run({ workflow, startNode, pinData });
	const run = engine.run.bind(engine) as unknown as (
		...parts: [Workflow, INode | undefined, undefined, IPinData]
	) => Running;
	return run(workflow, startNode, undefined, pinData);
}

/**
 * Gives n8n's cipher a key for credentials, wrapped by the instance's own, as the server does from its database.
 * In 1.x the cipher uses the instance's own.
 *
 * @param dataKey 32 bytes in hexadecimal
 */
export function provideDataKey(dataKey: string): void {
	if (isN8n1) return;
	const value = Container.get(core.Cipher).encryptDEKWithInstanceKey(dataKey);
	const key: core.KeyInfo = { id: 'test', value, algorithm: 'aes-256-gcm', format: 'prefixed' };
	const give = async () => await Promise.resolve(key);
	Container.get(core.EncryptionKeyProxy).setProvider({
		getActiveKey: give,
		getKeyById: give,
		getLegacyKey: give,
	});
}
