import { emptyRows } from '~/domain/outcomes/datasets/delete-dataset.server'
import { task } from './task'

/** Their key has been destroyed before; a killed worker's successor goes on with what is left. */
export const emptyDatasetTask = task('empty-dataset', ({ datasetId }, { db }) =>
  emptyRows(db, datasetId),
)
