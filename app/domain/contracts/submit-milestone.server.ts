import { attemptsAllowed, rowsPerRun } from '~/domain/outcomes/criterion'
import { datasetFacts, endpointOf } from '~/domain/outcomes/queries.server'
import { startEvaluation } from '~/domain/outcomes/start-evaluation.server'
import { checkRules } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { criteriaOf } from './build-terms'
import { measuringStatuses, reviewStatuses } from './milestone'
import { moveMilestone, type OpenedMilestone, openMilestone } from './move-milestone.server'

export type Submitted =
  | { measured: true; evaluationId: string; attempt: number }
  | { measured: false }

/**
 * The team submits, and the measurement starts at once. When every attempt is spent, which happens
 * after changes were asked for, the delivery goes to the client as it is.
 */
export async function submitMilestone(
  tx: Tx,
  input: { milestoneId: string; note: string; by: string; at: Date },
): Promise<Submitted> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'submit',
    cause: { person: input.by },
    doneIn: [...measuringStatuses, ...reviewStatuses],
  })
  const { milestone } = opened
  if (opened.done) {
    return milestone.evaluationId
      ? { measured: true, evaluationId: milestone.evaluationId, attempt: milestone.attemptsUsed }
      : { measured: false }
  }
  const endpoint = await endpointOf(tx, milestone.id, 'party')
  if (!endpoint?.inner) throw new Refused('endpoint_missing')
  const { manifest, data, workloadClass, rulesVersion } = opened.terms
  const facts = { manifest: [...manifest], data, endpointHost: endpoint.inner.url }
  checkRules('submit', workloadClass, facts, rulesVersion)
  checkRules('evaluate', workloadClass, facts, rulesVersion)
  if (await attemptsSpent(tx, opened)) return deliverUnmeasured(tx, opened, input)
  const submitted = await moveMilestone(tx, opened, {
    event: 'submit',
    actor: opened.actor,
    by: input.by,
    note: input.note,
    at: input.at,
    set: { deliveryNote: input.note },
  })
  const { evaluationId, attempt } = await startEvaluation(tx, {
    reference: milestone.id,
    contractReference: opened.contract.id,
    datasetId: opened.terms.dataset.id,
    endpointId: endpoint.endpointId,
    criteria: criteriaOf(opened.terms, milestone),
    at: input.at,
    by: input.by,
  })
  await moveMilestone(
    tx,
    { ...opened, milestone: submitted },
    {
      event: 'measure',
      actor: 'platform',
      by: null,
      at: input.at,
      set: { evaluationId },
      evidence: { evaluation: evaluationId, attempt },
    },
  )
  return { measured: true, evaluationId, attempt }
}

/** No attempt is left, or too few rows that nobody has seen. */
async function attemptsSpent(tx: Tx, { milestone, terms }: OpenedMilestone): Promise<boolean> {
  if (milestone.attemptsUsed === 0) return false
  const criteria = criteriaOf(terms, milestone)
  if (milestone.attemptsUsed >= attemptsAllowed(criteria)) return true
  const facts = await datasetFacts(tx, terms.dataset.id, 'party')
  return facts !== null && facts.rowsLeft < rowsPerRun(criteria)
}

async function deliverUnmeasured(
  tx: Tx,
  opened: OpenedMilestone,
  input: { note: string; by: string; at: Date },
): Promise<Submitted> {
  await moveMilestone(tx, opened, {
    event: 'deliver_unmeasured',
    actor: opened.actor,
    by: input.by,
    note: input.note,
    at: input.at,
    set: { deliveryNote: input.note },
    evidence: { attemptsUsed: opened.milestone.attemptsUsed },
  })
  await enqueue(tx, 'notify', {
    event: 'milestone-verdict',
    subject: opened.milestone.id,
    facts: { outcome: opened.milestone.outcome ?? 'none' },
  })
  return { measured: false }
}
