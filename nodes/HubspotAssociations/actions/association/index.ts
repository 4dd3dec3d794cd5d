import type { Resource } from '../../operation';
import { deleteAssociations } from './delete.operation';
import { deleteAll } from './deleteAll.operation';
import { deleteLabels } from './deleteLabels.operation';
import { getAll } from './getAll.operation';
import { restore } from './restore.operation';

/** What links two records. */
export const association: Resource = {
	option: { name: 'Association', value: 'association', description: 'What links two records' },
	operations: [deleteAssociations, deleteAll, deleteLabels, getAll, restore],
};
