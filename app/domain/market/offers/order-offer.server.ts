import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { offer, offerVersion } from 'db/schema/offers'
import { and, eq, inArray } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { retentionLimit } from '~/domain/stewardship/rules'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { draftBriefStatuses } from '../briefs/brief'
import type { OfferVersionRow } from './lock-offer.server'
import { criteriaOfTier, type OfferTier, opensFor, orderableOfferStatuses, weeksOf } from './offer'
import { toComplete } from './offer-criterion'

/**
 * Holds an offer open while an order is written or placed: many may at once, but it is not paused or
 * replaced meanwhile.
 * @throws Refused not_found, offer_closed
 */
export async function holdOrderable(tx: Tx, offerId: string) {
  const [row] = await tx.select().from(offer).where(eq(offer.id, offerId)).for('share')
  if (!row || row.current === null) throw new Refused('not_found')
  if (!orderableOfferStatuses.includes(row.status)) throw new Refused('offer_closed')
  return row
}

export type Order = {
  offerId: string
  tierId: string
  workloadClass: WorkloadClass
  organisationId: string
  by: string
  at: Date
}

/**
 * Begins an order: a draft of the client's own, filled from the version that is on sale, in which
 * the client declares and seals its data. The same order begun twice is one.
 * @throws Refused offer_closed, not_found for an unknown tier, class_not_carried, class_not_offered
 */
export async function orderOffer(tx: Tx, input: Order): Promise<{ briefId: string }> {
  const { organisationId, by, at } = input
  await assertActsFor(tx, by, organisationId)
  // Held, so that two clicks find one draft.
  const [client] = await tx
    .select()
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('no key update')
  if (client?.kind !== 'client') throw new Refused('not_allowed')
  const row = await holdOrderable(tx, input.offerId)
  const [version] = await tx
    .select()
    .from(offerVersion)
    .where(and(eq(offerVersion.offerId, row.id), eq(offerVersion.number, row.current ?? 0)))
  invariant(version, 'an offer on sale has its version')
  const tier = version.content.tiers.find(({ id }) => id === input.tierId)
  if (!tier) throw new Refused('not_found')
  assertClass(version, input.workloadClass)
  const [begun] = await tx
    .select({ id: brief.id })
    .from(brief)
    .where(
      and(
        eq(brief.organisationId, organisationId),
        eq(brief.offerVersionId, version.id),
        eq(brief.offerTier, tier.id),
        eq(brief.workloadClass, input.workloadClass),
        inArray(brief.status, [...draftBriefStatuses]),
      ),
    )
  if (begun) return { briefId: begun.id }
  const briefId = newId('brief')
  await tx.insert(brief).values({
    ...filledFrom(version, tier),
    id: briefId,
    organisationId,
    createdBy: by,
    country: client.country,
    workloadClass: input.workloadClass,
    data: {
      regions: [],
      declared: false,
      personalFields: [],
      lawfulBasis: null,
      lawOverlay: null,
      retentionDays: Math.min(180, retentionLimit(input.workloadClass)),
    },
    offerVersionId: version.id,
    offerTier: tier.id,
    status: 'draft',
    createdAt: at,
  })
  await audit(tx, { by, act: 'offer.order', subject: row.id, facts: { tier: tier.id } })
  return { briefId }
}

/** @throws Refused class_not_carried, class_not_offered */
export function assertClass(
  version: Pick<OfferVersionRow, 'classes'>,
  workloadClass: WorkloadClass,
): void {
  if (!version.classes.includes(workloadClass)) throw new Refused('class_not_carried')
  if (opensFor([workloadClass]).length === 0) {
    throw new Refused('class_not_offered', { class: workloadClass })
  }
}

function filledFrom({ title, sectors, currency, content }: OfferVersionRow, tier: OfferTier) {
  const [sector] = sectors
  invariant(sector, 'an offer is for a sector')
  return {
    title: content.tiers.length > 1 ? `${title}: ${tier.name}` : title,
    statement: `${content.statement}\n\n${tier.includes}`,
    sector,
    currency,
    budgetMinor: BigInt(tier.priceMinor),
    weeks: weeksOf(tier),
    criteria: criteriaOfTier(content, tier).map(toComplete),
  }
}
