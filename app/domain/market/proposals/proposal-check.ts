import { type Criterion, rowsNeeded } from '~/domain/outcomes/criteria/criterion'
import { answerKindOf } from '~/domain/outcomes/criteria/metric'
import { type DiscoveryFault, discoveryFault, isDiscovery } from './discovery'
import type { ProposedMilestone } from './proposal'

export type ProposalPlan = {
  readonly priceMinor: bigint
  readonly milestones: readonly ProposedMilestone[]
  readonly seats: readonly { readonly personId: string; readonly shareBps: number }[]
}

export type ProposalProblem =
  | { problem: 'amount_invalid' }
  | { problem: 'milestones_not_price'; sumMinor: bigint }
  | { problem: 'discovery_invalid'; fault: DiscoveryFault }
  | { problem: 'shares_not_whole'; sumBps: number }
  | { problem: 'criteria_unassigned'; criterionId: string }
  | { problem: 'answers_differ'; criterionId: string }
  | { problem: 'dataset_too_small'; needed: number; rows: number }

/** The first criterion that wants another kind of answer than those before it: a run asks for one. */
function answersDiffer(criteria: readonly Criterion[]): string | null {
  const kinds = criteria.flatMap(({ id, metric }) => {
    const kind = answerKindOf(metric)
    return kind ? [{ id, kind }] : []
  })
  return kinds.find(({ kind }) => kind !== kinds[0]?.kind)?.id ?? null
}

/**
 * Whether a proposal adds up: every amount positive, milestones sum to the price, shares to 10,000,
 * every criterion of the brief is measured by some milestone and every milestone but a discovery by
 * some criterion, and the sealed dataset has rows for all attempts.
 */
export function checkProposal(
  plan: ProposalPlan,
  criteria: readonly Criterion[],
  drawableRows: number,
): ProposalProblem | null {
  if (plan.milestones.some(({ amountMinor }) => !/^\d{1,18}$/.test(amountMinor))) {
    return { problem: 'amount_invalid' }
  }
  const amounts = plan.milestones.map(({ amountMinor }) => BigInt(amountMinor))
  if (plan.priceMinor <= 0n || amounts.length === 0 || amounts.some((amount) => amount <= 0n)) {
    return { problem: 'amount_invalid' }
  }
  const sumMinor = amounts.reduce((sum, amount) => sum + amount, 0n)
  if (sumMinor !== plan.priceMinor) return { problem: 'milestones_not_price', sumMinor }
  const fault = discoveryFault(plan.milestones, plan.priceMinor)
  if (fault) return { problem: 'discovery_invalid', fault }
  const sumBps = plan.seats.reduce((sum, { shareBps }) => sum + shareBps, 0)
  const wholeAndPositive = ({ shareBps }: { shareBps: number }) =>
    Number.isInteger(shareBps) && shareBps > 0
  if (sumBps !== 10_000 || !plan.seats.every(wholeAndPositive)) {
    return { problem: 'shares_not_whole', sumBps }
  }
  const used = new Set(plan.milestones.flatMap(({ criterionIds }) => criterionIds))
  const known = new Set(criteria.map(({ id }) => id))
  const missing = [...known].find((id) => !used.has(id)) ?? [...used].find((id) => !known.has(id))
  if (missing) return { problem: 'criteria_unassigned', criterionId: missing }
  if (plan.milestones.some((row) => !isDiscovery(row) && row.criterionIds.length === 0)) {
    return { problem: 'criteria_unassigned', criterionId: criteria[0]?.id ?? '' }
  }
  const byMilestone = plan.milestones.map(({ criterionIds }) =>
    criteria.filter(({ id }) => criterionIds.includes(id)),
  )
  const strange = byMilestone.map(answersDiffer).find((criterionId) => criterionId !== null)
  if (strange) return { problem: 'answers_differ', criterionId: strange }
  const needed = rowsNeeded(byMilestone)
  return needed > drawableRows ? { problem: 'dataset_too_small', needed, rows: drawableRows } : null
}
