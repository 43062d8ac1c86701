/**
 * Account kinds. `floor` accounts are owed to somebody: they never go below zero, which in signed
 * entries (credit negative) means that their balance is never positive. The balance of a `derived`
 * account is the sum of its entries: every posting touches it, so it has no row to wait for.
 * The database holds the same table (`ledger_post` and the checks of `ledger_account`); a test compares.
 */
export const accountKinds = {
  psp_cash: { floor: false, derived: true },
  transfer_clearing: { floor: false, derived: true },
  escrow: { floor: true, derived: false },
  escrow_frozen: { floor: true, derived: false },
  holdback: { floor: true, derived: false },
  payable: { floor: true, derived: false },
  clawback: { floor: false, derived: false },
  refund_payable: { floor: true, derived: false },
  fee_revenue: { floor: false, derived: true },
  psp_fee: { floor: false, derived: true },
  dispute_receivable: { floor: false, derived: false },
  chargeback_loss: { floor: false, derived: false },
  fx_position: { floor: false, derived: false },
} as const satisfies Record<string, { floor: boolean; derived: boolean }>

export type AccountKind = keyof typeof accountKinds

/** Names an account without its id: kind, what the money is for, and whose it is. */
export type AccountRef = {
  readonly kind: AccountKind
  /** A milestone's id for escrow, escrow_frozen and holdback; otherwise empty. */
  readonly reference?: string
  /** A funder or a member; otherwise empty. */
  readonly owner?: string
}
