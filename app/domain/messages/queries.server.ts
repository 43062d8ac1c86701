import { person } from 'db/schema/identity'
import { messageChoice, messageThread, personBlock, threadReading } from 'db/schema/messages'
import { and, asc, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { threadsPerPage } from './thread'
import { threadNames } from './thread-names.server'
import { stillIn } from './thread-people.server'

/** How many threads hold something that this person has not read. */
export async function unreadThreads(db: Reader, viewer: SignedIn): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(threadReading)
    .innerJoin(messageThread, eq(messageThread.id, threadReading.threadId))
    .where(
      and(
        eq(threadReading.personId, viewer.personId),
        isNotNull(threadReading.unreadAt),
        stillIn(db, viewer.personId),
      ),
    )
  return row?.count ?? 0
}

/** `1_2026-11-02T09:00:00.000Z_thr_…`: where a page of threads ends. */
function threadCursor(text: string | null): SQL | undefined {
  const found = /^([01])_(2\d{3}-[0-9T:.Z-]{19})_(thr_[0-9a-z]{26})$/.exec(text ?? '')
  const at = new Date(found?.[2] ?? '')
  // A day that no month has is read as another one; PostgreSQL refuses it.
  if (!found || Number.isNaN(at.getTime()) || at.toISOString() !== found[2]) return undefined
  return sql`(${threadReading.unreadAt} is not null, ${messageThread.lastAt}, ${messageThread.id}) < (${found[1] === '1'}, ${found[2]}::timestamptz, ${found[3]})`
}

/** This person's threads, those with something unread first, then the latest; by the page. */
export async function myThreads(db: Reader, viewer: SignedIn, after: string | null) {
  const rows = await db
    .select({ thread: messageThread, unreadAt: threadReading.unreadAt })
    .from(threadReading)
    .innerJoin(messageThread, eq(messageThread.id, threadReading.threadId))
    .where(
      and(
        eq(threadReading.personId, viewer.personId),
        stillIn(db, viewer.personId),
        threadCursor(after),
      ),
    )
    .orderBy(
      sql`(${threadReading.unreadAt} is not null) desc`,
      desc(messageThread.lastAt),
      desc(messageThread.id),
    )
    .limit(threadsPerPage + 1)
  const shown = rows.slice(0, threadsPerPage)
  const last = shown.at(-1)
  const names = await threadNames(
    db,
    shown.map(({ thread }) => thread),
  )
  return {
    threads: shown.map(({ thread, unreadAt }) => ({
      id: thread.id,
      kind: thread.subjectKind,
      count: thread.messageCount,
      lastAt: thread.lastAt,
      unread: unreadAt !== null,
      ...(names.get(thread.id) ?? { title: '', about: null }),
    })),
    next:
      last && rows.length > threadsPerPage
        ? `${last.unreadAt ? 1 : 0}_${last.thread.lastAt.toISOString()}_${last.thread.id}`
        : null,
  }
}

/** Whom this person does not want to hear from. */
export async function blockedPeople(db: Reader, viewer: SignedIn) {
  return db
    .select({ personId: person.id, name: person.name })
    .from(personBlock)
    .innerJoin(person, eq(person.id, personBlock.blockedId))
    .where(eq(personBlock.personId, viewer.personId))
    .orderBy(asc(person.name), asc(person.id))
}

/** Whether unread messages are told by mail. */
export async function wantsDigest(db: Reader, viewer: SignedIn): Promise<boolean> {
  const [row] = await db
    .select({ digest: messageChoice.digest })
    .from(messageChoice)
    .where(eq(messageChoice.personId, viewer.personId))
  return row?.digest ?? true
}
