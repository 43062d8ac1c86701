import { runOperation } from '~/domain/payments/run-operation.server'
import { task } from './task'

/** Something is in the outbox: the provider is asked to do it, or how far it is. */
export const runOperationTask = task('run-operation', async ({ operationId }, { db }) => {
  await runOperation(db, { operationId })
})
