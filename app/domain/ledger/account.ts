/**
 * Account kinds. `floor` accounts are owed to somebody: they never go below zero, which in signed
 * entries (credit negative) means that their balance is never positive.
 */
export const accountKinds = {
  psp_cash: { floor: false },
  transfer_clearing: { floor: false },
  escrow: { floor: true },
  escrow_frozen: { floor: true },
  holdback: { floor: true },
  payable: { floor: true },
  clawback: { floor: false },
  refund_payable: { floor: true },
  fee_revenue: { floor: false },
  psp_fee: { floor: false },
  dispute_receivable: { floor: false },
  chargeback_loss: { floor: false },
  fx_position: { floor: false },
} as const satisfies Record<string, { floor: boolean }>

export type AccountKind = keyof typeof accountKinds

/** Names an account without its id: kind, what the money is for, and whose it is. */
export type AccountRef = {
  readonly kind: AccountKind
  /** A milestone's id for escrow, escrow_frozen and holdback; otherwise empty. */
  readonly reference?: string
  /** A funder or a member; otherwise empty. */
  readonly owner?: string
}
