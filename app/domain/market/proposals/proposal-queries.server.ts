import { person } from 'db/schema/identity'
import { brief, proposal, proposalSeat } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import { actsFor, belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { wholeShares } from '~/domain/teams/team'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { readProposal } from '../permissions'
import { forStrangers, liveProposalIds } from '../queries.server'
import {
  activeProposalStatuses,
  counteredProposalStatuses,
  decidedProposalStatuses,
  formingProposalStatuses,
  type ProposalStatus,
  submittedProposalStatuses,
} from './proposal'
import {
  briefChangesSince,
  type LaidVersion,
  namesIn,
  newestOfTeams,
  versionsOf,
} from './version-queries.server'

/** The seats of proposals with their people, in the order of share. */
export async function seatsOf(db: Reader, proposalIds: readonly string[]) {
  if (proposalIds.length === 0) return []
  return db
    .select({
      proposalId: proposalSeat.proposalId,
      personId: proposalSeat.personId,
      name: person.name,
      role: proposalSeat.role,
      shareBps: proposalSeat.shareBps,
      exchange: proposalSeat.exchange,
      agreedAt: proposalSeat.agreedAt,
    })
    .from(proposalSeat)
    .innerJoin(person, eq(person.id, proposalSeat.personId))
    .where(inArray(proposalSeat.proposalId, [...proposalIds]))
    .orderBy(desc(proposalSeat.shareBps), asc(person.id))
}

type ProposalRow = typeof proposal.$inferSelect

/** The row as its client reads it: what a team is still writing, or was, is not before it. */
function asLaid(row: ProposalRow, laid: LaidVersion | undefined): ProposalRow {
  if (!laid) return row
  const { seats: _, priceMinor, milestones, manifest, ...terms } = laid.body
  return {
    ...row,
    ...terms,
    priceMinor: BigInt(priceMinor),
    milestones: [...milestones],
    manifest: [...manifest],
  }
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
  const laid = await newestOfTeams(db, shown)
  const names = await namesIn(db, [...laid.values()])
  return {
    queued: queued.length,
    rows: rows.map((row) => ({
      ...asLaid(row.proposal, laid.get(row.proposal.id)),
      currency: row.proposal.currency as Currency,
      outdated: row.proposal.briefVersion !== asked.version,
      teamName: row.teamName,
      teamSlug: row.teamSlug,
      seats: seatsLaid(
        seats.filter(({ proposalId }) => proposalId === row.proposal.id),
        laid.get(row.proposal.id),
        names,
      ),
    })),
  }
}

function leadAnswers(status: ProposalStatus, outdated: boolean): 'counter' | 'brief' | null {
  if (counteredProposalStatuses.includes(status)) return 'counter'
  return outdated && submittedProposalStatuses.includes(status) ? 'brief' : null
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
      lead: teamMember.lead,
      answers: proposal.briefVersion,
      asked: brief.version,
    })
    .from(proposalSeat)
    .innerJoin(proposal, eq(proposal.id, proposalSeat.proposalId))
    .innerJoin(brief, eq(brief.id, proposal.briefId))
    .innerJoin(team, eq(team.id, proposal.teamId))
    .leftJoin(
      teamMember,
      and(eq(teamMember.teamId, proposal.teamId), eq(teamMember.personId, proposalSeat.personId)),
    )
    .where(
      and(
        eq(proposalSeat.personId, viewer.personId),
        briefId ? eq(proposal.briefId, briefId) : undefined,
      ),
    )
    .orderBy(desc(proposal.createdAt))
    .limit(100)
  return rows.map(({ lead, answers, asked, ...row }) => ({
    ...row,
    currency: row.currency as Currency,
    needsMyAnswer: formingProposalStatuses.includes(row.status) && row.agreedAt === null,
    /** What the lead is to answer: the client's own numbers, or a brief that has changed. */
    needsLead: lead === 1 ? leadAnswers(row.status, answers !== asked) : null,
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
  const { status, submittedAt } = row.proposal
  const decided = submittedAt !== null && decidedProposalStatuses.includes(status)
  const [member] = await db
    .select({ lead: teamMember.lead })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, row.team.id), eq(teamMember.personId, viewer.personId)))
  const leads = Boolean(member?.lead)
  const subject = {
    leads,
    organisationId: row.brief.organisationId,
    seatIds: seats.map(({ personId }) => personId),
    beforeClient: isShown || decided,
  }
  if (!may(viewer, readProposal, subject)) throw new Refused('not_found')
  const seat = seats.find(({ personId }) => personId === viewer.personId)
  const inside = leads || seat !== undefined
  const shares = seats.reduce((sum, { shareBps }) => sum + shareBps, 0)
  const versions = await versionsOf(db, proposalId)
  const names = await namesIn(db, versions)
  const laid = inside ? undefined : versions.filter(({ side }) => side === 'team').at(-1)
  const outdated =
    row.proposal.briefVersion !== row.brief.version && activeProposalStatuses.includes(status)
  return {
    leads,
    inside,
    outdated,
    /** Somebody with a seat has left the team: it is given to another before the client can accept. */
    seatFree: activeProposalStatuses.includes(status) && shares < wholeShares,
    briefChanges: outdated
      ? await briefChangesSince(db, viewer, row.brief.id, row.proposal.briefVersion)
      : [],
    versions,
    names,
    proposal: { ...asLaid(row.proposal, laid), currency: row.proposal.currency as Currency },
    brief: belongsTo(viewer, row.brief.organisationId) ? row.brief : forStrangers(row.brief),
    team: row.team,
    seats: seatsLaid(seats, laid, names),
    seat: seat ?? null,
    queuePosition,
    isShown,
    isClient: actsFor(viewer, row.brief.organisationId),
  }
}

type SeatRow = Awaited<ReturnType<typeof seatsOf>>[number]

/** The seats of the version that lies before the client; all of its people have agreed to it. */
function seatsLaid(
  seats: readonly SeatRow[],
  laid: LaidVersion | undefined,
  names: ReadonlyMap<string, string>,
): SeatRow[] {
  const [first] = seats
  if (!laid || !first) return [...seats]
  return laid.body.seats.map(({ personId, exchange = null, ...seat }) => ({
    ...{ proposalId: first.proposalId, personId, name: names.get(personId) ?? '', ...seat },
    exchange,
    agreedAt: seats.find((row) => row.personId === personId)?.agreedAt ?? laid.createdAt,
  }))
}
