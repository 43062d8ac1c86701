import { organisation, person, session } from 'db/schema/identity'
import { auditEntry, mail } from 'db/schema/platform'
import { and, count, desc, eq, ilike, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Db, Reader } from '~/platform/database.server'
import { emailKey } from './email'
import { assertMay } from './may'
import { belongsTo, operateDesk } from './permissions'
import { membershipsOf } from './session.server'
import type { SignedIn } from './viewer'

export const deskPageSize = 30

function pageOf(total: number, asked: number) {
  const pages = Math.max(1, Math.ceil(total / deskPageSize))
  const page = Math.min(Math.max(1, asked), pages)
  return { page, pages, offset: (page - 1) * deskPageSize }
}

/** A search text inside LIKE, with its own signs taken literally. */
const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export async function deskPeople(db: Reader, viewer: SignedIn, query: string, asked: number) {
  assertMay(viewer, operateDesk, null)
  const text = query.trim()
  const where = text
    ? or(
        ilike(person.name, like(text)),
        ilike(person.emailKey, like(emailKey(text))),
        eq(person.id, text),
      )
    : undefined
  const [total] = await db.select({ count: count() }).from(person).where(where)
  const { page, pages, offset } = pageOf(total?.count ?? 0, asked)
  const rows = await db
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      country: person.country,
      confirmedAt: person.emailConfirmedAt,
      createdAt: person.createdAt,
    })
    .from(person)
    .where(where)
    .orderBy(desc(person.createdAt), desc(person.id))
    .limit(deskPageSize)
    .offset(offset)
  return { rows, page, pages, total: total?.count ?? 0 }
}

export async function deskPerson(db: Reader, viewer: SignedIn, personId: string) {
  assertMay(viewer, operateDesk, null)
  const [row] = await db
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      country: person.country,
      locale: person.locale,
      timeZone: person.timeZone,
      confirmedAt: person.emailConfirmedAt,
      createdAt: person.createdAt,
    })
    .from(person)
    .where(eq(person.id, personId))
  if (!row) throw new Refused('not_found')
  const sessions = await db
    .select()
    .from(session)
    .where(eq(session.personId, personId))
    .orderBy(desc(session.lastSeenAt))
  return { person: row, sessions, memberships: await membershipsOf(db, personId) }
}

/** Clients, partners and funders: those that wait to be verified first, then others that are not. */
export async function deskOrganisations(
  db: Reader,
  viewer: SignedIn,
  query: string,
  asked: number,
) {
  assertMay(viewer, operateDesk, null)
  const text = query.trim()
  const where = and(
    ne(organisation.kind, 'operator'),
    text ? or(ilike(organisation.name, like(text)), eq(organisation.id, text)) : undefined,
  )
  const { page, pages, offset } = pageOf(await db.$count(organisation, where), asked)
  const rows = await db
    .select()
    .from(organisation)
    .where(where)
    .orderBy(
      sql`${organisation.verifiedAt} is not null`,
      sql`${organisation.checkAskedAt} asc nulls last`,
      desc(organisation.createdAt),
      desc(organisation.id),
    )
    .limit(deskPageSize)
    .offset(offset)
  return { rows, page, pages }
}

/** @throws Refused not_found */
export async function deskOrganisation(db: Reader, viewer: SignedIn, organisationId: string) {
  assertMay(viewer, operateDesk, null)
  const [row] = await db.select().from(organisation).where(eq(organisation.id, organisationId))
  if (!row) throw new Refused('not_found')
  return { organisation: row, own: belongsTo(viewer, organisationId) }
}

/** Messages, the latest first; `waiting` shows those that have not gone out. */
export async function deskMail(db: Reader, viewer: SignedIn, onlyTroubled: boolean, asked: number) {
  assertMay(viewer, operateDesk, null)
  return mailPage(
    db,
    onlyTroubled ? and(isNull(mail.sentAt), isNotNull(mail.lastError)) : undefined,
    asked,
  )
}

async function mailPage(db: Reader, where: ReturnType<typeof and>, asked: number) {
  const [total] = await db.select({ count: count() }).from(mail).where(where)
  const { page, pages, offset } = pageOf(total?.count ?? 0, asked)
  const rows = await db
    .select({
      id: mail.id,
      toAddress: mail.toAddress,
      template: mail.template,
      subject: mail.subject,
      locale: mail.locale,
      createdAt: mail.createdAt,
      sentAt: mail.sentAt,
      lastError: mail.lastError,
    })
    .from(mail)
    .where(where)
    .orderBy(desc(mail.createdAt), desc(mail.id))
    .limit(deskPageSize)
    .offset(offset)
  return { rows, page, pages }
}

/** The practice mailbox: every message, for everybody. The route exists only where mail stays here. */
export async function mailbox(db: Reader, to: string, asked: number) {
  return mailPage(db, to ? and(ilike(mail.toAddress, like(to.trim()))) : undefined, asked)
}

export async function mailById(db: Reader, mailId: string) {
  const [row] = await db.select().from(mail).where(eq(mail.id, mailId))
  if (!row) throw new Refused('not_found')
  return row
}

export async function auditTrail(db: Reader, viewer: SignedIn, subject: string, asked: number) {
  assertMay(viewer, operateDesk, null)
  const text = subject.trim()
  const where = text
    ? or(
        eq(auditEntry.subject, text),
        eq(auditEntry.personId, text),
        ilike(auditEntry.act, like(text)),
      )
    : undefined
  const [total] = await db.select({ count: count() }).from(auditEntry).where(where)
  const { page, pages, offset } = pageOf(total?.count ?? 0, asked)
  const rows = await db
    .select()
    .from(auditEntry)
    .where(where)
    .orderBy(desc(auditEntry.id))
    .limit(deskPageSize)
    .offset(offset)
  const ids = [...new Set(rows.flatMap(({ personId }) => (personId ? [personId] : [])))]
  const people = ids.length
    ? await db
        .select({ id: person.id, name: person.name })
        .from(person)
        .where(inArray(person.id, ids))
    : []
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return {
    page,
    pages,
    rows: rows.map((row) => ({
      ...row,
      person: row.personId ? (names.get(row.personId) ?? row.personId) : null,
    })),
  }
}

type QueueLine = {
  task: string
  waiting: string
  running: string
  failed: string
  oldest_run_at: Date | null
}
type QueueTrouble = {
  id: string
  task: string
  attempts: number
  max_attempts: number
  run_at: Date
  last_error: string
  given_up: boolean
}

/** What waits, runs and has failed in the queue, through the doors that the database keeps for it. */
export async function queueState(db: Db, viewer: SignedIn) {
  assertMay(viewer, operateDesk, null)
  const lines = await db.execute<QueueLine>(sql`select * from queue_state()`)
  const troubles = await db.execute<QueueTrouble>(sql`select * from queue_troubles()`)
  return {
    tasks: [...lines].map((line) => ({
      task: line.task,
      waiting: Number(line.waiting),
      running: Number(line.running),
      failed: Number(line.failed),
      oldestRunAt: line.oldest_run_at ? new Date(line.oldest_run_at) : null,
    })),
    troubles: [...troubles].map((row) => ({
      id: String(row.id),
      task: row.task,
      attempts: row.attempts,
      maxAttempts: row.max_attempts,
      runAt: new Date(row.run_at),
      lastError: row.last_error,
      givenUp: row.given_up,
    })),
  }
}

/** The few figures of the desk's first page. */
export async function deskFigures(db: Db, viewer: SignedIn) {
  const { tasks } = await queueState(db, viewer)
  const [people] = await db.select({ count: count() }).from(person)
  const [unsent] = await db
    .select({ count: count() })
    .from(mail)
    .where(and(isNull(mail.sentAt), isNotNull(mail.lastError)))
  return {
    people: people?.count ?? 0,
    unsentMail: unsent?.count ?? 0,
    failedJobs: tasks.reduce((sum, { failed }) => sum + failed, 0),
    waitingJobs: tasks.reduce((sum, { waiting }) => sum + waiting, 0),
  }
}
