import { runEvaluation } from '~/domain/outcomes/run-evaluation.server'
import { businessNow } from '~/platform/business-clock.server'
import { task } from './task'

/** Measures; the run itself continues where a killed worker left it. */
export const runEvaluationTask = task('run-evaluation', async ({ evaluationId }, { db }) => {
  await runEvaluation(db, { evaluationId, at: await businessNow(db) })
})
