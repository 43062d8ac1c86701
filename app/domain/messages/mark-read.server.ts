import { message, threadReading } from 'db/schema/messages'
import { and, eq, sql } from 'drizzle-orm'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { openThread } from './thread-access.server'

/**
 * Moves one's own reading position on to a message, never back. Who only looks at the questions of a
 * brief, and the operator, do not follow a thread by reading it.
 * @throws Refused not_found
 */
export async function markRead(
  tx: Tx,
  input: { threadId: string; messageId: string; by: string; at: Date },
): Promise<void> {
  const { threadId, by } = input
  const { standing } = await openThread(tx, await signedInById(tx, by), threadId, input.at)
  const [last] = await tx
    .select({ at: message.at })
    .from(message)
    .where(and(eq(message.id, input.messageId), eq(message.threadId, threadId)))
  if (!last) throw new Refused('not_found')
  const { side, subject } = standing
  const follows = side === 'client' || (side === 'team' && subject.kind !== 'brief')
  const until = sql`${last.at.toISOString()}::timestamptz`
  const read = {
    readAt: sql`greatest(${threadReading.readAt}, ${until})`,
    unreadAt: sql`case when ${threadReading.unreadAt} > ${until} then ${threadReading.unreadAt} end`,
    // What came meanwhile is still told of, also where something older stood first in line.
    mailAt: sql`case when ${threadReading.mailAt} is not null and ${threadReading.unreadAt} > ${until}
      then case when ${threadReading.mailAt} > ${until} then ${threadReading.mailAt} else ${threadReading.unreadAt} end
    end`,
  }
  const changed = await tx
    .update(threadReading)
    .set(read)
    .where(and(eq(threadReading.threadId, threadId), eq(threadReading.personId, by)))
    .returning({ personId: threadReading.personId })
  if (changed.length > 0 || !follows) return
  await tx
    .insert(threadReading)
    .values({ threadId, personId: by, readAt: last.at })
    .onConflictDoNothing()
}
