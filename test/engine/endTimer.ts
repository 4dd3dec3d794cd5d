import { Container } from '@n8n/di';

interface SshClients {
	SSHClientsManager: new () => { onShutdown: () => void };
}

/**
 * Jest runs this with each test file on n8n 1.x: its engine starts a timer, for connections by SSH, that keeps the
 * process from ending. In 2.x that timer does not.
 */
afterAll(() => {
	const { SSHClientsManager } = jest.requireActual<SshClients>(
		'n8n-core/dist/execution-engine/ssh-clients-manager',
	);
	Container.get(SSHClientsManager).onShutdown();
});
