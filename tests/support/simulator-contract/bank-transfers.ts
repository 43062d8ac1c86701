import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { sessionParams } from './harness'
import { type Provider, refusalOf, until } from './provider'

const byTransfer = {
  allowed_payment_method_types: ['customer_balance'] as string[],
  payment_method_options: {
    customer_balance: {
      funding_type: 'bank_transfer',
      bank_transfer: { type: 'us_bank_transfer' },
    },
  },
} satisfies Partial<Stripe.Checkout.SessionCreateParams>

export function bankTransferSuite(the: () => Provider): void {
  const payer = () =>
    the().stripe.customers.create({ email: 'funder@example.org', name: 'A funder' })
  /** An invoice of 1,000.00 that waits for its bank transfer. */
  const invoice = (customer: string) =>
    the().stripe.paymentIntents.create({
      ...byTransfer,
      amount: 1_000_00,
      currency: 'usd',
      customer,
      confirm: true,
      payment_method_data: { type: 'customer_balance' },
      metadata: { payment: 'pay_1' },
    })
  const remaining = (intent: Stripe.PaymentIntent) =>
    intent.next_action?.display_bank_transfer_instructions?.amount_remaining
  const send = (customer: string, amount: number, reference?: string | null) =>
    the().stripe.testHelpers.customers.fundCashBalance(customer, {
      amount,
      currency: 'usd',
      ...(reference ? { reference } : {}),
    })
  const paid = (id: string) =>
    until(
      () => the().stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
      (seen) => seen.status === 'succeeded',
    )

  describe('bank transfers', () => {
    it('need a customer and a way to be sent', async () => {
      const { stripe } = the()
      const { id } = await payer()
      const nobody = stripe.checkout.sessions.create({
        ...sessionParams(),
        ...byTransfer,
      })
      expect(await refusalOf(nobody)).toMatchObject({ statusCode: 400 })
      const session = await stripe.checkout.sessions.create({
        ...sessionParams(),
        ...byTransfer,
        customer: id,
      })
      expect(session).toMatchObject({ customer: id, status: 'open' })
    })

    it('fund a payment in part, then wholly', async () => {
      const { stripe } = the()
      const { id } = await payer()
      const intent = await invoice(id)
      expect(intent.status).toBe('requires_action')
      expect(remaining(intent)).toBe(1_000_00)
      const movement = await send(id, 400_00)
      expect(movement).toMatchObject({ type: 'funded', net_amount: 400_00, customer: id })
      const partly = await until(
        () => stripe.paymentIntents.retrieve(intent.id),
        (seen) => remaining(seen) === 600_00,
      )
      expect(partly).toMatchObject({ status: 'requires_action', latest_charge: null })
      const told = await stripe.events.list({ type: 'payment_intent.partially_funded', limit: 1 })
      expect(told.data[0]?.data.object).toMatchObject({ id: intent.id })
      await send(id, 600_00)
      const done = await paid(intent.id)
      const charge = done.latest_charge as Stripe.Charge
      expect(done).toMatchObject({ status: 'succeeded', amount_received: 1_000_00 })
      expect(charge.payment_method_details?.type).toBe('customer_balance')
      const moves = await stripe.customers.listCashBalanceTransactions(id)
      expect(moves.data.reduce((sum, row) => sum + row.net_amount, 0)).toBe(0)
    })

    it('leave what is over as cash, for the next payment or to go back', async () => {
      const { stripe } = the()
      const { id } = await payer()
      const intent = await invoice(id)
      await send(id, 1_500_00)
      await paid(intent.id)
      const cash = await until(
        () => stripe.customers.retrieveCashBalance(id),
        (seen) => seen.available?.usd === 500_00,
      )
      expect(cash).toMatchObject({ object: 'cash_balance', available: { usd: 500_00 } })
      const next = await invoice(id)
      const funded = await until(
        () => stripe.paymentIntents.retrieve(next.id),
        (seen) => remaining(seen) === 500_00,
      )
      expect(remaining(funded)).toBe(500_00)
      expect((await stripe.paymentIntents.cancel(next.id)).status).toBe('canceled')
      await until(
        () => stripe.customers.retrieveCashBalance(id),
        (seen) => seen.available?.usd === 500_00,
      )
      const over = stripe.refunds.create({
        origin: 'customer_balance',
        customer: id,
        amount: 500_01,
        currency: 'usd',
      })
      expect((await refusalOf(over)).statusCode).toBe(400)
      const back = await stripe.refunds.create({
        origin: 'customer_balance',
        customer: id,
        amount: 500_00,
        currency: 'usd',
      })
      expect(back).toMatchObject({ object: 'refund', amount: 500_00, charge: null })
      const moves = await stripe.customers.listCashBalanceTransactions(id, { limit: 20 })
      const types = new Set(moves.data.map((row) => row.type))
      for (const type of [
        'funded',
        'applied_to_payment',
        'unapplied_from_payment',
        'return_initiated',
      ]) {
        expect(types).toContain(type)
      }
    })

    it('are matched by hand when the customer’s cash is set so', async () => {
      const { stripe } = the()
      const { id } = await payer()
      await stripe.customers.updateCashBalance(id, { settings: { reconciliation_mode: 'manual' } })
      await send(id, 1_000_00)
      const intent = await invoice(id)
      expect(remaining(intent)).toBe(1_000_00)
      await stripe.paymentIntents.applyCustomerBalance(intent.id, {
        amount: 250_00,
        currency: 'usd',
      })
      expect(remaining(await stripe.paymentIntents.retrieve(intent.id))).toBe(750_00)
    })
  })
}
