import { person } from 'db/schema/identity'
import { brief, proposal } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { promisedSeats } from '../exchange/asking-queries.server'
import { stagesInRows } from '../exchange/exchange'
import { stagesBetween } from '../exchange/opening'
import { assertLeads } from '../lock.server'
import { teamsLedBy } from '../queries.server'
import { isDiscovery } from './discovery'
import { seatsWhole } from './free-seats.server'
import { activeProposalStatuses, isRevisable } from './proposal'
import { seatsOf } from './proposal-queries.server'
import { counterDifferences, versionsOf } from './version-queries.server'

/**
 * What the page for writing a proposal needs: the team, its members with their usual shares, and the
 * draft under way. Stages in exchange are numbered like the rows of its form.
 * @throws Refused not_found unless the viewer leads the team.
 */
export async function proposalDraft(db: Reader, viewer: Viewer, briefId: string, teamId: string) {
  if (!viewer) throw new Refused('not_found')
  await assertLeads(db, viewer.personId, teamId)
  const [found] = await db
    .select({ id: team.id, name: team.name, slug: team.slug })
    .from(team)
    .where(eq(team.id, teamId))
  if (!found) throw new Refused('not_found')
  const members = await db
    .select({
      personId: teamMember.personId,
      name: person.name,
      country: person.country,
      role: teamMember.role,
      shareBps: teamMember.shareBps,
    })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(eq(teamMember.teamId, teamId))
    .orderBy(desc(teamMember.shareBps), asc(person.id))
  const [underWay] = await db
    .select({ draft: proposal, asked: brief.version })
    .from(proposal)
    .innerJoin(brief, eq(brief.id, proposal.briefId))
    .where(
      and(
        eq(proposal.briefId, briefId),
        eq(proposal.teamId, teamId),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
  const draft = underWay?.draft
  const seats = draft ? await seatsOf(db, [draft.id]) : []
  const rows = draft?.milestones.filter((one) => !isDiscovery(one)).length ?? 0
  const promised = await promisedSeats(db, teamId, briefId)
  return {
    team: found,
    proposal: draft ?? null,
    /** False where it lies before the client or with the members as it is. */
    revisable:
      !draft ||
      isRevisable({
        status: draft.status,
        outdated: draft.briefVersion !== underWay.asked,
        seatFree: !(await seatsWhole(db, draft.id)),
      }),
    asked: draft ? counterDifferences(draft.status, await versionsOf(db, draft.id)) : [],
    members: members.map((member) => {
      const seat = seats.find(({ personId }) => personId === member.personId)
      const kept = seat ? undefined : promised.get(member.personId)
      return {
        ...member,
        role: seat?.role ?? kept?.role ?? member.role,
        shareBps: seat?.shareBps ?? kept?.shareBps ?? member.shareBps,
        exchange:
          draft && seat?.exchange
            ? stagesInRows(seat.exchange, draft.milestones)
            : kept
              ? { hostId: kept.hostId, milestones: stagesBetween(kept, rows) }
              : null,
        /** What was promised to somebody who joined for a seat in exchange, until it is in the draft. */
        promised: kept
          ? { shareBps: kept.shareBps, fromStage: kept.fromStage, toStage: kept.toStage }
          : null,
      }
    }),
  }
}

/** The teams that the viewer leads, each with its proposal under way for a brief; null where none is. */
export async function teamsToAnswer(db: Reader, viewer: Viewer, briefId: string) {
  const teams = await teamsLedBy(db, viewer)
  if (teams.length === 0) return []
  const ids = teams.map(({ id }) => id)
  const rows = await db
    .select({ id: proposal.id, teamId: proposal.teamId })
    .from(proposal)
    .where(
      and(
        eq(proposal.briefId, briefId),
        inArray(proposal.teamId, ids),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
  return teams.map((led) => ({
    ...led,
    proposalId: rows.find(({ teamId }) => teamId === led.id)?.id ?? null,
  }))
}
