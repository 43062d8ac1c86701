import { person } from 'db/schema/identity'
import { brief, proposal, proposalSeat } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import { actsFor, belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { assertLeads } from './lock.server'
import { readProposal } from './permissions'
import { decidedProposalStatuses, draftProposalStatuses, formingProposalStatuses } from './proposal'
import { forStrangers, liveProposalIds } from './queries.server'

/** The seats of proposals with their people, in the order of share. */
async function seatsOf(db: Reader, proposalIds: readonly string[]) {
  if (proposalIds.length === 0) return []
  return db
    .select({
      proposalId: proposalSeat.proposalId,
      personId: proposalSeat.personId,
      name: person.name,
      role: proposalSeat.role,
      shareBps: proposalSeat.shareBps,
      agreedAt: proposalSeat.agreedAt,
    })
    .from(proposalSeat)
    .innerJoin(person, eq(person.id, proposalSeat.personId))
    .where(inArray(proposalSeat.proposalId, [...proposalIds]))
    .orderBy(desc(proposalSeat.shareBps), asc(person.id))
}

/** What the client's organisation sees of its brief: five proposals, and how many wait behind them. */
export async function proposalsForClient(db: Reader, viewer: Viewer, briefId: string, at: Date) {
  const [asked] = await db.select().from(brief).where(eq(brief.id, briefId))
  if (!asked || !viewer || !belongsTo(viewer, asked.organisationId)) {
    throw new Refused('not_found')
  }
  const { shown, queued } = await liveProposalIds(db, briefId, at)
  const rows =
    shown.length === 0
      ? []
      : await db
          .select({ proposal, teamName: team.name, teamSlug: team.slug })
          .from(proposal)
          .innerJoin(team, eq(team.id, proposal.teamId))
          .where(inArray(proposal.id, shown))
          .orderBy(asc(proposal.submittedAt), asc(proposal.id))
  const seats = await seatsOf(db, shown)
  return {
    queued: queued.length,
    rows: rows.map((row) => ({
      ...row.proposal,
      currency: row.proposal.currency as Currency,
      teamName: row.teamName,
      teamSlug: row.teamSlug,
      seats: seats.filter(({ proposalId }) => proposalId === row.proposal.id),
    })),
  }
}

/** Proposals in which the viewer has a seat, for one brief or all. */
export async function ownProposals(db: Reader, viewer: Viewer, briefId?: string) {
  if (!viewer) return []
  const rows = await db
    .select({
      id: proposal.id,
      status: proposal.status,
      briefId: proposal.briefId,
      briefTitle: brief.title,
      teamId: proposal.teamId,
      teamName: team.name,
      priceMinor: proposal.priceMinor,
      currency: proposal.currency,
      deadlineAt: proposal.deadlineAt,
      submittedAt: proposal.submittedAt,
      agreedAt: proposalSeat.agreedAt,
    })
    .from(proposalSeat)
    .innerJoin(proposal, eq(proposal.id, proposalSeat.proposalId))
    .innerJoin(brief, eq(brief.id, proposal.briefId))
    .innerJoin(team, eq(team.id, proposal.teamId))
    .where(
      and(
        eq(proposalSeat.personId, viewer.personId),
        briefId ? eq(proposal.briefId, briefId) : undefined,
      ),
    )
    .orderBy(desc(proposal.createdAt))
    .limit(100)
  return rows.map((row) => ({
    ...row,
    currency: row.currency as Currency,
    needsMyAnswer: formingProposalStatuses.includes(row.status) && row.agreedAt === null,
  }))
}

/**
 * One proposal, for its members and, once it lies before the client, for the client's organisation.
 * @throws Refused not_found, also for the client while the proposal waits behind the first five.
 */
export async function proposalPage(db: Reader, viewer: Viewer, proposalId: string, at: Date) {
  const [row] = await db
    .select({ proposal, brief, team })
    .from(proposal)
    .innerJoin(brief, eq(brief.id, proposal.briefId))
    .innerJoin(team, eq(team.id, proposal.teamId))
    .where(eq(proposal.id, proposalId))
  if (!row || !viewer) throw new Refused('not_found')
  const seats = await seatsOf(db, [proposalId])
  const { shown, queued } = await liveProposalIds(db, row.brief.id, at)
  const queuePosition = queued.indexOf(proposalId) + 1
  const isShown = shown.includes(proposalId)
  const beforeClient = isShown || decidedProposalStatuses.includes(row.proposal.status)
  const [member] = await db
    .select({ lead: teamMember.lead })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, row.team.id), eq(teamMember.personId, viewer.personId)))
  const leads = Boolean(member?.lead)
  const subject = {
    leads,
    organisationId: row.brief.organisationId,
    seatIds: seats.map(({ personId }) => personId),
    beforeClient,
  }
  if (!may(viewer, readProposal, subject)) throw new Refused('not_found')
  const seat = seats.find(({ personId }) => personId === viewer.personId)
  return {
    leads,
    proposal: { ...row.proposal, currency: row.proposal.currency as Currency },
    brief: belongsTo(viewer, row.brief.organisationId) ? row.brief : forStrangers(row.brief),
    team: row.team,
    seats,
    seat: seat ?? null,
    queuePosition,
    isShown,
    isClient: actsFor(viewer, row.brief.organisationId),
  }
}

/**
 * What the page for writing a proposal needs: the team, its members with their usual shares, and the
 * draft under way.
 * @throws Refused not_found unless the viewer leads the team.
 */
export async function proposalDraft(db: Reader, viewer: Viewer, briefId: string, teamId: string) {
  if (!viewer) throw new Refused('not_found')
  await assertLeads(db, viewer.personId, teamId)
  const [found] = await db
    .select({ id: team.id, name: team.name })
    .from(team)
    .where(eq(team.id, teamId))
  if (!found) throw new Refused('not_found')
  const members = await db
    .select({
      personId: teamMember.personId,
      name: person.name,
      role: teamMember.role,
      shareBps: teamMember.shareBps,
    })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(eq(teamMember.teamId, teamId))
    .orderBy(desc(teamMember.shareBps), asc(person.id))
  const [draft] = await db
    .select()
    .from(proposal)
    .where(
      and(
        eq(proposal.briefId, briefId),
        eq(proposal.teamId, teamId),
        inArray(proposal.status, [...draftProposalStatuses]),
      ),
    )
  const seats = draft ? await seatsOf(db, [draft.id]) : []
  return {
    team: found,
    proposal: draft ?? null,
    members: members.map((member) => {
      const seat = seats.find(({ personId }) => personId === member.personId)
      return {
        ...member,
        role: seat?.role ?? member.role,
        shareBps: seat?.shareBps ?? member.shareBps,
      }
    }),
  }
}
