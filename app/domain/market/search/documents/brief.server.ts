import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { isCurrency, money } from '~/kernel/money'
import { openBriefStatuses, publicBriefStatuses, type Sector } from '../../briefs/brief'
import { skillsOfBrief } from '../../briefs/brief-skills'
import { facetToken, priceTokens } from '../facets'
import { idsAfter } from './ids-after.server'
import { type Source, skillTokens, skillWords } from './source'

/** Published briefs, never those behind an order. */
const shown = and(isNull(brief.offerVersionId), inArray(brief.status, [...publicBriefStatuses]))

/** Published briefs, also those that were answered or have expired; never whom a criterion names. */
export const briefs: Source = {
  kind: 'brief',
  async read(db, subjectId) {
    const [row] = await db
      .select({ brief, client: organisation.name })
      .from(brief)
      .innerJoin(organisation, eq(organisation.id, brief.organisationId))
      .where(and(eq(brief.id, subjectId), shown))
    const { publishedAt } = row?.brief ?? {}
    if (!row || !publishedAt) return null
    const { id, title, statement, sector, country, workloadClass, currency, budgetMinor } =
      row.brief
    const skills = skillsOfBrief({ ...row.brief, sector: sector as Sector }).flatMap(
      (need) => need.skills,
    )
    const takesProposals = openBriefStatuses.includes(row.brief.status)
    return {
      kind: 'brief',
      subjectId: id,
      url: `/briefs/${id}`,
      title,
      summary: row.client,
      text: `${statement} ${skillWords(skills)}`,
      language: null,
      facets: [
        facetToken('state', takesProposals ? 'open' : 'closed'),
        facetToken('sector', sector),
        facetToken('country', country),
        facetToken('class', workloadClass),
        ...skillTokens(skills),
        ...(isCurrency(currency) ? priceTokens(money(currency, budgetMinor)) : []),
      ],
      currency,
      amountMinor: budgetMinor,
      amountIsLeast: false,
      publishedAt,
    }
  },
  async stillPublic(db, ids) {
    const rows = await db
      .select({ id: brief.id })
      .from(brief)
      .where(and(inArray(brief.id, [...ids]), shown))
    return rows.map(({ id }) => id)
  },
  idsAfter: idsAfter(brief, brief.id),
}
