import { message, messageReport } from 'db/schema/messages'
import { eq } from 'drizzle-orm'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import type { ReportReason } from './report'
import { openThread } from './thread-access.server'

/**
 * Shows a message to the operator, once for each reader. The author is not told by whom.
 * @throws Refused not_found, not_allowed for one's own, message_gone once withdrawn, already_done
 */
export async function reportMessage(
  tx: Tx,
  input: { messageId: string; reason: ReportReason; words: string; by: string; at: Date },
): Promise<{ reportId: string }> {
  const { messageId, reason, words, by, at } = input
  const [row] = await tx.select().from(message).where(eq(message.id, messageId))
  if (!row) throw new Refused('not_found')
  await openThread(tx, await signedInById(tx, by), row.threadId, at)
  if (row.authorId === by) throw new Refused('not_allowed')
  if (row.withdrawnAt) throw new Refused('message_gone')
  const reportId = newId('messageReport')
  const fresh = await tx
    .insert(messageReport)
    .values({ id: reportId, messageId, personId: by, reason, words, state: 'open', at })
    .onConflictDoNothing()
    .returning({ id: messageReport.id })
  if (fresh.length === 0) throw new Refused('already_done')
  await enqueue(tx, 'notify', { event: 'message-reported', subject: reportId })
  await audit(tx, { by, act: 'message.report', subject: messageId, facts: { reportId, reason } })
  return { reportId }
}
