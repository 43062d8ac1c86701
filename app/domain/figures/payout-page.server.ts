import { waitingPayableStatuses } from '~/domain/escrow/payable'
import { payablesOf } from '~/domain/escrow/queries.server'
import { assertMay } from '~/domain/identity/may'
import { actForOrganisation } from '~/domain/identity/permissions'
import type { SignedIn } from '~/domain/identity/viewer'
import { readyAccountStatuses } from '~/domain/payments/payment'
import { payoutAccountOf } from '~/domain/payments/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { sumByCurrency } from './money-lines'

/** The viewer's payout account and what waits for it. */
export function payoutPage(db: Reader, viewer: SignedIn) {
  return accountPage(db, viewer.personId)
}

/**
 * The payout account of a training partner, and what it was paid for places in its tracks.
 * @throws Refused not_found for anybody who does not act for it.
 */
export async function partnerPayoutPage(db: Reader, viewer: SignedIn, organisationId: string) {
  const membership = viewer.memberships.find((one) => one.organisationId === organisationId)
  if (membership?.kind !== 'partner') throw new Refused('not_found')
  assertMay(viewer, actForOrganisation, { organisationId })
  const payables = await payablesOf(db, organisationId)
  return {
    ...(await accountPage(db, organisationId)),
    name: membership.name,
    payables: payables.map((row) => ({
      payableId: row.payableId,
      currency: row.currency,
      amountMinor: row.amountMinor,
      status: row.status,
      releasedAt: row.releasedAt,
      dueAt: row.dueAt,
      paidAt: row.paidAt,
    })),
  }
}

async function accountPage(db: Reader, payee: string) {
  const account = await payoutAccountOf(db, payee)
  const payables = await payablesOf(db, payee)
  return {
    ready: account !== null && readyAccountStatuses.includes(account.status),
    status: account?.status ?? ('none' as const),
    waiting: sumByCurrency(
      payables.filter(({ status }) => waitingPayableStatuses.includes(status)),
    ),
  }
}
