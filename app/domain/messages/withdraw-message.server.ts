import { message } from 'db/schema/messages'
import { eq } from 'drizzle-orm'
import { signedInById } from '~/domain/identity/session.server'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { mayWithdraw } from './thread'
import { openThread } from './thread-access.server'

/**
 * The author takes a message back within 15 minutes. Readers see that it was withdrawn; what was
 * written is kept for whoever has to decide about it.
 * @throws Refused not_found, not_allowed for somebody else's, message_settled once it is too late
 */
export async function withdrawMessage(
  tx: Tx,
  input: { messageId: string; by: string; at: Date },
): Promise<{ threadId: string }> {
  const { messageId, by, at } = input
  const [row] = await tx
    .select()
    .from(message)
    .where(eq(message.id, messageId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  const { standing } = await openThread(tx, await signedInById(tx, by), row.threadId, at)
  if (row.authorId !== by) throw new Refused('not_allowed')
  if (!mayWithdraw(row, by, at)) throw new Refused('message_settled')
  await tx.update(message).set({ withdrawnAt: at }).where(eq(message.id, messageId))
  if (standing.contractId) {
    await appendEvidence(tx, {
      contractReference: standing.contractId,
      kind: 'message_withdrawn',
      body: { message: messageId, author: by },
      at,
    })
  }
  return { threadId: row.threadId }
}
