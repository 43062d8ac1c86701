import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { decideByOperator } from '../milestones/decide-by-operator.server'
import { openMilestone } from '../milestones/move-milestone.server'
import { standing } from '../rows.server'
import { mediatedDisputeStates } from './dispute'
import { heldMinorOf, lockedAbout, moveDispute } from './dispute-rows.server'
import type { MediatorDecision } from './mediator-decision'
import { endOffers, settleMilestone } from './settle-milestone.server'

/**
 * The operator, as mediator, decides what the two sides could not agree on, with reasons that both
 * read: all of it is released as if it had been accepted, all goes back, or it is split. Deciding twice
 * changes nothing.
 * @param input.releaseMinor what is released; for a split alone
 * @throws Refused transition_refused before it is the mediator's turn, amount_invalid, not_allowed
 */
export async function decideDispute(
  tx: Tx,
  input: {
    milestoneId: string
    decision: MediatorDecision
    releaseMinor: bigint | null
    reason: string
    by: string
    at: Date
  },
): Promise<{ already: boolean }> {
  const { milestoneId, decision, reason, by, at } = input
  const { contract, live } = await lockedAbout(tx, milestoneId)
  const { party, actors } = await standing(tx, contract, by)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('operator')) throw new Refused('not_allowed')
  if (!live) return { already: true }
  if (!mediatedDisputeStates.includes(live.state)) {
    throw new Refused('transition_refused', { from: live.state, event: 'decide' })
  }
  const heldMinor = await heldMinorOf(tx, milestoneId)
  const releasedMinor =
    decision === 'split' ? (input.releaseMinor ?? -1n) : decision === 'release' ? heldMinor : 0n
  if (releasedMinor < 0n || releasedMinor > heldMinor) throw new Refused('amount_invalid')
  await moveDispute(tx, live, {
    ...{ event: 'decide', actor: 'operator', by, at, endedHow: 'mediator' },
    set: { decision: reason, decidedBy: by, releasedMinor },
    evidence: { decision, releasedMinor: releasedMinor.toString() },
  })
  if (decision === 'split') {
    const cause = { person: by }
    const opened = await openMilestone(tx, { milestoneId, event: 'decide_split', cause })
    await settleMilestone(tx, opened, {
      ...{ event: 'decide_split', how: 'mediator', releaseMinor: releasedMinor, note: reason, at },
    })
    return { already: false }
  }
  await decideByOperator(tx, { milestoneId, decision, reason, mediates: true, by, at })
  await endOffers(tx, milestoneId, at)
  return { already: false }
}
