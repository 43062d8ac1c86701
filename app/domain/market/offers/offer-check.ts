import { type Criterion, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { maxAmountMinor } from '~/kernel/money'
import { leastCriteria } from '../briefs/brief'
import { checkProposal } from '../proposals/proposal-check'
import { criteriaOfTier, type OfferContent, type OfferTier } from './offer'

/** The steps in which an offer is written, in their order. */
export const offerSteps = ['words', 'criteria', 'tiers', 'inputs', 'seats'] as const
export type OfferStep = (typeof offerSteps)[number]

export type OfferProblem = {
  readonly step: OfferStep
  readonly problem:
    | 'criteria_too_few'
    | 'tiers_missing'
    | 'tier_amount'
    | 'tier_sum'
    | 'tier_criteria'
    | 'tier_answers'
    | 'sealed_missing'
    | 'sealed_needless'
    | 'shares_not_whole'
    | 'member_left'
  /** The tier that it is about, by its name. */
  readonly tier?: string
}

type Seat = { readonly personId: string; readonly shareBps: number }

/**
 * Everything that keeps an offer from being published, in the order of the steps.
 * @param memberIds who is in the team now: a seat of somebody who has left cannot be sold.
 */
export function checkOffer(
  content: OfferContent,
  seats: readonly Seat[],
  memberIds: readonly string[],
): OfferProblem[] {
  const { criteria, tiers } = content
  const problems: OfferProblem[] = []
  if (criteria.length < leastCriteria) {
    problems.push({ step: 'criteria', problem: 'criteria_too_few' })
  }
  if (tiers.length === 0) problems.push({ step: 'tiers', problem: 'tiers_missing' })
  for (const tier of tiers) {
    const problem = tierProblem(tier, criteria)
    if (problem) problems.push({ step: 'tiers', problem, tier: tier.name })
  }
  // A criterion that no tier is measured by would promise what nobody can buy.
  const used = new Set(tiers.flatMap((tier) => criteriaOfTier(content, tier).map(({ id }) => id)))
  if (tiers.length > 0 && criteria.some(({ id }) => !used.has(id))) {
    problems.push({ step: 'tiers', problem: 'tier_criteria' })
  }
  const sealed = content.inputs.some(({ kind }) => kind === 'sealed')
  const needsRows = rowsPerRun(criteria) > 0
  if (needsRows && !sealed) problems.push({ step: 'inputs', problem: 'sealed_missing' })
  if (!needsRows && sealed) problems.push({ step: 'inputs', problem: 'sealed_needless' })
  return [...problems, ...seatProblems(seats, memberIds)]
}

function seatProblems(seats: readonly Seat[], memberIds: readonly string[]): OfferProblem[] {
  if (seats.some(({ personId }) => !memberIds.includes(personId))) {
    return [{ step: 'seats', problem: 'member_left' }]
  }
  const sum = seats.reduce((total, { shareBps }) => total + shareBps, 0)
  const positive = seats.every(({ shareBps }) => Number.isInteger(shareBps) && shareBps > 0)
  return sum === 10_000 && positive ? [] : [{ step: 'seats', problem: 'shares_not_whole' }]
}

/** Whether one tier could be a proposal: its amounts, its sum, its criteria and their answers. */
export function tierProblem(
  tier: Pick<OfferTier, 'priceMinor' | 'milestones'>,
  criteria: readonly Criterion[],
): OfferProblem['problem'] | null {
  if (!/^\d{1,18}$/.test(tier.priceMinor)) return 'tier_amount'
  const priceMinor = BigInt(tier.priceMinor)
  if (priceMinor > maxAmountMinor) return 'tier_amount'
  const own = criteriaOfTier({ criteria }, tier)
  const known = new Set(criteria.map(({ id }) => id))
  const unknown = tier.milestones.some(({ criterionIds }) =>
    criterionIds.some((id) => !known.has(id)),
  )
  const plan = {
    priceMinor,
    milestones: tier.milestones,
    seats: [{ personId: 'all', shareBps: 10_000 }],
  }
  const found = checkProposal(plan, own, Number.MAX_SAFE_INTEGER)
  switch (found?.problem) {
    case 'amount_invalid':
      return 'tier_amount'
    case 'milestones_not_price':
      return 'tier_sum'
    case 'answers_differ':
      return 'tier_answers'
    case undefined:
      return unknown || own.length < leastCriteria ? 'tier_criteria' : null
    default:
      return 'tier_criteria'
  }
}
