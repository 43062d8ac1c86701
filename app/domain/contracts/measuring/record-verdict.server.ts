import { evaluationResult } from '~/domain/outcomes/queries.server'
import { isOfContract } from '~/domain/outcomes/runs/evaluation'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import type { MilestoneEvent } from '../milestones/milestone'
import { milestoneTransitions } from '../milestones/milestone'
import { moveMilestone } from '../milestones/move-milestone.server'
import { lockContract, milestoneRow, termsOf } from '../rows.server'

type Result = NonNullable<Awaited<ReturnType<typeof evaluationResult>>>

/** What a finished run does to its milestone. A run that came to nothing is no attempt. */
export function eventOf(
  result: Pick<Result, 'overall' | 'failure' | 'attemptsUsed' | 'attemptsAllowed'>,
): MilestoneEvent {
  // Two sides that cannot agree on a figure would only come to the same figure again.
  if (result.failure === 'report_disputed') return 'report_disputed'
  // The rows stay spent. Asked again, the same raters could spend them all without any attempt.
  if (result.failure === 'rater_declined' || result.failure === 'raters_silent') {
    return 'raters_missing'
  }
  if (result.overall === null) return 'measurement_broken'
  if (result.overall === 'met') return 'verdict_met'
  return result.attemptsUsed < result.attemptsAllowed ? 'verdict_not_met' : 'attempts_spent'
}

/** Moves the milestone on when its measurement has ended. Safe to run twice, and late. */
export async function recordVerdict(
  tx: Tx,
  input: { evaluationId: string; at: Date },
): Promise<{ event: MilestoneEvent | null }> {
  const result = await evaluationResult(tx, input.evaluationId)
  if (!result) throw new Refused('not_found')
  if (!isOfContract(result.purpose)) return { event: null }
  const { contractId } = await milestoneRow(tx, result.reference)
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, result.reference)
  const event = eventOf(result)
  const waits = milestoneTransitions.find(milestone.status, event, 'platform').ok
  if (!waits || milestone.evaluationId !== input.evaluationId) return { event: null }
  const verdict = result.overall ? { verdictId: result.verdictId, outcome: result.overall } : {}
  await moveMilestone(
    tx,
    { milestone, terms: await termsOf(tx, contractId) },
    {
      event,
      actor: 'platform',
      by: null,
      at: input.at,
      note: result.failure ?? '',
      set: { attemptsUsed: result.attemptsUsed, ...verdict },
      evidence: {
        evaluation: result.evaluationId,
        verdict: result.verdictId,
        outcome: result.overall,
        attemptsUsed: result.attemptsUsed,
      },
    },
  )
  if (event === 'report_disputed' || event === 'raters_missing') {
    const facts = { asked: 'platform', evaluation: result.evaluationId }
    await enqueue(tx, 'notify', { event: 'milestone-with-operator', subject: milestone.id, facts })
    return { event }
  }
  await enqueue(tx, 'notify', {
    event: result.overall ? 'milestone-verdict' : 'measurement-broken',
    subject: milestone.id,
    facts: { outcome: result.overall ?? 'none', evaluation: result.evaluationId },
  })
  return { event }
}
