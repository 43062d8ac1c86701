import { person } from 'db/schema/identity'
import { message, messageReport } from 'db/schema/messages'
import { and, asc, between, eq, inArray, sql } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { openReportStates, warnedReportStates } from './report'
import { threadNames } from './thread-names.server'
import { written } from './thread-queries.server'

/** Messages before and after a reported one that the operator reads with it. */
const around = 3
const reportsShown = 50

/** Open reports, the oldest first, each with the messages around the one that is reported. */
export async function reportedMessages(db: Reader, viewer: Viewer) {
  assertMay(viewer, operateDesk, null)
  const rows = await db
    .select({
      report: messageReport,
      reporter: person.name,
      threadId: message.threadId,
      authorId: message.authorId,
      position: message.position,
    })
    .from(messageReport)
    .innerJoin(message, eq(message.id, messageReport.messageId))
    .innerJoin(person, eq(person.id, messageReport.personId))
    .where(inArray(messageReport.state, [...openReportStates]))
    .orderBy(asc(messageReport.at), asc(messageReport.id))
    .limit(reportsShown)
  const names = await threadNames(
    db,
    rows.map(({ threadId }) => ({ id: threadId })),
  )
  return Promise.all(
    rows.map(async ({ report, reporter, threadId, authorId, position }) => ({
      id: report.id,
      messageId: report.messageId,
      reason: report.reason,
      words: report.words,
      at: report.at,
      reporter,
      earlierWarnings: await warningsOf(db, authorId),
      ...(names.get(threadId) ?? { title: '', about: null }),
      messages: await messagesAround(db, threadId, report.messageId, position),
    })),
  )
}

async function warningsOf(db: Reader, authorId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(distinct ${messageReport.messageId})::int` })
    .from(messageReport)
    .innerJoin(message, eq(message.id, messageReport.messageId))
    .where(
      and(eq(message.authorId, authorId), inArray(messageReport.state, [...warnedReportStates])),
    )
  return row?.count ?? 0
}

/** The operator reads also what was withdrawn after it was reported. */
async function messagesAround(db: Reader, threadId: string, messageId: string, here: number) {
  const near = between(message.position, here - around, here + around)
  const rows = await written(db)
    .where(and(eq(message.threadId, threadId), near))
    .orderBy(asc(message.position))
  return rows.map((row) => ({
    id: row.id,
    author: row.authorName,
    side: row.side,
    body: row.withdrawnAt && row.id !== messageId ? null : row.body,
    withdrawn: row.withdrawnAt !== null,
    outside: row.outside,
    at: row.at,
    reported: row.id === messageId,
  }))
}
