import { person } from 'db/schema/identity'
import { message, messageMention, messageReport } from 'db/schema/messages'
import { and, eq } from 'drizzle-orm'
import { warnedReportStates } from '~/domain/messages/report'
import { threadNames } from '~/domain/messages/thread-names.server'
import { blockersOf } from '~/domain/messages/thread-people.server'
import type { Reader } from '~/platform/database.server'
import { operatorPeople } from './audience.server'
import { except, type Notice, notice } from './notice'

/** Mentions, and what becomes of a reported message. Nobody is told a message's text. */

async function aboutMessage(db: Reader, messageId: string) {
  const [row] = await db
    .select({ authorId: message.authorId, author: person.name, threadId: message.threadId })
    .from(message)
    .innerJoin(person, eq(person.id, message.authorId))
    .where(eq(message.id, messageId))
  if (!row) return null
  const names = await threadNames(db, [{ id: row.threadId }])
  return {
    ...row,
    thread: names.get(row.threadId)?.title ?? '',
    url: `/messages/${row.threadId}`,
  }
}

/** Whoever has blocked the author is not told. */
export async function messageMentioned(db: Reader, messageId: string): Promise<Notice[]> {
  const found = await aboutMessage(db, messageId)
  if (!found) return []
  const mentioned = await db
    .select({ personId: messageMention.personId })
    .from(messageMention)
    .where(eq(messageMention.messageId, messageId))
  const people = mentioned.map(({ personId }) => personId)
  const { author, thread, url } = found
  const told = except(people, await blockersOf(db, found, people))
  return [notice(told, 'message_mentioned', url, { author, thread })]
}

async function aboutReport(db: Reader, reportId: string) {
  const [report] = await db.select().from(messageReport).where(eq(messageReport.id, reportId))
  const found = report && (await aboutMessage(db, report.messageId))
  return report && found ? { report, ...found } : null
}

export async function messageReported(db: Reader, reportId: string): Promise<Notice[]> {
  const found = await aboutReport(db, reportId)
  if (!found) return []
  const { thread } = found
  const people = await operatorPeople(db)
  return [notice(people, 'message_reported', '/desk/messages', { thread }, 'turn')]
}

export async function reportDecided(db: Reader, reportId: string): Promise<Notice[]> {
  const found = await aboutReport(db, reportId)
  if (!found) return []
  const { report, thread, url } = found
  // All open reports of a message are decided at once.
  const together = await db
    .select({ personId: messageReport.personId })
    .from(messageReport)
    .where(
      and(
        eq(messageReport.messageId, report.messageId),
        eq(messageReport.decidedAt, report.decidedAt ?? report.at),
      ),
    )
  const reporters = together.map(({ personId }) => personId)
  const facts = { thread, words: report.decision }
  if (!warnedReportStates.includes(report.state)) {
    return [notice(reporters, 'report_dismissed', url, facts)]
  }
  return [
    notice([found.authorId], 'message_warned', url, facts),
    notice(reporters, 'report_warned', url, facts),
  ]
}
