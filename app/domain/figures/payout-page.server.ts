import { waitingPayableStatuses } from '~/domain/escrow/payable'
import { payablesOf } from '~/domain/escrow/queries.server'
import type { SignedIn } from '~/domain/identity/viewer'
import { readyAccountStatuses } from '~/domain/payments/payment'
import { payoutAccountOf } from '~/domain/payments/queries.server'
import type { Reader } from '~/platform/database.server'
import { sumByCurrency } from './money-lines'

/** The viewer's payout account and what waits for it. */
export async function payoutPage(db: Reader, viewer: SignedIn) {
  const account = await payoutAccountOf(db, viewer.personId)
  const payables = await payablesOf(db, viewer.personId)
  return {
    ready: account !== null && readyAccountStatuses.includes(account.status),
    status: account?.status ?? ('none' as const),
    waiting: sumByCurrency(
      payables.filter(({ status }) => waitingPayableStatuses.includes(status)),
    ),
  }
}
