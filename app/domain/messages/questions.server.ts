import { message, messageThread } from 'db/schema/messages'
import { and, asc, count, eq, exists, gt, inArray, isNull, not, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Question } from './thread-view'

const answer = alias(message, 'answer')
const most = 50

/** Whether a question has been answered: by name, or by a later word of the client that names none. */
function isAnswered(db: Reader): SQL {
  const later = and(isNull(answer.answersId), gt(answer.position, message.position))
  return exists(
    db
      .select({ id: answer.id })
      .from(answer)
      .where(
        and(
          eq(answer.threadId, message.threadId),
          eq(answer.side, 'client'),
          isNull(answer.withdrawnAt),
          or(eq(answer.answersId, message.id), later),
        ),
      ),
  )
}

const isQuestion = and(eq(message.side, 'team'), isNull(message.withdrawnAt))

/** The questions about a brief that its client may answer, those without an answer first. */
export async function questionsIn(db: Reader, threadId: string): Promise<Question[]> {
  const answered = isAnswered(db)
  const rows = await db
    .select({ id: message.id, body: message.body, answered })
    .from(message)
    .where(and(eq(message.threadId, threadId), isQuestion))
    .orderBy(answered, asc(message.position))
    .limit(most)
  return rows.map((row) => ({ ...row, answered: row.answered === true }))
}

/** What some answers answer, by the question's id; the caller has checked the reader of the thread. */
export async function questionsById(
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: message.id, body: message.body })
    .from(message)
    .where(and(inArray(message.id, [...ids]), isNull(message.withdrawnAt)))
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** @throws Refused form_invalid for what is no question of this thread. */
export async function assertQuestion(db: Reader, threadId: string, id: string): Promise<void> {
  const [found] = await db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.id, id), eq(message.threadId, threadId), isQuestion))
  if (!found) throw new Refused('form_invalid')
}

/** How many questions wait for an answer, for each of some briefs that has any. */
export async function openQuestions(
  db: Reader,
  briefIds: readonly string[],
): Promise<{ briefId: string; questions: number }[]> {
  if (briefIds.length === 0) return []
  return db
    .select({ briefId: messageThread.subjectId, questions: count() })
    .from(message)
    .innerJoin(messageThread, eq(messageThread.id, message.threadId))
    .where(
      and(
        eq(messageThread.subjectKind, 'brief'),
        inArray(messageThread.subjectId, [...briefIds]),
        isQuestion,
        not(isAnswered(db)),
      ),
    )
    .groupBy(messageThread.subjectId)
    .orderBy(asc(messageThread.subjectId))
}
