import { randomUUID } from 'node:crypto'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { type Provider, payWith, refusalOf } from './provider'

export function transferSuite(the: () => Provider): void {
  describe('transfers', () => {
    it('send parts of one charge to a recipient, never more than the charge', async (test) => {
      const { stripe, destination } = the()
      if (!destination) return test.skip('SAMAR_STRIPE_SANDBOX_ACCOUNT is not given')
      const charge = await payWith(stripe, 1_000_00)
      const params = { currency: 'usd', destination, source_transaction: charge.id }
      const transfer_group = `group_${randomUUID()}`
      const first = await stripe.transfers.create({ ...params, amount: 600_00, transfer_group })
      expect(first).toMatchObject({
        object: 'transfer',
        amount: 600_00,
        source_transaction: charge.id,
        reversed: false,
      })
      const over = await refusalOf(stripe.transfers.create({ ...params, amount: 400_01 }))
      expect(over).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
      const euro = await refusalOf(
        stripe.transfers.create({ ...params, currency: 'eur', amount: 100 }),
      )
      expect(euro.statusCode).toBe(400)
      const listed = await stripe.transfers.list({ transfer_group })
      expect(listed.data.map((row) => row.id)).toEqual([first.id])
      const noted = await stripe.transfers.update(first.id, { metadata: { operation: 'op_3' } })
      expect(noted.metadata).toEqual({ operation: 'op_3' })
    })

    it('come back in parts, never more than was sent', async (test) => {
      const { stripe, destination } = the()
      if (!destination) return test.skip('SAMAR_STRIPE_SANDBOX_ACCOUNT is not given')
      const charge = await payWith(stripe, 1_000_00)
      const sent = await stripe.transfers.create({
        amount: 600_00,
        currency: 'usd',
        destination,
        source_transaction: charge.id,
      })
      const first = await stripe.transfers.createReversal(sent.id, {
        amount: 100_00,
        metadata: { operation: 'op_4' },
      })
      expect(first).toMatchObject({ object: 'transfer_reversal', transfer: sent.id })
      const after = await stripe.transfers.retrieve(sent.id)
      expect(after).toMatchObject({ amount_reversed: 100_00, reversed: false })
      const tooMuch = stripe.transfers.createReversal(sent.id, { amount: 500_01 })
      expect((await refusalOf(tooMuch)).statusCode).toBe(400)
      await stripe.transfers.createReversal(sent.id, { amount: 200_00 })
      await stripe.transfers.createReversal(sent.id)
      const done = await stripe.transfers.retrieve(sent.id)
      expect(done).toMatchObject({ amount_reversed: 600_00, reversed: true })
      const listed = await stripe.transfers.listReversals(sent.id)
      expect(listed.data.map((row) => row.amount)).toEqual([300_00, 200_00, 100_00])
      const told = await stripe.events.list({ type: 'transfer.reversed', limit: 10 })
      const about = told.data.filter(
        (event) => (event.data.object as Stripe.Transfer).id === sent.id,
      )
      expect(about.length).toBeGreaterThanOrEqual(1)
    })

    it('refuse an unknown destination and an unknown charge', async () => {
      const { stripe, destination } = the()
      const charge = await payWith(stripe, 100_00)
      const refused = await refusalOf(
        stripe.transfers.create({
          amount: 100,
          currency: 'usd',
          destination: 'acct_1111111111111111',
          source_transaction: charge.id,
        }),
      )
      expect(refused.statusCode).toBe(400)
      if (!destination) return
      const nothing = await refusalOf(
        stripe.transfers.create({
          amount: 100,
          currency: 'usd',
          destination,
          source_transaction: 'ch_nothing',
        }),
      )
      expect(nothing).toMatchObject({ code: 'resource_missing', param: 'source_transaction' })
    })
  })
}
