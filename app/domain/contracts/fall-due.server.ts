import { contract, deadlineNotice } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { releaseDueHoldbacks } from '~/domain/escrow/release-holdback.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { expireBriefs } from '~/domain/market/briefs/close-brief.server'
import { expireProposals } from '~/domain/market/proposals/close-proposal.server'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { deleteDataset } from '~/domain/outcomes/datasets/delete-dataset.server'
import { remindRaters } from '~/domain/outcomes/people/rating-part.server'
import { remindMeasurers } from '~/domain/outcomes/people/report-part.server'
import { wakeWatches } from '~/domain/outcomes/probes/take-probes.server'
import { wakeEvaluations } from '~/domain/outcomes/runs/run-evaluation.server'
import { dayMs } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { type Db, inTransaction, isDatabaseAway, type Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { passDispute } from './disputes/pass-dispute.server'
import { type DueItem, dueItems } from './due-queries.server'
import { passClaimSilence } from './holdback/end-claim.server'
import { judgeHoldback } from './holdback/judge-holdback.server'
import { startRecheck } from './holdback/start-recheck.server'
import { passInputSilence } from './inputs/answer-input.server'
import { eraseInputs } from './inputs/erase-inputs.server'
import { lapseContract, lapseInputs, lapseNextFunding } from './lapse.server'
import { askOperator } from './milestones/ask-operator.server'
import { openMilestone } from './milestones/move-milestone.server'
import { acceptAndRelease } from './milestones/release-milestone.server'
import { lockContract, milestoneRow } from './rows.server'
import { lapseHandOver } from './seats/end-hand-over.server'

/** The client said nothing in time: a met verdict or a discovery is accepted, else it is decided. */
async function reviewOver(tx: Tx, milestoneId: string, at: Date): Promise<boolean> {
  const row = await milestoneRow(tx, milestoneId)
  await lockContract(tx, row.contractId)
  const { outcome, kind, deadlineAt } = await milestoneRow(tx, milestoneId)
  if (!deadlineAt || deadlineAt > at) return false
  if (outcome !== 'met' && !isDiscovery({ kind })) {
    return !(await askOperator(tx, { milestoneId, at })).already
  }
  const opened = await openMilestone(tx, {
    milestoneId,
    event: 'accept_by_silence',
    cause: { actor: 'clock' },
  })
  await acceptAndRelease(tx, opened, { event: 'accept_by_silence', how: 'silence', at })
  return true
}

async function giveNotice(
  tx: Tx,
  item: Extract<DueItem, { what: 'notice' }>,
  at: Date,
): Promise<boolean> {
  const { subject, kinds, deadlineAt } = item
  const fresh = await tx
    .insert(deadlineNotice)
    .values(kinds.map((kind) => ({ subject, kind, deadlineAt, sentAt: at })))
    .onConflictDoNothing()
    .returning({ kind: deadlineNotice.kind })
  // When the clock has passed several at once, one message is enough: the most urgent.
  const kind = fresh.at(-1)?.kind
  if (!kind) return false
  const overdue = kind === 'overdue' || kind === 'take_back'
  const days = Math.max(0, Math.ceil((deadlineAt.getTime() - at.getTime()) / dayMs))
  await enqueue(tx, 'notify', {
    event: overdue ? 'milestone-overdue' : 'deadline-near',
    subject,
    facts: { kind, days, deadline: deadlineAt.toISOString() },
  })
  return true
}

async function deleteData(tx: Tx, contractId: string, at: Date): Promise<boolean> {
  const row = await lockContract(tx, contractId)
  if (row.dataDeletedAt || !row.deleteDataAt || row.deleteDataAt > at) return false
  const erased = await eraseInputs(tx, { contractId: row.id, at })
  if (row.datasetId) {
    await deleteDataset(tx, {
      datasetId: row.datasetId,
      reason: 'retention_over',
      contractReference: row.id,
      at,
      by: 'platform',
    })
  }
  await tx.update(contract).set({ dataDeletedAt: at }).where(eq(contract.id, row.id))
  if (!erased && !row.datasetId) return false
  await enqueue(tx, 'notify', { event: 'data-deleted', subject: row.id })
  return true
}

/** Does one due thing; looks again under the lock whether it still is due. */
export async function applyDue(tx: Tx, item: DueItem, at: Date): Promise<boolean> {
  switch (item.what) {
    case 'contract_lapse':
      return lapseContract(tx, { contractId: item.subject, at })
    case 'next_funding_lapse':
      return lapseNextFunding(tx, { milestoneId: item.subject, at })
    case 'review_over':
      return reviewOver(tx, item.subject, at)
    case 'notice':
      return giveNotice(tx, item, at)
    case 'recheck': {
      const { subject: milestoneId, slot, overtaken } = item
      return (await startRecheck(tx, { milestoneId, slot, overtaken, at })) !== null
    }
    case 'judge_service':
      return judgeHoldback(tx, { milestoneId: item.subject, at })
    case 'claim_silence':
      return passClaimSilence(tx, { claimId: item.subject, at })
    case 'inputs_lapse':
      return lapseInputs(tx, { milestoneId: item.subject, at })
    case 'input_silence':
      return passInputSilence(tx, { contractId: item.subject, inputId: item.inputId, at })
    case 'dispute_step':
      return passDispute(tx, { milestoneId: item.subject, at })
    case 'hand_over_lapse':
      return lapseHandOver(tx, { handOverId: item.subject, at })
    case 'data_deletion':
      return deleteData(tx, item.subject, at)
  }
}

/** What the modules below have due, each with the number of things done. */
const sweeps: Record<string, (tx: Tx, at: Date) => Promise<number>> = {
  briefs: async (tx, at) => (await expireBriefs(tx, { at })).expired.length,
  proposals: async (tx, at) => (await expireProposals(tx, { at })).expired.length,
  evaluations: (tx, at) => wakeEvaluations(tx, { at }),
  watches: async (tx, at) => {
    await wakeWatches(tx, { at, now: new Date(), limit: 200 })
    // Nothing is done yet: the jobs do it.
    return 0
  },
  raters: (tx, at) => remindRaters(tx, { at }),
  measurers: (tx, at) => remindMeasurers(tx, { at }),
  holdbacks: (tx, at) => releaseDueHoldbacks(tx, { at, limit: 200 }),
  payables: async (tx, at) => (await sendDuePayables(tx, { at, limit: 200 })).sent,
}

/**
 * The due-sweep: everything that business time has reached, each in a transaction of its own, so
 * that one that fails keeps nothing else waiting. Running it again does nothing twice.
 */
export async function fallDue(db: Db, input: { at: Date }): Promise<Record<string, number>> {
  const { at } = input
  const done: Record<string, number> = { failed: 0 }
  const attempt = async (what: string, work: (tx: Tx) => Promise<number>) => {
    try {
      done[what] = (done[what] ?? 0) + (await inTransaction(work, db))
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      done.failed = (done.failed ?? 0) + 1
      const why = error instanceof Refused ? error.code : String(error)
      log.error({ what, why }, 'something due could not be done')
    }
  }
  for (const item of await dueItems(db, at)) {
    await attempt(item.what, async (tx) => ((await applyDue(tx, item, at)) ? 1 : 0))
  }
  for (const [what, sweep] of Object.entries(sweeps)) await attempt(what, (tx) => sweep(tx, at))
  return done
}
