import { stopForbiddenRun } from '~/domain/contracts/measuring/stop-forbidden-run.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** Measures what the rules allow; the run itself continues where a killed worker left it. */
export const runEvaluationTask = task('run-evaluation', async ({ evaluationId }, { db }) => {
  const at = await businessNow(db)
  const { stopped } = await inTransaction((tx) => stopForbiddenRun(tx, { evaluationId, at }), db)
  if (!stopped) await runEvaluation(db, { evaluationId, at })
})
