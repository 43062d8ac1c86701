import { recordVerdict } from '~/domain/contracts/record-verdict.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** A measurement has ended: its milestone moves on. */
export const evaluationFinished = task('evaluation-finished', async ({ evaluationId }, { db }) => {
  const at = await businessNow(db)
  await inTransaction((tx) => recordVerdict(tx, { evaluationId, at }), db)
})
