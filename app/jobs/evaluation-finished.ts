import { recordRecheck } from '~/domain/contracts/holdback/record-recheck.server'
import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { gradeExercise } from '~/domain/learning/attempts/grade-exercise.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/**
 * A measurement has ended: its milestone moves on, what is kept back is looked at again, or an
 * exercise is graded.
 */
export const evaluationFinished = task('evaluation-finished', async ({ evaluationId }, { db }) => {
  const at = await businessNow(db)
  await inTransaction((tx) => recordVerdict(tx, { evaluationId, at }), db)
  await inTransaction((tx) => recordRecheck(tx, { evaluationId, at }), db)
  await inTransaction((tx) => gradeExercise(tx, { evaluationId, at }), db)
})
