import { organisation } from 'db/schema/identity'
import { brief, proposal } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import {
  and,
  asc,
  count,
  desc,
  eq,
  ilike,
  inArray,
  isNotNull,
  isNull,
  or,
  type SQL,
} from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import { belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { rowFactsOf } from '~/domain/outcomes/criteria/row-facts'
import { withoutPeople } from '~/domain/outcomes/criteria/without-people'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import {
  draftBriefStatuses,
  openBriefStatuses,
  publicBriefStatuses,
  type Sector,
} from './briefs/brief'
import { editBrief } from './permissions'
import { liveProposalStatuses, workedOnProposalStatuses } from './proposals/proposal'

export type BriefFilter = {
  text?: string
  sector?: string
  country?: string
  state?: 'open' | '' | 'all'
  page: number
}

export const briefsPerPage = 20

const cardColumns = {
  id: brief.id,
  title: brief.title,
  statement: brief.statement,
  sector: brief.sector,
  country: brief.country,
  currency: brief.currency,
  budgetMinor: brief.budgetMinor,
  weeks: brief.weeks,
  workloadClass: brief.workloadClass,
  criteria: brief.criteria,
  status: brief.status,
  publishedAt: brief.publishedAt,
  deadlineAt: brief.deadlineAt,
  organisationName: organisation.name,
}

/** Published briefs, newest first. Anybody may read them, so the viewer changes nothing. */
export async function briefList(db: Reader, _viewer: Viewer, filter: BriefFilter) {
  const conditions: (SQL | undefined)[] = [
    isNull(brief.offerVersionId),
    inArray(brief.status, [...(filter.state === 'all' ? publicBriefStatuses : openBriefStatuses)]),
    filter.sector ? eq(brief.sector, filter.sector) : undefined,
    filter.country ? eq(brief.country, filter.country) : undefined,
    filter.text
      ? or(
          ilike(brief.title, `%${escapeLike(filter.text)}%`),
          ilike(brief.statement, `%${escapeLike(filter.text)}%`),
        )
      : undefined,
  ]
  const where = and(...conditions)
  const [total] = await db.select({ rows: count() }).from(brief).where(where)
  const rows = await db
    .select(cardColumns)
    .from(brief)
    .innerJoin(organisation, eq(organisation.id, brief.organisationId))
    .where(where)
    .orderBy(desc(brief.publishedAt), desc(brief.id))
    .limit(briefsPerPage)
    .offset((filter.page - 1) * briefsPerPage)
  return { rows: rows.map((row) => withCurrency(forStrangers(row))), total: total?.rows ?? 0 }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

/** Whom a criterion names is for the client's own people, until there are terms. */
export function forStrangers<T extends { criteria: readonly Criterion[] }>(row: T) {
  return { ...row, criteria: row.criteria.map(withoutPeople) }
}

function withCurrency<T extends { currency: string; sector: string }>(row: T) {
  return { ...row, currency: row.currency as Currency, sector: row.sector as Sector }
}

/** The countries that published briefs are wanted in, for the filter; the same for every viewer. */
export async function briefCountries(db: Reader, _viewer: Viewer): Promise<string[]> {
  const rows = await db
    .selectDistinct({ country: brief.country })
    .from(brief)
    .where(and(isNull(brief.offerVersionId), inArray(brief.status, [...publicBriefStatuses])))
  return rows.map(({ country }) => country)
}

/** Every brief of the viewer's organisations, drafts first. */
export async function ownBriefs(db: Reader, viewer: Viewer) {
  const ids = viewer?.memberships.map(({ organisationId }) => organisationId) ?? []
  if (ids.length === 0) return []
  const rows = await db
    .select(cardColumns)
    .from(brief)
    .innerJoin(organisation, eq(organisation.id, brief.organisationId))
    .where(inArray(brief.organisationId, ids))
    .orderBy(desc(brief.createdAt))
    .limit(100)
  return rows.map(withCurrency)
}

const unasked = { checkAskedAt: null, checkWords: null }

/**
 * One brief. A draft and an order are known to its organisation only; `dataset` carries the public sample and the
 * root, never sealed rows.
 * @throws Refused not_found
 */
export async function briefPage(db: Reader, viewer: Viewer, briefId: string) {
  const [row] = await db
    .select({ brief, organisation })
    .from(brief)
    .innerJoin(organisation, eq(organisation.id, brief.organisationId))
    .where(eq(brief.id, briefId))
  if (!row) throw new Refused('not_found')
  const mine = viewer !== null && belongsTo(viewer, row.brief.organisationId)
  const open = publicBriefStatuses.includes(row.brief.status) && row.brief.offerVersionId === null
  if (!mine && !open) throw new Refused('not_found')
  const dataset = row.brief.datasetId
    ? await datasetFacts(db, row.brief.datasetId, mine ? 'client' : 'public')
    : null
  return {
    brief: withCurrency(mine ? row.brief : forStrangers(row.brief)),
    // What the operator asks of it is between the two.
    organisation: mine ? row.organisation : { ...row.organisation, ...unasked },
    dataset,
    mine,
    mayEdit: may(viewer, editBrief, row.brief),
  }
}

/**
 * A draft for setting its criteria, and what is known of its rows; null where none are sealed.
 * @throws Refused not_found, brief_settled
 */
export async function criteriaPage(db: Reader, viewer: Viewer, briefId: string) {
  const { brief: draft, dataset, mayEdit } = await briefPage(db, viewer, briefId)
  if (!mayEdit) throw new Refused('not_found')
  if (!draftBriefStatuses.includes(draft.status)) throw new Refused('brief_settled')
  return { brief: draft, facts: dataset ? rowFactsOf(dataset) : null }
}

/** Lies before the client, or did and is being revised by its team: it keeps its place meanwhile. */
export const proposalsBeforeClient: SQL | undefined = or(
  inArray(proposal.status, [...liveProposalStatuses]),
  and(inArray(proposal.status, [...workedOnProposalStatuses]), isNotNull(proposal.submittedAt)),
)

/** The proposals that lie before the client, oldest first; the first five of them are shown to it. */
export async function liveProposalIds(db: Reader, briefId: string, at: Date) {
  const most = await settingAt(db, 'liveProposalsPerBrief', at)
  const rows = await db
    .select({ id: proposal.id })
    .from(proposal)
    .where(and(eq(proposal.briefId, briefId), proposalsBeforeClient))
    .orderBy(asc(proposal.submittedAt), asc(proposal.id))
  return {
    shown: rows.slice(0, most).map(({ id }) => id),
    queued: rows.slice(most).map(({ id }) => id),
  }
}

/** Teams that the viewer leads: who may answer a brief. */
export async function teamsLedBy(db: Reader, viewer: Viewer) {
  if (!viewer) return []
  return db
    .select({ id: team.id, name: team.name, slug: team.slug })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(and(eq(teamMember.personId, viewer.personId), eq(teamMember.lead, 1)))
    .orderBy(asc(team.name))
}

/** The titles of those among some briefs that anybody may read. */
export async function publicBriefTitles(
  db: Reader,
  _viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: brief.id, title: brief.title })
    .from(brief)
    .where(
      and(
        inArray(brief.id, [...ids]),
        isNull(brief.offerVersionId),
        inArray(brief.status, [...publicBriefStatuses]),
      ),
    )
  return new Map(rows.map(({ id, title }) => [id, title]))
}
