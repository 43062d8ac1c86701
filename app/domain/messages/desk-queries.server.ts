import { person } from 'db/schema/identity'
import { message, messageReport } from 'db/schema/messages'
import { and, asc, between, eq, inArray, or, sql } from 'drizzle-orm'
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

/** Messages with open reports, the longest waiting first, each with its reports and the messages around it. */
export async function reportedMessages(db: Reader, viewer: Viewer) {
  assertMay(viewer, operateDesk, null)
  const rows = await db
    .select({
      report: {
        id: messageReport.id,
        messageId: messageReport.messageId,
        reason: messageReport.reason,
        words: messageReport.words,
        at: messageReport.at,
      },
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
  const firsts = rows.filter(
    ({ report }, index) =>
      rows.findIndex((row) => row.report.messageId === report.messageId) === index,
  )
  const names = await threadNames(
    db,
    firsts.map(({ threadId }) => ({ id: threadId })),
  )
  const warnings = await warningsOf(
    db,
    firsts.map(({ authorId }) => authorId),
  )
  const near = await messagesAround(db, firsts)
  return firsts.map(({ report: { id, messageId }, threadId, authorId, position }) => ({
    /** The report that is decided, and with it all of this message. */
    id,
    reports: rows.flatMap(({ report, reporter }) =>
      report.messageId === messageId ? { ...report, reporter } : [],
    ),
    earlierWarnings: warnings.get(authorId) ?? 0,
    ...(names.get(threadId) ?? { title: '', about: null }),
    messages: near
      .filter((row) => row.threadId === threadId && Math.abs(row.position - position) <= around)
      .map((row) => messageShown(row, messageId)),
  }))
}

/** For how many messages each of these authors was warned. */
async function warningsOf(db: Reader, authorIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({
      authorId: message.authorId,
      count: sql<number>`count(distinct ${messageReport.messageId})::int`,
    })
    .from(messageReport)
    .innerJoin(message, eq(message.id, messageReport.messageId))
    .where(
      and(
        inArray(message.authorId, [...authorIds]),
        inArray(messageReport.state, [...warnedReportStates]),
      ),
    )
    .groupBy(message.authorId)
  return new Map(rows.map(({ authorId, count }) => [authorId, count]))
}

async function messagesAround(
  db: Reader,
  reported: readonly { threadId: string; position: number }[],
) {
  if (reported.length === 0) return []
  const near = reported.map(({ threadId, position }) =>
    and(
      eq(message.threadId, threadId),
      between(message.position, position - around, position + around),
    ),
  )
  return written(db)
    .where(or(...near))
    .orderBy(asc(message.position))
}

/** The operator reads also what was withdrawn after it was reported. */
function messageShown(row: Awaited<ReturnType<typeof messagesAround>>[number], reportedId: string) {
  return {
    id: row.id,
    author: row.authorName,
    side: row.side,
    body: row.withdrawnAt && row.id !== reportedId ? null : row.body,
    withdrawn: row.withdrawnAt !== null,
    outside: row.outside,
    at: row.at,
    reported: row.id === reportedId,
  }
}
