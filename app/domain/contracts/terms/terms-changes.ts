import { discoveryFault } from '~/domain/market/proposals/discovery'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { type Difference, differencesOf } from '~/kernel/differences'
import type { Terms } from './terms'

/** What both sides may still change while they sign. Everything else stays as proposed. */
export type TermsChange = {
  readonly holdbackBps: number
  readonly reviewDays: number
  readonly milestones: readonly {
    readonly position: number
    readonly title: string
    readonly description: string
    readonly amountMinor: string
    readonly weeks: number
  }[]
  readonly criteria: readonly {
    readonly id: string
    readonly target: number
    readonly sampleSize: number
    readonly attempts: number
  }[]
  /** The providers of the team's system, where the team names others; it alone knows them. */
  readonly manifest?: readonly ManifestEntry[]
}

export const reviewDaysRange = { least: 7, most: 21 } as const
/** A part kept back is 10 to 25 %, or nothing. */
export const holdbackRange = { least: 1_000, most: 2_500 } as const

export type ChangeProblem =
  | 'out_of_range'
  | 'amount_invalid'
  | 'milestones_changed'
  | 'discovery'
  | 'nothing_changed'

/** The next version of `terms` with the change in it. The price is the sum of its milestones. */
export function changedTerms(
  terms: Terms,
  change: TermsChange,
): { ok: true; terms: Terms } | { ok: false; problem: ChangeProblem } {
  const { holdbackBps, reviewDays } = change
  const holdbackFits =
    holdbackBps === 0 || (holdbackBps >= holdbackRange.least && holdbackBps <= holdbackRange.most)
  const reviewFits = reviewDays >= reviewDaysRange.least && reviewDays <= reviewDaysRange.most
  if (!holdbackFits || !reviewFits) return { ok: false, problem: 'out_of_range' }
  if (change.milestones.length !== terms.milestones.length) {
    return { ok: false, problem: 'milestones_changed' }
  }
  const milestones = terms.milestones.map((milestone) => {
    const { title, description, amountMinor, weeks } =
      change.milestones.find(({ position }) => position === milestone.position) ?? milestone
    return { ...milestone, title, description, amountMinor, weeks }
  })
  const amounts = milestones.map(({ amountMinor }) => BigInt(amountMinor))
  if (amounts.some((amount) => amount <= 0n)) return { ok: false, problem: 'amount_invalid' }
  const price = amounts.reduce((sum, amount) => sum + amount, 0n)
  if (discoveryFault(milestones, price)) return { ok: false, problem: 'discovery' }
  const criteria = terms.criteria.map((criterion) => {
    const { target, sampleSize, attempts } =
      change.criteria.find(({ id }) => id === criterion.id) ?? criterion
    return { ...criterion, target, sampleSize, attempts }
  })
  const next: Terms = {
    ...terms,
    version: terms.version + 1,
    holdbackBps,
    reviewDays,
    milestones,
    criteria,
    manifest: change.manifest ?? terms.manifest,
    priceMinor: price.toString(),
  }
  return termsDifferences(terms, next).length === 0
    ? { ok: false, problem: 'nothing_changed' }
    : { ok: true, terms: next }
}

export type TermsDifference = Difference

/** Every leaf in which two versions differ, but for the version's number. */
export function termsDifferences(before: Terms, after: Terms): TermsDifference[] {
  return differencesOf({ ...before, version: 0 }, { ...after, version: 0 })
}
