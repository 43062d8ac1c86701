import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { RowFacts } from '~/domain/outcomes/criteria/row-facts'
import type { LabelKind } from '~/domain/outcomes/datasets/label-kind'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { offeredClasses, type WorkloadClass } from '~/domain/stewardship/workload-class'
import { transitionTable } from '~/kernel/transitions'
import type { Sector } from '../briefs/brief'
import type { ProposedMilestone } from '../proposals/proposal'

export type OfferStatus = 'draft' | 'published' | 'paused' | 'withdrawn'

/** What an offer sells never changes: publishing again puts a new version in the place of the last. */
export const offerTransitions = transitionTable([
  { from: 'draft', event: 'publish', to: 'published', actors: ['lead'] },
  { from: 'draft', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'published', event: 'publish', to: 'published', actors: ['lead'] },
  { from: 'published', event: 'pause', to: 'paused', actors: ['lead'] },
  { from: 'published', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'published', event: 'lose_member', to: 'paused', actors: ['member'] },
  { from: 'paused', event: 'publish', to: 'published', actors: ['lead'] },
  { from: 'paused', event: 'resume', to: 'published', actors: ['lead'] },
  { from: 'paused', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
])

export type OfferEvent = (typeof offerTransitions.rows)[number]['event']

/** Offers that can be ordered, and stand in the public list. */
export const orderableOfferStatuses: readonly OfferStatus[] = ['published']
/** Offers that a team shows on its page. */
export const shownOfferStatuses: readonly OfferStatus[] = ['published', 'paused']
/** Offers whose next version may be written. */
export const editableOfferStatuses: readonly OfferStatus[] = ['draft', 'published', 'paused']

/** What a client hands over before the weeks count. */
export const inputKinds = ['text', 'file', 'access', 'sealed'] as const
export type InputKind = (typeof inputKinds)[number]

export type OfferInput = {
  /** i1, i2 … within the version. */
  readonly id: string
  readonly title: string
  readonly why: string
  readonly kind: InputKind
}

export type OfferTier = {
  /** t1, t2 … within the version. */
  readonly id: string
  readonly name: string
  readonly includes: string
  /** A decimal string of minor units. */
  readonly priceMinor: string
  readonly milestones: readonly ProposedMilestone[]
}

/** How the column with the right answers is labelled in the file that the client seals. */
export type OfferedRows = { readonly labelKind: LabelKind; readonly labels: readonly string[] }

/** One version of an offer. JSON only: money is a decimal string. Criteria name no people. */
export type OfferContent = {
  readonly statement: string
  readonly criteria: readonly Criterion[]
  /** null where nothing is measured on rows. */
  readonly rows: OfferedRows | null
  readonly inputs: readonly OfferInput[]
  readonly tiers: readonly OfferTier[]
  readonly manifest: readonly ManifestEntry[]
  readonly holdbackBps: number
  readonly reviewDays: number
}

export const offerLimits = { tiers: 3, inputs: 8, labels: 60 } as const

export const emptyOffer: Omit<OfferContent, 'statement'> = {
  criteria: [],
  rows: null,
  inputs: [],
  tiers: [],
  manifest: [],
  holdbackBps: 1_000,
  reviewDays: 14,
}

/** What can be said in advance of rows that no client has sealed yet; null where none are needed. */
export function offeredFacts(rows: OfferedRows | null): RowFacts | null {
  return (
    rows && {
      labelKind: rows.labelKind,
      labels: rows.labels.map((label) => ({ label, count: 0 })),
      rows: 0,
      grouped: false,
      groups: null,
      noiseShare: 0,
      numbers: null,
      texts: null,
    }
  )
}

/** The weeks of a tier: those of its milestones, one after the other. */
export function weeksOf(tier: Pick<OfferTier, 'milestones'>): number {
  return tier.milestones.reduce((sum, { weeks }) => sum + weeks, 0)
}

/** The criteria that decide a tier; a smaller tier may leave some out. */
export function criteriaOfTier(
  content: Pick<OfferContent, 'criteria'>,
  tier: Pick<OfferTier, 'milestones'>,
): Criterion[] {
  const named = new Set(tier.milestones.flatMap(({ criterionIds }) => criterionIds))
  return content.criteria.filter(({ id }) => named.has(id))
}

/** The same, milestone by milestone: what each of them draws rows for. */
export function criteriaByMilestone(
  criteria: readonly Criterion[],
  tier: Pick<OfferTier, 'milestones'>,
): Criterion[][] {
  return tier.milestones.map((milestone) =>
    criteriaOfTier({ criteria }, { milestones: [milestone] }),
  )
}

/** Those of the classes that can be ordered today: one may be carried before its rules are in force. */
export function opensFor(classes: readonly WorkloadClass[]): WorkloadClass[] {
  return classes.filter((one) => offeredClasses.some((open) => open === one))
}

/** The lowest price; 0 before there is a tier. */
export function leastPrice(tiers: readonly Pick<OfferTier, 'priceMinor'>[]): bigint {
  const [first = 0n, ...others] = tiers.map(({ priceMinor }) => BigInt(priceMinor))
  return others.reduce((least, price) => (price < least ? price : least), first)
}

/** What an offer row says beside its content. */
export type OfferHead = {
  readonly title: string
  readonly sectors: readonly Sector[]
  readonly classes: readonly WorkloadClass[]
  readonly currency: string
}
