import { message, personBlock } from 'db/schema/messages'
import { and, eq } from 'drizzle-orm'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { seesName } from './message-view'
import { openThread } from './thread-access.server'

/**
 * Somebody no longer wants to hear from the author of a message: no mention, no unread mark and no
 * mail comes from them. What they write in a common thread stays there, folded.
 * @throws Refused not_found, not_allowed for oneself and for authors whose name one is not shown
 */
export async function blockAuthor(
  tx: Tx,
  input: { messageId: string; by: string; at: Date },
): Promise<void> {
  const [row] = await tx.select().from(message).where(eq(message.id, input.messageId))
  if (!row) throw new Refused('not_found')
  const { standing } = await openThread(
    tx,
    await signedInById(tx, input.by),
    row.threadId,
    input.at,
  )
  if (row.authorId === input.by || !seesName(standing, row)) throw new Refused('not_allowed')
  await tx
    .insert(personBlock)
    .values({ personId: input.by, blockedId: row.authorId, at: input.at })
    .onConflictDoNothing()
}

/** Hears from somebody again. Doing it twice changes nothing. */
export async function unblockPerson(
  tx: Tx,
  input: { personId: string; by: string },
): Promise<void> {
  await tx
    .delete(personBlock)
    .where(and(eq(personBlock.personId, input.by), eq(personBlock.blockedId, input.personId)))
}
