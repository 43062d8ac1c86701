import { person } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { team, teamInvitation, teamMember } from 'db/schema/teams'
import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { offersWork } from '~/domain/teams/people-queries.server'
import { editTeam } from '~/domain/teams/permissions'
import { teamMembers } from '~/domain/teams/queries.server'
import { invitationState } from '~/domain/teams/team'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { openBriefStatuses } from '../briefs/brief'
import { publicBriefTitles } from '../queries.server'
import { checkAbroad } from './exchange'
import { askingState, heldInvitation, openingState, promisedStates } from './opening'

export const openingsPerPage = 20

export const seatFilled = sql<boolean>`exists (select 1 from exchange_asking a
  join team_invitation i on i.id = a.invitation_id
  join team_member m on m.team_id = ${exchangeOpening.teamId} and m.person_id = a.person_id
  where a.opening_id = ${exchangeOpening.id} and i.accepted_at is not null)`

/** The host is there, and the brief that it is for takes proposals. */
export const seatStands = (db: Reader) =>
  and(
    exists(
      db
        .select({ one: sql`1` })
        .from(teamMember)
        .where(
          and(
            eq(teamMember.teamId, exchangeOpening.teamId),
            eq(teamMember.personId, exchangeOpening.hostId),
          ),
        ),
    ),
    or(
      isNull(exchangeOpening.briefId),
      exists(
        db
          .select({ one: sql`1` })
          .from(brief)
          .where(
            and(
              eq(brief.id, exchangeOpening.briefId),
              inArray(brief.status, [...openBriefStatuses]),
            ),
          ),
      ),
    ),
  )

/** As `openingState` has it, for whole lists. */
export const isOpenSeat = (db: Reader, at: Date) =>
  and(
    isNull(exchangeOpening.withdrawnAt),
    gt(exchangeOpening.closesAt, at),
    seatStands(db),
    sql`not ${seatFilled}`,
  )

async function openingRows(
  db: Reader,
  where: SQL | undefined,
  { page, latest = false }: { page: number; latest?: boolean },
) {
  const rows = await db
    .select({
      opening: exchangeOpening,
      team: { name: team.name, slug: team.slug },
      host: { personId: person.id, name: person.name, country: person.country },
      filled: seatFilled,
      stands: sql<boolean>`${seatStands(db)}`,
    })
    .from(exchangeOpening)
    .innerJoin(team, eq(team.id, exchangeOpening.teamId))
    .innerJoin(person, eq(person.id, exchangeOpening.hostId))
    .where(where)
    .orderBy(
      latest ? desc(exchangeOpening.createdAt) : asc(exchangeOpening.closesAt),
      asc(exchangeOpening.id),
    )
    .limit(openingsPerPage)
    .offset((page - 1) * openingsPerPage)
  return rows.map(({ opening, ...row }) => ({ ...opening, ...row }))
}

async function withBriefs<R extends { briefId: string | null }>(
  db: Reader,
  viewer: Viewer,
  rows: readonly R[],
) {
  const ids = rows.flatMap(({ briefId }) => briefId ?? [])
  const titles = await publicBriefTitles(db, viewer, ids)
  return rows.map((row) => {
    const title = row.briefId && titles.get(row.briefId)
    return { ...row, brief: row.briefId && title ? { id: row.briefId, title } : null }
  })
}

/** The seats that are open to ask for, the first to close first. Anybody may read them. */
export async function openingList(
  db: Reader,
  viewer: Viewer,
  { page, at }: { page: number; at: Date },
) {
  const [counted] = await db
    .select({ total: count() })
    .from(exchangeOpening)
    .where(isOpenSeat(db, at))
  const rows = await openingRows(db, isOpenSeat(db, at), { page })
  return { rows: await withBriefs(db, viewer, rows), total: counted?.total ?? 0 }
}

/** The seats that a team has opened, the latest first, with how they stand; strangers read those that are open. */
export async function openingsOfTeam(
  db: Reader,
  viewer: Viewer,
  { teamId, page, at }: { teamId: string; page: number; at: Date },
) {
  const members = await teamMembers(db, teamId)
  const own = eq(exchangeOpening.teamId, teamId)
  const leads = may(viewer, editTeam, { members })
  const where = leads ? own : and(own, isOpenSeat(db, at))
  const rows = await openingRows(db, where, { page, latest: true })
  return {
    leads,
    members,
    total: await db.$count(exchangeOpening, where),
    rows: (await withBriefs(db, viewer, rows)).map((row) => ({
      ...row,
      state: openingState(row, at),
    })),
  }
}

/** Why the viewer may not ask for an open seat; null where they may. */
export type AskingBar =
  | 'signed_out'
  | 'member'
  | 'page_needed'
  | 'country_of_host'
  | 'country_of_team'

/**
 * An open seat, for anybody: with why the viewer may not ask for it, what they asked, and for the
 * leads of its team everybody who asked.
 * @throws Refused not_found
 */
export async function openingPage(db: Reader, viewer: Viewer, openingId: string, at: Date) {
  const [found] = await openingRows(db, eq(exchangeOpening.id, openingId), { page: 1 })
  if (!found) throw new Refused('not_found')
  const [row] = await withBriefs(db, viewer, [found])
  const members = await teamMembers(db, found.teamId)
  const leads = may(viewer, editTeam, { members })
  const asked = await askings(db, found, at)
  const own = asked.find(({ personId }) => personId === viewer?.personId) ?? null
  const state = openingState(found, at)
  const member = members.some(({ personId }) => personId === viewer?.personId)
  // What is over is there for those whom it concerns.
  if (state !== 'open' && !member && !own) throw new Refused('not_found')
  return {
    ...{ ...found, brief: row?.brief ?? null, state, leads, own },
    promised: asked.some((one) => promisedStates.includes(one.state)),
    bar: await askingBar(db, viewer, found, members),
    askings: leads ? asked : [],
  }
}

async function askingBar(
  db: Reader,
  viewer: Viewer,
  { host }: { host: { country: string } },
  members: readonly { personId: string; country: string }[],
): Promise<AskingBar | null> {
  if (!viewer) return 'signed_out'
  if (members.some(({ personId }) => personId === viewer.personId)) return 'member'
  const [own] = await db
    .select({ country: person.country, works: offersWork })
    .from(person)
    .where(eq(person.id, viewer.personId))
  return own?.works ? checkAbroad(own.country, host.country, members) : 'page_needed'
}

async function askings(db: Reader, opening: { id: string; teamId: string }, at: Date) {
  const rows = await db
    .select({
      asking: exchangeAsking,
      name: person.name,
      country: person.country,
      headline: person.headline,
      invitation: teamInvitation,
      member: teamMember.personId,
    })
    .from(exchangeAsking)
    .innerJoin(person, eq(person.id, exchangeAsking.personId))
    .leftJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .leftJoin(
      teamMember,
      and(eq(teamMember.teamId, opening.teamId), eq(teamMember.personId, exchangeAsking.personId)),
    )
    .where(eq(exchangeAsking.openingId, opening.id))
    .orderBy(desc(exchangeAsking.askedAt), asc(exchangeAsking.id))
  return rows.map(({ asking, invitation, member, ...row }) => ({
    ...row,
    personId: asking.personId,
    words: asking.words,
    askedAt: asking.askedAt,
    invitationId: asking.invitationId,
    state: askingState(
      asking,
      invitation && heldInvitation(invitationState(invitation, at), member !== null),
    ),
  }))
}
