/** What two people delivered together: released milestones, and those of them with a met verdict. */
export type PastWork = { readonly delivered: number; readonly verified: number }

/**
 * How past work went, from 0 to 1. It rises with every verified milestone; what was delivered without
 * a met verdict counts half. A first verified milestone makes 0.5.
 */
export function pastWorkScore({ delivered, verified }: PastWork): number {
  const counted = verified + (delivered - verified) / 2
  return Math.round((10_000 * counted) / (counted + 1)) / 10_000
}
