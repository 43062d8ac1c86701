import { payment } from 'db/schema/payments'
import { and, eq, inArray } from 'drizzle-orm'
import { isCurrency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { maxChargeMinor, openPaymentStatuses } from './payment'

/**
 * Starts a payment for `reference`. While one is open it is returned again, so that two clicks or two
 * people pay once; the database allows no second one.
 * @throws Refused amount_invalid, currency_unknown, payment_open (open with another amount).
 */
export async function startPayment(
  tx: Tx,
  input: {
    reference: string
    funder: string
    startedBy: string
    currency: string
    amountMinor: bigint
    at: Date
  },
): Promise<{ paymentId: string }> {
  const { reference, funder, startedBy, currency, amountMinor, at } = input
  if (amountMinor <= 0n || amountMinor > maxChargeMinor) throw new Refused('amount_invalid')
  if (!isCurrency(currency)) throw new Refused('currency_unknown')
  const made = await tx
    .insert(payment)
    .values({
      id: newId('payment'),
      reference,
      funder,
      startedBy,
      currency,
      amountMinor,
      status: 'started',
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing()
    .returning({ paymentId: payment.id })
  if (made[0]) return made[0]
  const [open] = await tx
    .select()
    .from(payment)
    .where(and(eq(payment.reference, reference), inArray(payment.status, [...openPaymentStatuses])))
  if (!open) throw new Refused('changed_meanwhile')
  const same =
    open.amountMinor === amountMinor && open.currency === currency && open.funder === funder
  if (!same) throw new Refused('payment_open')
  return { paymentId: open.id }
}
