import type { ProposedMilestone } from './proposal'

/** A discovery costs at most this part of the price. */
export const mostDiscoveryBps = 1_500
/** And takes at most this many weeks. */
export const mostDiscoveryWeeks = 3

export type DiscoveryFault = 'place' | 'criteria' | 'deliverable' | 'amount' | 'weeks'

/**
 * Whether a milestone is a paid discovery: what is handed over is described in words, the client
 * accepts it, and nothing is measured.
 */
export function isDiscovery({ kind }: { readonly kind?: 'discovery' | null }): boolean {
  return kind === 'discovery'
}

/** The largest amount of a discovery under a price, in minor units. */
export function mostDiscoveryMinor(priceMinor: bigint): bigint {
  return (priceMinor * BigInt(mostDiscoveryBps)) / 10_000n
}

type Planned = Omit<ProposedMilestone, 'title' | 'criterionIds'> & {
  readonly criterionIds: readonly string[]
}

/**
 * What is wrong with the discovery among milestones that are in order; null where there is none, or
 * nothing is. It is the first, has no criterion, says what is handed over, and is small.
 */
export function discoveryFault(
  milestones: readonly Planned[],
  priceMinor: bigint,
): DiscoveryFault | null {
  if (milestones.slice(1).some(isDiscovery)) return 'place'
  const [first] = milestones
  if (!first || !isDiscovery(first)) return null
  if (first.criterionIds.length > 0) return 'criteria'
  if (first.description.trim() === '') return 'deliverable'
  if (BigInt(first.amountMinor) > mostDiscoveryMinor(priceMinor)) return 'amount'
  return first.weeks > mostDiscoveryWeeks ? 'weeks' : null
}
