import { randomBytes } from 'node:crypto'
import {
  message,
  messageFile,
  messageMention,
  messageThread,
  threadReading,
} from 'db/schema/messages'
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { StoredFile } from '~/domain/contracts/milestones/delivery-files.server'
import { signedInById } from '~/domain/identity/session.server'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { messageEvidence } from './message-evidence'
import { outsideContacts } from './outside-contact'
import { assertQuestion } from './questions.server'
import { askingTeam, mentionedIn, nextTime, repeatSeconds, type Subject } from './thread'
import { bySubject, type Standing, type ThreadRow, threadStanding } from './thread-access.server'
import { blockersOf, peopleOf } from './thread-people.server'

type MessageInput = {
  subject: Subject
  /** At most 10,000 signs. */
  body: string
  /** For which team a question about a brief is asked; one's only team need not be named. */
  teamId?: string | null
  /** The question that the client of a brief answers with it. */
  answersId?: string | null
  /** Beside those whose name stands behind an @ in the text. Strangers to the thread are left out. */
  mentions?: readonly string[]
  files?: readonly StoredFile[]
  by: string
  at: Date
}

/**
 * Writes a message into the thread of a subject, which begins with its first. In a contract its
 * hash joins the evidence.
 * @throws Refused not_found, not_allowed, thread_closed, form_invalid, message_repeated
 */
export async function writeMessage(
  tx: Tx,
  input: MessageInput,
): Promise<{ threadId: string; messageId: string }> {
  const { subject, body, by, files = [], answersId = null } = input
  const standing = await threadStanding(tx, await signedInById(tx, by), subject, input.at)
  if (!standing.mayWrite || !standing.side) {
    throw new Refused(standing.closed ? 'thread_closed' : 'not_allowed')
  }
  const asking = askingTeam(standing, input.teamId ?? null)
  if (!asking.ok) throw new Refused('form_invalid')
  const thread = await lockThread(tx, standing, input.at)
  if (answersId) {
    if (subject.kind !== 'brief' || standing.side !== 'client') throw new Refused('form_invalid')
    await assertQuestion(tx, thread.id, answersId)
  }
  await assertNotRepeated(tx, thread.id, input)
  const at = nextTime(thread.messageCount > 0 ? thread.lastAt : null, input.at)
  const messageId = newId('message')
  const outside = outsideContacts(body).length > 0
  const position = thread.messageCount + 1
  const salt = randomBytes(16).toString('hex')
  const row = { id: messageId, threadId: thread.id, position, authorId: by, side: standing.side }
  const teamId = asking.teamId
  await tx.insert(message).values({ ...row, teamId, answersId, body, salt, outside, at })
  if (files.length > 0) {
    await tx.insert(messageFile).values(files.map((file) => ({ ...file, messageId })))
  }
  await tx
    .update(messageThread)
    .set({ lastAt: at, messageCount: position })
    .where(eq(messageThread.id, thread.id))
  const people = await peopleOf(tx, thread)
  await followUp(tx, thread, people, { by, at })
  await mention(tx, { messageId, people: subject.kind === 'brief' ? [] : people, input })
  if (standing.contractId) {
    await appendEvidence(tx, {
      contractReference: standing.contractId,
      kind: 'message_written',
      body: messageEvidence({ messageId, authorId: by, subject, body, salt, files }),
      at: input.at,
    })
  }
  return { threadId: thread.id, messageId }
}

/** The thread's row, made where there is none yet; one message is written after the other. */
async function lockThread(tx: Tx, standing: Standing, at: Date): Promise<ThreadRow> {
  const { subject, organisationId, contractId } = standing
  await tx
    .insert(messageThread)
    .values({
      id: newId('thread'),
      subjectKind: subject.kind,
      subjectId: subject.id,
      organisationId,
      contractId,
      lastAt: at,
    })
    .onConflictDoNothing()
  const [row] = await tx.select().from(messageThread).where(bySubject(subject)).for('no key update')
  invariant(row, 'the thread was just made')
  return row
}

async function assertNotRepeated(
  tx: Tx,
  threadId: string,
  { body, by, at }: MessageInput,
): Promise<void> {
  const since = new Date(at.getTime() - repeatSeconds * 1_000)
  const [same] = await tx
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        eq(message.threadId, threadId),
        eq(message.authorId, by),
        gt(message.at, since),
        eq(message.body, body),
        isNull(message.withdrawnAt),
      ),
    )
    .limit(1)
  if (same) throw new Refused('message_repeated')
}

/** The thread stands in everybody's list; for all but the author and who blocks them it is unread. */
async function followUp(
  tx: Tx,
  thread: ThreadRow,
  people: readonly { personId: string }[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const blockers = await blockersOf(
    tx,
    { threadId: thread.id, authorId: by },
    people.map(({ personId }) => personId),
  )
  const rows = people.map(({ personId }) => {
    const hears = personId !== by && !blockers.includes(personId)
    const heardAt = hears ? at : null
    return { threadId: thread.id, personId, unreadAt: heardAt, mailAt: heardAt }
  })
  // An operator writes without being one of the thread's people.
  if (rows.length === 0) return
  await tx
    .insert(threadReading)
    .values(rows)
    .onConflictDoUpdate({
      target: [threadReading.threadId, threadReading.personId],
      set: {
        unreadAt: sql`coalesce(excluded.unread_at, ${threadReading.unreadAt})`,
        mailAt: sql`coalesce(${threadReading.mailAt}, excluded.mail_at)`,
      },
    })
}

async function mention(
  tx: Tx,
  given: {
    messageId: string
    people: readonly { personId: string; name: string }[]
    input: MessageInput
  },
): Promise<void> {
  const { messageId, people, input } = given
  const named = mentionedIn(input.body, people).map(({ personId }) => personId)
  const chosen = people.filter(
    ({ personId }) => named.includes(personId) || input.mentions?.includes(personId),
  )
  const others = chosen.filter(({ personId }) => personId !== input.by)
  if (others.length === 0) return
  await tx.insert(messageMention).values(others.map(({ personId }) => ({ messageId, personId })))
  await enqueue(tx, 'notify', { event: 'message-mentioned', subject: messageId })
}
