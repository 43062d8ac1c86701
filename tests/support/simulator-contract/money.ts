import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { type Provider, payWith, refusalOf, until } from './provider'

export function moneySuite(the: () => Provider): void {
  describe('charges and balance transactions', () => {
    it('shows a charge with its fee and its movement', async () => {
      const { stripe } = the()
      const { id } = await payWith(stripe, 1_000_00)
      const charge = await stripe.charges.retrieve(id, { expand: ['balance_transaction'] })
      const movement = charge.balance_transaction as Stripe.BalanceTransaction
      expect(charge).toMatchObject({ object: 'charge', status: 'succeeded', livemode: false })
      expect(movement).toMatchObject({ amount: 1_000_00, source: id, status: 'pending' })
      expect(movement.net).toBe(movement.amount - movement.fee)
      const byCharge = await stripe.balanceTransactions.list({ source: id })
      expect(byCharge.data.map((row) => row.id)).toEqual([movement.id])
      const later = await stripe.balanceTransactions.list({
        source: id,
        created: { gt: movement.created },
      })
      expect(later.data).toEqual([])
      expect((await stripe.balanceTransactions.retrieve(movement.id)).id).toBe(movement.id)
    })

    it('makes money available at once for the card that bypasses pending', async () => {
      const { stripe } = the()
      const before = await stripe.balance.retrieve()
      const charge = await payWith(stripe, 2_000_00, 'pm_card_bypassPending')
      const [movement] = (await stripe.balanceTransactions.list({ source: charge.id })).data
      expect(movement?.status).toBe('available')
      const usd = (balance: Stripe.Balance) =>
        balance.available.find((sum) => sum.currency === 'usd')?.amount ?? 0
      expect(usd(await stripe.balance.retrieve())).toBe(usd(before) + (movement?.net ?? 0))
    })

    it('keeps notes on a charge, and tells of it', async () => {
      const { stripe } = the()
      const charge = await payWith(stripe, 500_00)
      const changed = await stripe.charges.update(charge.id, {
        description: 'Milestone 1',
        metadata: { milestone: '1' },
      })
      expect(changed).toMatchObject({ description: 'Milestone 1', metadata: { milestone: '1' } })
      const told = await until(
        async () => (await stripe.events.list({ type: 'charge.updated', limit: 10 })).data,
        (events) => events.some((event) => (event.data.object as Stripe.Charge).id === charge.id),
      )
      expect(told.map((event) => (event.data.object as Stripe.Charge).id)).toContain(charge.id)
    })

    it('pages through lists, newest first', async () => {
      const { stripe } = the()
      const all = await stripe.charges.list({ limit: 100 })
      const first = await stripe.charges.list({ limit: 1 })
      const second = await stripe.charges.list({ limit: 1, starting_after: first.data[0]?.id })
      expect([first.data[0]?.id, second.data[0]?.id]).toEqual([all.data[0]?.id, all.data[1]?.id])
      expect(first.has_more).toBe(true)
      const back = await stripe.charges.list({ limit: 1, ending_before: second.data[0]?.id })
      expect(back.data[0]?.id).toBe(first.data[0]?.id)
    })
  })

  describe('refunds', () => {
    it('gives back in parts and never more than the charge', async () => {
      const { stripe } = the()
      const charge = await payWith(stripe, 1_000_00)
      const first = await stripe.refunds.create({
        charge: charge.id,
        amount: 300_00,
        metadata: { operation: 'op_1' },
      })
      expect(first).toMatchObject({ object: 'refund', status: 'succeeded', amount: 300_00 })
      const over = await refusalOf(stripe.refunds.create({ charge: charge.id, amount: 700_01 }))
      expect(over).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
      const part = await stripe.charges.retrieve(charge.id)
      expect(part).toMatchObject({ amount_refunded: 300_00, refunded: false })
      await stripe.refunds.create({ payment_intent: String(charge.payment_intent) })
      const done = await stripe.charges.retrieve(charge.id)
      expect(done).toMatchObject({ amount_refunded: 1_000_00, refunded: true })
      const again = await refusalOf(stripe.refunds.create({ charge: charge.id }))
      expect(again.code).toBe('charge_already_refunded')
      const listed = await stripe.refunds.list({ charge: charge.id })
      expect(listed.data.map((refund) => refund.amount)).toEqual([700_00, 300_00])
      expect(listed.data[1]?.metadata).toEqual({ operation: 'op_1' })
    })

    it('waits for a refund that is pending', async () => {
      const { stripe, pass } = the()
      const charge = await payWith(stripe, 400_00, 'pm_card_pendingRefund')
      const refund = await stripe.refunds.create({ charge: charge.id, amount: 100_00 })
      expect(refund.status).toBe('pending')
      await pass(2)
      const done = await until(
        () => stripe.refunds.retrieve(refund.id),
        (seen) => seen.status !== 'pending',
      )
      expect(done.status).toBe('succeeded')
    })

    it('takes back a refund that fails after it had succeeded', async () => {
      const { stripe, pass } = the()
      const charge = await payWith(stripe, 400_00, 'pm_card_refundFail')
      const refund = await stripe.refunds.create({ charge: charge.id, amount: 100_00 })
      expect(refund.status).toBe('succeeded')
      await pass(2)
      const failed = await until(
        () => stripe.refunds.retrieve(refund.id),
        (seen) => seen.status === 'failed',
      )
      expect(failed.status).toBe('failed')
      expect(failed.failure_reason).toBeTruthy()
      const back = await stripe.balanceTransactions.retrieve(
        String(failed.failure_balance_transaction),
      )
      expect(back).toMatchObject({ amount: 100_00, type: 'refund_failure' })
      const told = await stripe.events.list({ type: 'refund.failed', limit: 5 })
      expect(told.data.map((event) => (event.data.object as Stripe.Refund).id)).toContain(refund.id)
    })
  })
}
