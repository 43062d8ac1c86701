import { addressOfRun } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { evaluationResult } from '~/domain/outcomes/queries.server'
import { failEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { isOfContract, openEvaluationStates } from '~/domain/outcomes/runs/evaluation'
import { evaluateRules } from '~/domain/stewardship/rules'
import type { Tx } from '~/platform/database.server'
import { contractRow, lockContract, termsOf } from '../rows.server'
import { addressFacts } from './address-facts'

/**
 * Looks at the rules once more before a run sends its first row, and each time that a worker goes on
 * with it. A run that they forbid fails, which uses up no attempt; the job that follows gives the
 * milestone back to the team and tells it.
 */
export async function stopForbiddenRun(
  tx: Tx,
  input: { evaluationId: string; at: Date },
): Promise<{ stopped: boolean }> {
  const run = await evaluationResult(tx, input.evaluationId)
  if (!run || !openEvaluationStates.includes(run.state)) return { stopped: false }
  // A learner's run has no contract, and no rules of one.
  if (!isOfContract(run.purpose)) return { stopped: false }
  const { rulesVersion, workloadClass } = await contractRow(tx, run.contractReference)
  const { manifest, data } = await termsOf(tx, run.contractReference)
  const registered = await addressOfRun(tx, run.evaluationId)
  const facts = { manifest: [...manifest], data, ...addressFacts(registered, registered !== null) }
  const results = evaluateRules('evaluate', workloadClass, facts, rulesVersion)
  if (results.every(({ holds }) => holds)) return { stopped: false }
  await lockContract(tx, run.contractReference)
  await failEvaluation(tx, { ...input, failure: 'rule_broken' })
  return { stopped: true }
}
