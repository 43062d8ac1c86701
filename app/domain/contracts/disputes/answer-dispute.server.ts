import { milestone } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { moveMilestone, openMilestone } from '../milestones/move-milestone.server'
import { otherSide } from './dispute'
import { heldMinorOf, lockedAbout, moveDispute, speakingSide } from './dispute-rows.server'

/**
 * The other side answers in time, with what it would release. From then on both make offers, for seven
 * days; then the operator mediates. Answering twice changes nothing.
 * @throws Refused not_found without a dispute, not_allowed for the side that opened it, amount_invalid
 */
export async function answerDispute(
  tx: Tx,
  input: { milestoneId: string; answersMinor: bigint; words: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { milestoneId, answersMinor, words, by, at } = input
  const about = await lockedAbout(tx, milestoneId)
  const side = await speakingSide(tx, about, by)
  const { live } = about
  if (!live) throw new Refused('not_found')
  if (side !== otherSide(live.side)) throw new Refused('not_allowed')
  if (live.answeredAt) return { already: true }
  if (answersMinor < 0n || answersMinor > (await heldMinorOf(tx, milestoneId))) {
    throw new Refused('amount_invalid')
  }
  const moved = await moveDispute(tx, live, {
    ...{ event: 'answer', actor: side, by, at },
    set: { answer: words, answersMinor, answeredBy: by, answeredAt: at },
    evidence: { answersMinor: answersMinor.toString() },
  })
  await showDeadline(tx, milestoneId, moved.deadlineAt, at)
  await enqueue(tx, 'notify', { event: 'dispute-answered', subject: live.id })
  return { already: false }
}

/** The milestone shows the time of the step that its dispute is at. */
export async function showDeadline(
  tx: Tx,
  milestoneId: string,
  deadlineAt: Date | null,
  enteredAt: Date,
): Promise<void> {
  await tx.update(milestone).set({ deadlineAt, enteredAt }).where(eq(milestone.id, milestoneId))
}

/**
 * Who opened it takes it back: the milestone goes on where it stood, with the time that it had left.
 * Twice is the same as once.
 * @throws Refused not_allowed for the other side
 */
export async function withdrawDispute(
  tx: Tx,
  input: { milestoneId: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { milestoneId, by, at } = input
  const about = await lockedAbout(tx, milestoneId)
  const side = await speakingSide(tx, about, by)
  const { live } = about
  if (!live) return { already: true }
  if (side !== live.side) throw new Refused('not_allowed')
  const event = live.cameFrom === 'funded' ? 'resume_work' : 'resume_review'
  const opened = await openMilestone(tx, { milestoneId, event, cause: { person: by } })
  await moveDispute(tx, live, { event: 'withdraw', actor: side, by, at, endedHow: 'withdrawn' })
  await moveMilestone(tx, opened, {
    ...{ event, actor: side, by, at },
    set: { deadlineAt: new Date(at.getTime() + live.leftMs) },
  })
  await enqueue(tx, 'notify', {
    event: 'dispute-ended',
    subject: live.id,
    facts: { how: 'withdrawn' },
  })
  return { already: false }
}
