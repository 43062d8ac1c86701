import { contract } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { and, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { publicBriefStatuses } from '~/domain/market/briefs/brief'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { ratingsOfClient, reviewsOfClient } from './queries.server'
import { recordOfClient } from './work-queries.server'

const briefsShown = 20

/**
 * A client as everybody may see it, once it has published a brief or signed a contract; before, only
 * its own people and the operator know of it.
 * @throws Refused not_found
 */
export async function clientPage(db: Reader, viewer: Viewer, slug: string) {
  const [row] = await db
    .select({
      id: organisation.id,
      kind: organisation.kind,
      name: organisation.name,
      slug: organisation.slug,
      country: organisation.country,
      website: organisation.website,
      about: organisation.about,
      verifiedAt: organisation.verifiedAt,
      createdAt: organisation.createdAt,
    })
    .from(organisation)
    .where(and(eq(organisation.slug, slug), eq(organisation.kind, 'client')))
  if (!row) throw new Refused('not_found')
  const briefs = await publicBriefs(db, row.id)
  const own = viewer !== null && (viewer.operator || belongsTo(viewer, row.id))
  if (!own && briefs.length === 0 && !(await hasSigned(db, row.id))) throw new Refused('not_found')
  return {
    client: row,
    own,
    briefs,
    record: await recordOfClient(db, row.id),
    ratings: await ratingsOfClient(db, row.id),
    reviews: await reviewsOfClient(db, row.id),
  }
}

async function publicBriefs(db: Reader, organisationId: string) {
  const rows = await db
    .select({
      id: brief.id,
      title: brief.title,
      status: brief.status,
      currency: brief.currency,
      budgetMinor: brief.budgetMinor,
      publishedAt: brief.publishedAt,
    })
    .from(brief)
    .where(
      and(
        eq(brief.organisationId, organisationId),
        isNull(brief.offerVersionId),
        inArray(brief.status, [...publicBriefStatuses]),
      ),
    )
    .orderBy(desc(brief.publishedAt), desc(brief.id))
    .limit(briefsShown)
  return rows.map((row) => ({ ...row, currency: row.currency as Currency }))
}

async function hasSigned(db: Reader, organisationId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.organisationId, organisationId), isNotNull(contract.signedAt)))
    .limit(1)
  return row !== undefined
}
