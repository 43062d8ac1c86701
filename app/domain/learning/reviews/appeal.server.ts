import { appeal } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { appealDays } from '../attempts/attempt'
import { type ByLearner, lockOwn, nextStatus, updateAttempt } from '../attempts/attempt-rows.server'

/** Until when the learner may appeal; nothing to appeal against where they passed. */
export function appealUntil(attempt: {
  readonly gradedAt: Date | null
  readonly passed: boolean | null
}): Date | null {
  return attempt.gradedAt && !attempt.passed ? addDays(attempt.gradedAt, appealDays) : null
}

/**
 * The learner appeals against what people marked. A second press changes nothing.
 * @throws Refused appeal_late, transition_refused
 */
export async function fileAppeal(
  tx: Tx,
  input: ByLearner & { readonly reason: string },
): Promise<{ already: boolean }> {
  const { attempt } = await lockOwn(tx, input)
  const [there] = await tx.select().from(appeal).where(eq(appeal.attemptId, attempt.id))
  if (there) return { already: true }
  const until = appealUntil(attempt)
  if (until && until <= input.at) throw new Refused('appeal_late')
  const status = nextStatus(attempt, 'appeal', 'learner')
  if (!until) throw new Refused('transition_refused', { from: attempt.status, event: 'appeal' })
  await tx.insert(appeal).values({ attemptId: attempt.id, reason: input.reason, filedAt: input.at })
  await updateAttempt(tx, attempt.id, { status })
  await audit(tx, { by: input.by, act: 'attempt.appeal', subject: attempt.id })
  await enqueue(tx, 'notify', { event: 'appeal-filed', subject: attempt.id })
  return { already: false }
}
