import type { AccountKind } from '~/domain/ledger/account'

/** How a release came to what its members shared, read from its own ledger entries. */
export type ReleaseExplained = {
  /** What was held; zero for a holdback, which was taken out before. */
  readonly grossMinor: bigint
  readonly feeMinor: bigint
  /** Kept back at a release; given out at a holdback's release. */
  readonly holdbackMinor: bigint
  /** What all members received together. */
  readonly sharedMinor: bigint
}

type Line = { readonly accountKind: AccountKind; readonly amountMinor: bigint }

/** Reads the sums of a release off its entries, so that a statement says what the books say. */
export function explainRelease(lines: readonly Line[]): ReleaseExplained {
  const sum = (kind: AccountKind) =>
    lines
      .filter(({ accountKind }) => accountKind === kind)
      .reduce((total, { amountMinor }) => total + amountMinor, 0n)
  const kept = sum('holdback')
  return {
    grossMinor: sum('escrow'),
    feeMinor: -sum('fee_revenue'),
    holdbackMinor: kept < 0n ? -kept : kept,
    sharedMinor: -sum('payable'),
  }
}
