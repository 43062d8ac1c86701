import { releaseHeld } from '~/domain/escrow/release-held.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { watchHoldback } from '../holdback/watch-holdback.server'
import type { MilestoneRow } from '../rows.server'
import { membersAt } from '../seats/seats'
import { holdbackBpsOf } from '../terms/build-terms'
import { endMilestone } from './end-milestone.server'
import type { MilestoneEvent } from './milestone'
import { moveMilestone, type OpenedMilestone } from './move-milestone.server'

export type Acceptance = {
  readonly event: Extract<MilestoneEvent, 'accept' | 'accept_by_silence' | 'decide_release'>
  readonly how: NonNullable<MilestoneRow['acceptedHow']>
  readonly note?: string
  readonly at: Date
}

/**
 * Accepts and releases in the caller's one transaction: fee, part kept back and every member's
 * share are posted together with the acceptance, or nothing is.
 */
export async function acceptAndRelease(
  tx: Tx,
  opened: OpenedMilestone,
  { event, how, note, at }: Acceptance,
): Promise<{ transactionId: string }> {
  const { contract, terms, milestone } = opened
  const accepted = await moveMilestone(tx, opened, {
    event,
    actor: opened.actor,
    by: opened.by,
    note,
    at,
    set: { acceptedAt: at, acceptedHow: how },
    // Accepting without a met verdict is a waiver, and stays visible as one.
    evidence: { how, outcome: milestone.outcome, verdict: milestone.verdictId },
  })
  const release = await releaseHeld(tx, {
    reference: milestone.id,
    feeBps: terms.platformFeeBps,
    holdbackBps: holdbackBpsOf(terms, milestone),
    holdbackDays: terms.holdbackDays,
    shares: membersAt(terms, milestone.position).map(({ personId, shareBps }) => ({
      personId,
      shareBps,
    })),
    acceptedAt: at,
    at,
  })
  await moveMilestone(
    tx,
    { ...opened, milestone: accepted },
    {
      event: 'release',
      actor: 'platform',
      by: null,
      at,
      set: { releasedAt: at },
      evidence: {
        ledgerTransaction: release.transactionId,
        currency: milestone.currency,
        amountMinor: milestone.amountMinor.toString(),
        feeMinor: release.feeMinor.toString(),
        holdbackMinor: release.holdbackMinor.toString(),
      },
    },
  )
  if (release.holdbackMinor > 0n) await watchHoldback(tx, { milestone, terms, at })
  await enqueue(tx, 'milestone-released', { milestoneId: milestone.id })
  await enqueue(tx, 'notify', {
    event: 'milestone-accepted',
    subject: milestone.id,
    facts: { how },
  })
  await enqueue(tx, 'notify', { event: 'milestone-released', subject: milestone.id })
  await endMilestone(tx, contract, at)
  return { transactionId: release.transactionId }
}
