import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sessionParams } from './harness'
import { type Provider, payWith, refusalOf } from './provider'

export function requestSuite(the: () => Provider): void {
  describe('requests', () => {
    it('answers 404 with an error object, and 401 for a wrong key', async () => {
      const { stripe } = the()
      const missing = await refusalOf(stripe.checkout.sessions.retrieve('cs_test_nothing'))
      expect(missing).toMatchObject({ statusCode: 404, code: 'resource_missing' })
      const refused = await refusalOf(stripe.balance.retrieve({}, { apiKey: 'sk_test_wrong' }))
      expect(refused).toMatchObject({ statusCode: 401, type: 'StripeAuthenticationError' })
    })

    it('names the parameter that is unknown, missing, of a wrong type or value', async () => {
      const { stripe } = the()
      const charge = await payWith(stripe, 100_00)
      const refunds = (params: object) => refusalOf(stripe.refunds.create(params as never))
      expect(await refunds({ charge: charge.id, colour: 'green' })).toMatchObject({
        statusCode: 400,
        code: 'parameter_unknown',
        param: 'colour',
        rawType: 'invalid_request_error',
      })
      expect(await refunds({ charge: charge.id, amount: 'many' })).toMatchObject({
        code: 'parameter_invalid_integer',
        param: 'amount',
      })
      expect((await refunds({ charge: charge.id, reason: 'boredom' })).param).toBe('reason')
      expect((await refunds({})).statusCode).toBe(400)
      const money = { amount: 100, currency: 'usd' }
      const transfer = await refusalOf(stripe.transfers.create(money as never))
      expect(transfer).toMatchObject({ statusCode: 400, param: 'destination' })
      const nested = await refusalOf(
        stripe.checkout.sessions.create({
          ...sessionParams(),
          payment_intent_data: { colour: 'green' } as never,
        }),
      )
      expect(nested).toMatchObject({
        code: 'parameter_unknown',
        param: 'payment_intent_data[colour]',
      })
      const currency = await refusalOf(stripe.payouts.create({ amount: 100, currency: 'xxx' }))
      expect(currency).toMatchObject({ statusCode: 400, param: 'currency' })
    })

    it('lists events by type, the newest first', async () => {
      const { stripe } = the()
      const charge = await payWith(stripe, 100_00)
      const { data } = await stripe.events.list({ type: 'charge.succeeded', limit: 5 })
      expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(charge.id)
      expect(data.every((event) => event.type === 'charge.succeeded')).toBe(true)
      const [first] = data
      expect((await stripe.events.retrieve(String(first?.id))).id).toBe(first?.id)
    })
  })

  describe('idempotency', () => {
    it('replays the first answer, and refuses the key for other parameters', async () => {
      const { stripe } = the()
      const idempotencyKey = randomUUID()
      const first = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
      const second = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
      expect(second.id).toBe(first.id)
      expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
      const other = stripe.checkout.sessions.create(sessionParams(2_000), { idempotencyKey })
      expect(await refusalOf(other)).toMatchObject({ type: 'StripeIdempotencyError' })
    })

    it('replays a refusal, too', async () => {
      const { stripe } = the()
      const idempotencyKey = randomUUID()
      const create = () =>
        stripe.paymentIntents.create(
          {
            amount: 100_00,
            currency: 'usd',
            confirm: true,
            payment_method: 'pm_card_visa_chargeDeclined',
            allowed_payment_method_types: ['card'],
          },
          { idempotencyKey },
        )
      const [first, second] = [await refusalOf(create()), await refusalOf(create())]
      expect(second.statusCode).toBe(402)
      expect(second.payment_intent?.id).toBe(first.payment_intent?.id)
    })

    it('refuses a key longer than 255 characters', async () => {
      const long = the().stripe.customers.create({}, { idempotencyKey: 'k'.repeat(256) })
      expect((await refusalOf(long)).statusCode).toBe(400)
    })
  })
}
