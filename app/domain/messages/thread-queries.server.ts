import { person } from 'db/schema/identity'
import {
  message,
  messageFile,
  messageMention,
  messageReport,
  threadReading,
} from 'db/schema/messages'
import { team } from 'db/schema/teams'
import { and, asc, between, eq, inArray } from 'drizzle-orm'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'
import { type MessageView, messageView } from './message-view'
import { questionsById, questionsIn } from './questions.server'
import { messagesPerPage, type Subject } from './thread'
import {
  openThread,
  type Standing,
  type ThreadRow,
  threadOf,
  threadStanding,
} from './thread-access.server'
import { blockedAmong, peopleOf } from './thread-people.server'
import type { ShownStanding, ThreadBeside, ThreadPage } from './thread-view'

const writtenColumns = {
  id: message.id,
  threadId: message.threadId,
  position: message.position,
  authorId: message.authorId,
  authorName: person.name,
  side: message.side,
  teamId: message.teamId,
  teamName: team.name,
  answersId: message.answersId,
  body: message.body,
  salt: message.salt,
  outside: message.outside,
  at: message.at,
  withdrawnAt: message.withdrawnAt,
}

/** Messages with their authors; the caller has checked the viewer. */
export function written(db: Reader) {
  return db
    .select(writtenColumns)
    .from(message)
    .innerJoin(person, eq(person.id, message.authorId))
    .leftJoin(team, eq(team.id, message.teamId))
    .$dynamic()
}

async function positionOf(db: Reader, threadId: string, messageId: string): Promise<number> {
  const [row] = await db
    .select({ position: message.position })
    .from(message)
    .where(and(eq(message.id, messageId), eq(message.threadId, threadId)))
  if (!row) throw new Refused('not_found')
  return row.position
}

/**
 * One page of a thread in the order of time, the newest page unless `before` names the message that
 * it ends before. However long the thread, a page reads its own rows.
 * @throws Refused not_found for a message of another thread
 */
async function messagesIn(
  db: Reader,
  standing: Standing,
  thread: ThreadRow,
  given: { before: string | null; most: number; at: Date },
): Promise<{ messages: MessageView[]; earlier: string | null }> {
  const end = given.before ? await positionOf(db, thread.id, given.before) : thread.messageCount + 1
  const first = Math.max(1, end - given.most)
  const shown = await written(db)
    .where(and(eq(message.threadId, thread.id), between(message.position, first, end - 1)))
    .orderBy(asc(message.position))
  const authors = [...new Set(shown.map(({ authorId }) => authorId))]
  const blocked = await blockedAmong(db, standing.viewer, authors)
  const ids = shown.flatMap(({ id, withdrawnAt }) => (withdrawnAt ? [] : [id]))
  const files = await filesOf(db, ids)
  const mentions = await mentionsOf(db, ids)
  const asked = await questionsById(
    db,
    shown.flatMap(({ answersId }) => answersId ?? []),
  )
  const reported = await reportedAmong(db, standing.viewer, ids)
  return {
    messages: shown.map((row) => ({
      ...messageView(standing, row, {
        ...{ at: given.at, blocked: blocked.includes(row.authorId) },
        reported: reported.includes(row.id),
      }),
      files: files
        .filter(({ messageId }) => messageId === row.id)
        .map(({ id, name, sizeBytes }) => ({ id, name, sizeBytes })),
      mentions: mentions.filter(({ messageId }) => messageId === row.id).map(({ name }) => name),
      answers: row.answersId ? { id: row.answersId, body: asked.get(row.answersId) ?? null } : null,
    })),
    earlier: first > 1 ? (shown[0]?.id ?? null) : null,
  }
}

function filesOf(db: Reader, messageIds: readonly string[]) {
  if (messageIds.length === 0) return Promise.resolve([])
  return db
    .select()
    .from(messageFile)
    .where(inArray(messageFile.messageId, [...messageIds]))
    .orderBy(asc(messageFile.name), asc(messageFile.id))
}

function mentionsOf(db: Reader, messageIds: readonly string[]) {
  if (messageIds.length === 0) return Promise.resolve([])
  return db
    .select({ messageId: messageMention.messageId, name: person.name })
    .from(messageMention)
    .innerJoin(person, eq(person.id, messageMention.personId))
    .where(inArray(messageMention.messageId, [...messageIds]))
    .orderBy(asc(person.name))
}

async function reportedAmong(db: Reader, viewer: Viewer, messageIds: readonly string[]) {
  if (viewer === null || messageIds.length === 0) return []
  const rows = await db
    .select({ id: messageReport.messageId })
    .from(messageReport)
    .where(
      and(
        eq(messageReport.personId, viewer.personId),
        inArray(messageReport.messageId, [...messageIds]),
      ),
    )
  return rows.map(({ id }) => id)
}

function shownStanding(standing: Standing): ShownStanding {
  const { subject, opens, title, side, mayWrite, closed, clientName, teamName, teams } = standing
  return { subject, opens, title, side, mayWrite, closed, clientName, teamName, teams }
}

/** A thread with one page of its messages and whom one may mention. @throws Refused not_found */
export async function threadPage(
  db: Reader,
  viewer: SignedIn,
  of: { threadId: string } | Subject,
  given: { before: string | null; at: Date },
): Promise<ThreadPage> {
  const found =
    'threadId' in of
      ? await openThread(db, viewer, of.threadId, given.at)
      : {
          standing: await threadStanding(db, viewer, of, given.at),
          thread: await threadOf(db, of),
        }
  const { thread, standing } = found
  const page = thread
    ? await messagesIn(db, standing, thread, { ...given, most: messagesPerPage })
    : { messages: [], earlier: null }
  const [reading] = thread
    ? await db
        .select({ readAt: threadReading.readAt, unreadAt: threadReading.unreadAt })
        .from(threadReading)
        .where(
          and(eq(threadReading.threadId, thread.id), eq(threadReading.personId, viewer.personId)),
        )
    : []
  const fresh = page.messages.find(
    ({ at, mine }) => !mine && reading?.unreadAt && (!reading.readAt || at > reading.readAt),
  )
  const parties = await partiesOf(db, standing)
  const answers = standing.subject.kind === 'brief' && standing.side === 'client'
  return {
    ...page,
    questions: thread && answers ? await questionsIn(db, thread.id) : [],
    standing: shownStanding(standing),
    threadId: thread?.id ?? null,
    count: thread?.messageCount ?? 0,
    newest: given.before === null,
    freshId: fresh?.id ?? null,
    people: parties.filter(({ personId }) => personId !== viewer.personId),
  }
}

/** Whom a message may mention. At a brief nobody: who asks there is known to the client alone. */
function partiesOf(db: Reader, { subject, organisationId, contractId }: Standing) {
  if (subject.kind === 'brief') return Promise.resolve([])
  const of = { subjectKind: subject.kind, subjectId: subject.id, organisationId, contractId }
  return peopleOf(db, { id: '', ...of })
}

/**
 * The last messages of a thread for the page of what it is about; null for whoever may read the
 * page and not the thread.
 */
export async function threadBeside(
  db: Reader,
  viewer: Viewer,
  subject: Subject,
  given: { before?: string | null; most: number; at: Date },
): Promise<ThreadBeside | null> {
  const standing = await threadStanding(db, viewer, subject, given.at).catch(nobody)
  if (!standing) return null
  const thread = await threadOf(db, subject)
  const page = thread
    ? await messagesIn(db, standing, thread, { before: null, ...given })
    : { messages: [], earlier: null }
  return {
    ...page,
    standing: shownStanding(standing),
    count: thread?.messageCount ?? 0,
    threadId: thread?.id ?? null,
  }
}

function nobody(error: unknown): null {
  if (error instanceof Refused && error.code === 'not_found') return null
  throw error
}

/** One file of a message with its bytes. @throws Refused not_found also once it was withdrawn */
export async function readMessageFile(
  db: Reader,
  viewer: Viewer,
  input: { threadId: string; fileId: string; at: Date },
) {
  await openThread(db, viewer, input.threadId, input.at)
  const [found] = await db
    .select({ file: messageFile, withdrawnAt: message.withdrawnAt })
    .from(messageFile)
    .innerJoin(message, eq(message.id, messageFile.messageId))
    .where(and(eq(messageFile.id, input.fileId), eq(message.threadId, input.threadId)))
  if (!found || found.withdrawnAt) throw new Refused('not_found')
  const { name, storageKey } = found.file
  return { name, data: await loadFile(storageKey) }
}
