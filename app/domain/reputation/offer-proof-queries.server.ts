import { contract, contractNaming } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { offer, offerVersion } from 'db/schema/offers'
import { verdict } from 'db/schema/outcomes'
import { portfolioEntry } from 'db/schema/reputation'
import { and, desc, eq } from 'drizzle-orm'
import { isNamed } from '~/domain/contracts/naming-queries.server'
import type { Metric } from '~/domain/outcomes/criteria/metric'
import type { CriterionResult, VerdictBody } from '~/domain/outcomes/evidence/verdict'
import type { Reader } from '~/platform/database.server'
import { isProven } from './proof-queries.server'

/** A released milestone whose met verdict speaks for an offer. */
export type OfferProof = {
  readonly milestoneId: string
  readonly title: string
  readonly client: string
  readonly deliveredAt: Date
  readonly verdictId: string
  readonly results: readonly CriterionResult[]
  /** Measured with one of the offer's metrics; otherwise it is other work in the same field. */
  readonly sameMeasure: boolean
}

const most = 5

type About = {
  readonly teamId: string
  readonly metrics: readonly Metric[]
  readonly sectors: readonly string[]
}

/**
 * The team's met verdicts that speak for an offer, the newest first: what it measured before with one
 * of the offer's metrics or, in the same field, with any. Public, as a portfolio is.
 */
export async function proofOfOffer(db: Reader, about: About): Promise<OfferProof[]> {
  return (await speakingFor(db, about)).slice(0, most)
}

/** How many were measured with one of its metrics, fifty at most: what search ranks offers by. */
export async function outcomesOfOffer(db: Reader, offerId: string): Promise<number> {
  const [row] = await db
    .select({ teamId: offer.teamId, content: offerVersion.content })
    .from(offer)
    .innerJoin(
      offerVersion,
      and(eq(offerVersion.offerId, offer.id), eq(offerVersion.number, offer.current)),
    )
    .where(eq(offer.id, offerId))
  if (!row) return 0
  const metrics = row.content.criteria.map(({ metric }) => metric)
  return (await speakingFor(db, { teamId: row.teamId, sectors: [], metrics })).length
}

async function speakingFor(db: Reader, about: About): Promise<OfferProof[]> {
  const rows = await db
    .selectDistinctOn([portfolioEntry.deliveredAt, portfolioEntry.milestoneId], {
      milestoneId: portfolioEntry.milestoneId,
      title: portfolioEntry.title,
      client: organisation.name,
      deliveredAt: portfolioEntry.deliveredAt,
      sector: brief.sector,
      verdictId: verdict.id,
      body: verdict.body,
    })
    .from(portfolioEntry)
    .innerJoin(verdict, eq(verdict.id, portfolioEntry.verdictId))
    .innerJoin(contract, eq(contract.id, portfolioEntry.contractId))
    .leftJoin(contractNaming, eq(contractNaming.contractId, contract.id))
    .innerJoin(brief, eq(brief.id, contract.briefId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .where(and(eq(portfolioEntry.teamId, about.teamId), isProven(), isNamed()))
    .orderBy(desc(portfolioEntry.deliveredAt), desc(portfolioEntry.milestoneId))
    .limit(50)
  return rows
    .map(({ body, sector, ...row }) => {
      const { results } = JSON.parse(body) as VerdictBody
      const same = results.filter(({ criterion }) => about.metrics.includes(criterion.metric))
      const sameMeasure = same.length > 0
      const ofField = about.sectors.includes(sector) ? results : []
      return { ...row, sameMeasure, results: sameMeasure ? same : ofField }
    })
    .filter(({ results }) => results.length > 0)
}
