import { person } from 'db/schema/identity'
import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { team, teamInvitation, teamMember } from 'db/schema/teams'
import { and, asc, count, desc, eq, exists, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { offersWork } from '~/domain/teams/people-queries.server'
import { editTeam } from '~/domain/teams/permissions'
import { teamMembers } from '~/domain/teams/queries.server'
import { invitationState } from '~/domain/teams/team'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { publicBriefTitles } from '../queries.server'
import { checkAbroad } from './exchange'
import { askingState, openingState } from './opening'

export const openingsPerPage = 20

export const seatFilled = sql<boolean>`exists (select 1 from exchange_asking a
  join team_invitation i on i.id = a.invitation_id
  where a.opening_id = ${exchangeOpening.id} and i.accepted_at is not null)`

export const seatHosted = (db: Reader) =>
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
  )

/** As `openingState` has it, for whole lists. */
const isOpen = (db: Reader, at: Date) =>
  and(
    isNull(exchangeOpening.withdrawnAt),
    gt(exchangeOpening.closesAt, at),
    seatHosted(db),
    sql`not ${seatFilled}`,
  )

async function openingRows(db: Reader, where: SQL | undefined, page: number) {
  const rows = await db
    .select({
      opening: exchangeOpening,
      team: { name: team.name, slug: team.slug },
      host: { personId: person.id, name: person.name, country: person.country },
      filled: seatFilled,
      hosted: sql<boolean>`${seatHosted(db)}`,
    })
    .from(exchangeOpening)
    .innerJoin(team, eq(team.id, exchangeOpening.teamId))
    .innerJoin(person, eq(person.id, exchangeOpening.hostId))
    .where(where)
    .orderBy(asc(exchangeOpening.closesAt), asc(exchangeOpening.id))
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
  const [counted] = await db.select({ total: count() }).from(exchangeOpening).where(isOpen(db, at))
  const rows = await openingRows(db, isOpen(db, at), page)
  return { rows: await withBriefs(db, viewer, rows), total: counted?.total ?? 0 }
}

/** Every seat that a team has opened, with how it stands; strangers read those that are open. */
export async function openingsOfTeam(db: Reader, viewer: Viewer, teamId: string, at: Date) {
  const members = await teamMembers(db, teamId)
  const own = eq(exchangeOpening.teamId, teamId)
  const leads = may(viewer, editTeam, { members })
  const rows = await openingRows(db, leads ? own : and(own, isOpen(db, at)), 1)
  return {
    leads,
    members,
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
  const [found] = await openingRows(db, eq(exchangeOpening.id, openingId), 1)
  if (!found) throw new Refused('not_found')
  const [row] = await withBriefs(db, viewer, [found])
  const members = await teamMembers(db, found.teamId)
  const leads = may(viewer, editTeam, { members })
  const asked = viewer ? await askings(db, openingId, leads ? null : viewer.personId, at) : []
  const own = asked.find(({ personId }) => personId === viewer?.personId) ?? null
  const state = openingState(found, at)
  const member = members.some(({ personId }) => personId === viewer?.personId)
  // What is over is there for those whom it concerns.
  if (state !== 'open' && !member && !own) throw new Refused('not_found')
  return {
    ...{ ...found, brief: row?.brief ?? null, state, leads, own },
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

/** @param personId of whom alone; null for everybody who asked */
async function askings(db: Reader, openingId: string, personId: string | null, at: Date) {
  const rows = await db
    .select({
      asking: exchangeAsking,
      name: person.name,
      country: person.country,
      headline: person.headline,
      invitation: teamInvitation,
    })
    .from(exchangeAsking)
    .innerJoin(person, eq(person.id, exchangeAsking.personId))
    .leftJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .where(
      and(
        eq(exchangeAsking.openingId, openingId),
        personId ? eq(exchangeAsking.personId, personId) : undefined,
      ),
    )
    .orderBy(desc(exchangeAsking.askedAt), asc(exchangeAsking.id))
  return rows.map(({ asking, invitation, ...row }) => ({
    ...row,
    personId: asking.personId,
    words: asking.words,
    askedAt: asking.askedAt,
    invitationId: asking.invitationId,
    state: askingState(asking, invitation && invitationState(invitation, at)),
  }))
}
