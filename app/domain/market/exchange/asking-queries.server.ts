import { person } from 'db/schema/identity'
import { brief, proposal } from 'db/schema/market'
import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { team, teamInvitation, teamMember } from 'db/schema/teams'
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import { invitationState } from '~/domain/teams/team'
import type { Reader } from '~/platform/database.server'
import { openBriefStatuses } from '../briefs/brief'
import {
  activeProposalStatuses,
  counteredProposalStatuses,
  draftProposalStatuses,
} from '../proposals/proposal'
import { publicBriefTitles } from '../queries.server'
import { askingState, openingState } from './opening'
import { seatFilled, seatStands } from './opening-queries.server'

/** The seats that the viewer asked for, the latest first. */
export async function ownAskings(db: Reader, viewer: SignedIn, at: Date) {
  const rows = await db
    .select({
      openingId: exchangeOpening.id,
      role: exchangeOpening.role,
      team: team.name,
      asking: exchangeAsking,
      invitation: teamInvitation,
      opening: exchangeOpening,
      filled: seatFilled,
      stands: sql<boolean>`${seatStands(db)}`,
    })
    .from(exchangeAsking)
    .innerJoin(exchangeOpening, eq(exchangeOpening.id, exchangeAsking.openingId))
    .innerJoin(team, eq(team.id, exchangeOpening.teamId))
    .leftJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .where(eq(exchangeAsking.personId, viewer.personId))
    .orderBy(desc(exchangeAsking.askedAt))
    .limit(50)
  return rows.map(({ asking, invitation, opening, filled: taken, stands: there, ...row }) => ({
    ...row,
    askedAt: asking.askedAt,
    opening: openingState({ ...opening, filled: taken, stands: there }, at),
    state: askingState(asking, invitation && invitationState(invitation, at)),
  }))
}

/** Askings that wait for a lead of the viewer's teams, by open seat. */
export async function waitingAskings(db: Reader, viewer: SignedIn) {
  return db
    .select({ openingId: exchangeOpening.id, team: team.name, askings: count() })
    .from(exchangeAsking)
    .innerJoin(exchangeOpening, eq(exchangeOpening.id, exchangeAsking.openingId))
    .innerJoin(team, eq(team.id, exchangeOpening.teamId))
    .innerJoin(
      teamMember,
      and(
        eq(teamMember.teamId, exchangeOpening.teamId),
        eq(teamMember.personId, viewer.personId),
        eq(teamMember.lead, 1),
      ),
    )
    .where(
      and(
        isNull(exchangeAsking.takenBackAt),
        isNull(exchangeAsking.declinedAt),
        isNull(exchangeAsking.invitationId),
        isNull(exchangeOpening.withdrawnAt),
        sql`not ${seatFilled}`,
      ),
    )
    .groupBy(exchangeOpening.id, team.name)
    .orderBy(asc(exchangeOpening.id))
}

/**
 * The open briefs that a seat of a team can be for: those that it is about to answer, and the one that
 * is asked for by its address. What lies before a client is not written over.
 */
export async function briefsForOpening(
  db: Reader,
  viewer: Viewer,
  { teamId, wanted }: { teamId: string; wanted: string },
) {
  const rows = await db
    .select({ id: brief.id, title: brief.title })
    .from(brief)
    .leftJoin(
      proposal,
      and(
        eq(proposal.briefId, brief.id),
        eq(proposal.teamId, teamId),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
    .where(
      and(
        inArray(brief.status, [...openBriefStatuses]),
        or(
          inArray(proposal.status, [...draftProposalStatuses, ...counteredProposalStatuses]),
          and(isNull(proposal.id), eq(brief.id, wanted)),
        ),
      ),
    )
    .orderBy(desc(brief.publishedAt))
  const open = await publicBriefTitles(
    db,
    viewer,
    rows.map(({ id }) => id),
  )
  return rows.filter(({ id }) => open.has(id))
}

/** What a team promised to whoever joined it for a seat in exchange in its proposal, by person. */
export async function promisedSeats(db: Reader, teamId: string, briefId: string) {
  const rows = await db
    .select({ personId: exchangeAsking.personId, opening: exchangeOpening })
    .from(exchangeAsking)
    .innerJoin(exchangeOpening, eq(exchangeOpening.id, exchangeAsking.openingId))
    .innerJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .where(
      and(
        eq(exchangeOpening.teamId, teamId),
        eq(exchangeOpening.briefId, briefId),
        isNotNull(teamInvitation.acceptedAt),
      ),
    )
  return new Map(rows.map(({ personId, opening }) => [personId, opening]))
}

/**
 * The seat in exchange that an invitation answers, for whoever may read the invitation; null where it
 * answers none.
 */
export async function seatOfInvitation(db: Reader, _viewer: Viewer, invitationId: string) {
  const [row] = await db
    .select({
      openingId: exchangeOpening.id,
      host: person.name,
      hostCountry: person.country,
      fromStage: exchangeOpening.fromStage,
      toStage: exchangeOpening.toStage,
    })
    .from(exchangeAsking)
    .innerJoin(exchangeOpening, eq(exchangeOpening.id, exchangeAsking.openingId))
    .innerJoin(person, eq(person.id, exchangeOpening.hostId))
    .where(eq(exchangeAsking.invitationId, invitationId))
  return row ?? null
}
