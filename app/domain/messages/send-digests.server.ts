import { message, messageChoice, messageThread, threadReading } from 'db/schema/messages'
import { and, asc, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { linkTo, mailTo } from '~/domain/identity/mails.server'
import { contactOf } from '~/domain/identity/queries.server'
import { type Db, inTransaction, type Tx } from '~/platform/database.server'
import { digestAfterMinutes, digestEveryMinutes, digestThreads, minutesBefore } from './digest'
import { threadNames } from './thread-names.server'
import { hears, stillIn } from './thread-people.server'

/**
 * Mails everybody who has left messages unread for half an hour: one mail that names the threads and
 * carries none of their text, at most one an hour. Each is a transaction of its own.
 */
export async function sendDigests(db: Db, input: { at: Date; limit?: number }): Promise<number> {
  const { at, limit = 200 } = input
  const due = await db
    .selectDistinct({ personId: threadReading.personId })
    .from(threadReading)
    .leftJoin(messageChoice, eq(messageChoice.personId, threadReading.personId))
    .where(
      and(
        lte(threadReading.mailAt, minutesBefore(at, digestAfterMinutes)),
        or(isNull(messageChoice.digest), eq(messageChoice.digest, true)),
        or(
          isNull(messageChoice.mailedAt),
          lte(messageChoice.mailedAt, minutesBefore(at, digestEveryMinutes)),
        ),
      ),
    )
    .orderBy(asc(threadReading.personId))
    .limit(limit)
  let sent = 0
  for (const { personId } of due) {
    if (await inTransaction((tx) => sendDigest(tx, personId, at), db)) sent += 1
  }
  return sent
}

async function sendDigest(tx: Tx, personId: string, at: Date): Promise<boolean> {
  // The row is the lock: a second sweep waits here and then finds nothing due.
  await tx.insert(messageChoice).values({ personId }).onConflictDoNothing()
  const [choice] = await tx
    .select()
    .from(messageChoice)
    .where(eq(messageChoice.personId, personId))
    .for('no key update')
  const lately = choice?.mailedAt && choice.mailedAt > minutesBefore(at, digestEveryMinutes)
  if (!choice?.digest || lately) return false
  const old = lte(threadReading.mailAt, minutesBefore(at, digestAfterMinutes))
  const mine = and(eq(threadReading.personId, personId), old)
  const unread = unreadIn(tx)
  const threads = await tx
    .select({ id: messageThread.id, unread, of: sql<number>`(count(*) over ())::int` })
    .from(threadReading)
    .innerJoin(messageThread, eq(messageThread.id, threadReading.threadId))
    .where(and(mine, stillIn(tx, personId), sql`${unread} > 0`))
    .orderBy(asc(threadReading.mailAt))
    .limit(digestThreads)
  await tx.update(threadReading).set({ mailAt: null }).where(mine)
  const contact = await contactOf(tx, personId)
  if (!contact || threads.length === 0) return false
  const names = await threadNames(tx, threads)
  await mailTo(tx, contact, 'message-digest', {
    name: contact.name,
    threads: threads.map(({ id, unread }) => ({
      ...(names.get(id) ?? { title: '', about: null }),
      unread,
      url: linkTo(`/messages/${id}`),
    })),
    more: (threads[0]?.of ?? 0) - threads.length,
    url: linkTo('/messages'),
  })
  await tx.update(messageChoice).set({ mailedAt: at }).where(eq(messageChoice.personId, personId))
  return true
}

/** What others wrote after the reading position and the reader wants to hear, among the last hundred. */
function unreadIn(tx: Tx) {
  const after = tx
    .select({ one: sql`1` })
    .from(message)
    .where(
      and(
        eq(message.threadId, threadReading.threadId),
        gt(message.position, sql`${messageThread.messageCount} - 100`),
        sql`${message.at} > coalesce(${threadReading.readAt}, '-infinity')`,
        ne(message.authorId, threadReading.personId),
        isNull(message.withdrawnAt),
        hears(tx),
      ),
    )
  return sql<number>`(select count(*)::int from (${after}) as unread)`
}

/** Somebody wants mail about unread messages, or none; what is unread by now is told in none. */
export async function chooseDigest(
  tx: Tx,
  input: { personId: string; digest: boolean },
): Promise<void> {
  await tx
    .insert(messageChoice)
    .values(input)
    .onConflictDoUpdate({ target: messageChoice.personId, set: { digest: input.digest } })
  await tx
    .update(threadReading)
    .set({ mailAt: null })
    .where(eq(threadReading.personId, input.personId))
}
