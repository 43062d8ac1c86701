import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { type Provider, payWith, refusalOf, until } from './provider'

export function payoutSuite(the: () => Provider): void {
  describe('payouts and the balance', () => {
    it('answers with a balance per currency', async () => {
      const balance = await the().stripe.balance.retrieve()
      expect(balance.pending.some((sum) => sum.currency === 'usd')).toBe(true)
      expect(balance.livemode).toBe(false)
    })

    it('sets payouts to be made by hand', async () => {
      const { stripe } = the()
      const settings = await stripe.balanceSettings.update({
        payments: { payouts: { schedule: { interval: 'manual' } } },
      })
      expect(settings.payments.payouts?.schedule?.interval).toBe('manual')
      const kept = await stripe.balanceSettings.retrieve()
      expect(kept.payments.payouts?.schedule?.interval).toBe('manual')
      const wrong = stripe.balanceSettings.update({
        payments: { payouts: { schedule: { interval: 'hourly' as never } } },
      })
      expect((await refusalOf(wrong)).statusCode).toBe(400)
    })

    it('pays out what is available, and no more', async () => {
      const { stripe, pass } = the()
      await payWith(stripe, 3_000_00, 'pm_card_bypassPending')
      const over = stripe.payouts.create({ amount: 99_999_999, currency: 'usd' })
      expect(await refusalOf(over)).toMatchObject({ statusCode: 400, code: 'balance_insufficient' })
      const payout = await stripe.payouts.create({
        amount: 1_000_00,
        currency: 'usd',
        metadata: { operation: 'op_5' },
      })
      expect(payout).toMatchObject({ object: 'payout', automatic: false, amount: 1_000_00 })
      const [movement] = (await stripe.balanceTransactions.list({ source: payout.id })).data
      expect(movement).toMatchObject({ amount: -1_000_00, type: 'payout' })
      await pass(3)
      const paid = await until(
        () => stripe.payouts.retrieve(payout.id),
        (seen) => seen.status === 'paid',
      )
      expect(paid.status).toBe('paid')
      const told = await stripe.events.list({ types: ['payout.created', 'payout.paid'] })
      const about = told.data.filter((one) => (one.data.object as Stripe.Payout).id === payout.id)
      expect(about.map((one) => one.type)).toEqual(['payout.paid', 'payout.created'])
    })

    it('takes back a payout that is still pending', async () => {
      const { stripe } = the()
      const payout = await stripe.payouts.create({ amount: 100_00, currency: 'usd' })
      const canceled = await stripe.payouts.cancel(payout.id)
      expect(canceled.status).toBe('canceled')
      const rows = (await stripe.balanceTransactions.list({ source: payout.id })).data
      expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(0)
      expect((await refusalOf(stripe.payouts.cancel(payout.id))).statusCode).toBe(400)
      const byPayout = stripe.balanceTransactions.list({ payout: payout.id })
      expect((await refusalOf(byPayout)).statusCode).toBe(400)
    })
  })
}
