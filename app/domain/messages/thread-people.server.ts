import { contractMember } from 'db/schema/contracts'
import { organisationMember, person } from 'db/schema/identity'
import { brief, proposal, proposalSeat } from 'db/schema/market'
import { message, messageThread, personBlock, threadReading } from 'db/schema/messages'
import { teamMember } from 'db/schema/teams'
import { and, asc, eq, exists, inArray, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Viewer } from '~/domain/identity/viewer'
import { publicBriefStatuses } from '~/domain/market/briefs/brief'
import type { Reader } from '~/platform/database.server'
import type { ThreadRow } from './thread-access.server'

type Of = Pick<ThreadRow, 'id' | 'subjectKind' | 'subjectId' | 'organisationId' | 'contractId'>

/** The people of a thread by name: both sides, and at a brief the client and whoever has asked. */
export async function peopleOf(db: Reader, thread: Of) {
  const member = db
    .select({ id: organisationMember.personId })
    .from(organisationMember)
    .where(eq(organisationMember.organisationId, thread.organisationId))
  return db
    .select({ personId: person.id, name: person.name })
    .from(person)
    .where(or(inArray(person.id, member), ...teamSide(db, thread)))
    .orderBy(asc(person.name), asc(person.id))
}

function teamSide(db: Reader, { id, subjectKind, subjectId, contractId }: Of): SQL[] {
  if (contractId) {
    const members = db
      .select({ id: contractMember.personId })
      .from(contractMember)
      .where(eq(contractMember.contractId, contractId))
    return [inArray(person.id, members)]
  }
  if (subjectKind === 'brief') {
    const asked = db.select({ id: message.authorId }).from(message).where(eq(message.threadId, id))
    return [inArray(person.id, asked)]
  }
  const seats = db
    .select({ id: proposalSeat.personId })
    .from(proposalSeat)
    .where(eq(proposalSeat.proposalId, subjectId))
  const leads = db
    .select({ id: teamMember.personId })
    .from(teamMember)
    .innerJoin(proposal, eq(proposal.teamId, teamMember.teamId))
    .where(and(eq(proposal.id, subjectId), eq(teamMember.lead, 1)))
  return [inArray(person.id, seats), inArray(person.id, leads)]
}

/**
 * Whether a reader of the joined thread is told who writes to them. At a brief only the client's people
 * are: were anybody else's block to count there, it would show whose question it is.
 */
const toldWho = (db: Reader, personId: PgColumn) =>
  or(
    ne(messageThread.subjectKind, 'brief'),
    exists(
      db
        .select({ one: sql`1` })
        .from(organisationMember)
        .where(
          and(
            eq(organisationMember.organisationId, messageThread.organisationId),
            eq(organisationMember.personId, personId),
          ),
        ),
    ),
  )

/** Who of these people does not want to hear from the author of a message in this thread. */
export async function blockersOf(
  db: Reader,
  of: { threadId: string; authorId: string },
  personIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .select({ personId: personBlock.personId })
    .from(personBlock)
    .innerJoin(messageThread, eq(messageThread.id, of.threadId))
    .where(
      and(
        eq(personBlock.blockedId, of.authorId),
        inArray(personBlock.personId, [...personIds]),
        toldWho(db, personBlock.personId),
      ),
    )
  return rows.map(({ personId }) => personId)
}

/** For a query over readings, messages and their threads: the reader wants to hear from the author. */
export function hears(db: Reader): SQL {
  return notExists(
    db
      .select({ one: sql`1` })
      .from(personBlock)
      .where(
        and(
          eq(personBlock.personId, threadReading.personId),
          eq(personBlock.blockedId, message.authorId),
          toldWho(db, threadReading.personId),
        ),
      ),
  )
}

/** Whom of these authors the viewer has blocked. */
export async function blockedAmong(
  db: Reader,
  viewer: Viewer,
  authorIds: readonly string[],
): Promise<string[]> {
  if (!viewer || authorIds.length === 0) return []
  const rows = await db
    .select({ personId: personBlock.blockedId })
    .from(personBlock)
    .where(
      and(
        eq(personBlock.personId, viewer.personId),
        inArray(personBlock.blockedId, [...authorIds]),
      ),
    )
  return rows.map(({ personId }) => personId)
}

/**
 * Whether somebody still belongs to a thread that they have followed, for lists and counts that do
 * not open each. The thread's own page asks again.
 */
export function stillIn(db: Reader, personId: string): SQL | undefined {
  const client = db
    .select({ one: sql`1` })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.organisationId, messageThread.organisationId),
        eq(organisationMember.personId, personId),
      ),
    )
  const member = db
    .select({ one: sql`1` })
    .from(contractMember)
    .where(
      and(
        eq(contractMember.contractId, messageThread.contractId),
        eq(contractMember.personId, personId),
      ),
    )
  const asked = db
    .select({ one: sql`1` })
    .from(brief)
    .where(
      and(eq(brief.id, messageThread.subjectId), inArray(brief.status, [...publicBriefStatuses])),
    )
  const seated = db
    .select({ one: sql`1` })
    .from(proposal)
    .leftJoin(
      proposalSeat,
      and(eq(proposalSeat.proposalId, proposal.id), eq(proposalSeat.personId, personId)),
    )
    .leftJoin(
      teamMember,
      and(
        eq(teamMember.teamId, proposal.teamId),
        eq(teamMember.personId, personId),
        eq(teamMember.lead, 1),
      ),
    )
    .where(
      and(
        eq(proposal.id, messageThread.subjectId),
        sql`(${proposalSeat.personId} is not null or ${teamMember.personId} is not null)`,
      ),
    )
  const is = (kind: ThreadRow['subjectKind']) => eq(messageThread.subjectKind, kind)
  return or(
    and(sql`${messageThread.contractId} is not null`, or(exists(client), exists(member))),
    and(is('brief'), or(exists(client), exists(asked))),
    and(is('proposal'), or(exists(client), exists(seated))),
  )
}
