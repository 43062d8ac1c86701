import { describe, expect, it } from 'vitest'
import { sessionParams } from './harness'
import { type Provider, payWith, refusalOf } from './provider'

export function checkoutSuite(the: () => Provider): void {
  describe('checkout sessions', () => {
    it('creates, shows and expires a hosted page', async () => {
      const { stripe } = the()
      const session = await stripe.checkout.sessions.create(
        sessionParams(38_000_00, { expand: ['line_items'] }),
      )
      expect(session.id).toMatch(/^cs_test_/)
      expect(session).toMatchObject({
        object: 'checkout.session',
        amount_total: 38_000_00,
        currency: 'usd',
        livemode: false,
        mode: 'payment',
        payment_intent: null,
        payment_status: 'unpaid',
        status: 'open',
      })
      expect(session.line_items?.data[0]?.price?.unit_amount).toBe(38_000_00)
      const again = await stripe.checkout.sessions.retrieve(session.id)
      expect(again.url).toBe(session.url)
      expect(again.line_items).toBeUndefined()
      const expired = await stripe.checkout.sessions.expire(session.id)
      expect(expired).toMatchObject({ status: 'expired', url: null })
      expect((await refusalOf(stripe.checkout.sessions.expire(session.id))).statusCode).toBe(400)
      const told = await stripe.events.list({ type: 'checkout.session.expired', limit: 1 })
      expect(told.data[0]?.data.object).toMatchObject({ object: 'checkout.session' })
    })

    it('refuses what it does not know, misses or cannot read', async () => {
      const { stripe } = the()
      const { success_url: _, ...incomplete } = sessionParams()
      const missing = await refusalOf(stripe.checkout.sessions.create(incomplete))
      expect(missing).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
      const unknown = await refusalOf(
        stripe.checkout.sessions.create({ ...sessionParams(), colour: 'green' } as never),
      )
      expect(unknown).toMatchObject({ code: 'parameter_unknown', param: 'colour' })
      const wrong = await refusalOf(stripe.checkout.sessions.create(sessionParams(12.5)))
      expect(wrong).toMatchObject({ code: 'parameter_invalid_integer' })
      const late = await refusalOf(
        stripe.checkout.sessions.create(sessionParams(1_000, { expires_at: 1_000_000_000 })),
      )
      expect(late.param).toBe('expires_at')
    })
  })

  describe('payments', () => {
    it.each([
      ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
      ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
      ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
      ['pm_card_chargeDeclinedExpiredCard', 'expired_card', undefined],
      ['pm_card_chargeDeclinedProcessingError', 'processing_error', undefined],
    ])('declines %s with 402, and the intent stays open', async (token, code, declineCode) => {
      const { stripe } = the()
      const refused = await refusalOf(payWith(stripe, 1_000_00, token))
      expect(refused).toMatchObject({ statusCode: 402, type: 'StripeCardError', code })
      if (declineCode) expect(refused.decline_code).toBe(declineCode)
      const intent = await stripe.paymentIntents.retrieve(String(refused.payment_intent?.id))
      expect(intent).toMatchObject({ status: 'requires_payment_method', amount_received: 0 })
      const charge = await stripe.charges.retrieve(String(intent.latest_charge))
      expect(charge).toMatchObject({ status: 'failed', failure_code: code, paid: false })
    })

    it('waits for the bank’s confirmation, and may be given up', async () => {
      const { stripe } = the()
      const intent = await stripe.paymentIntents.create({
        amount: 1_000_00,
        currency: 'usd',
        confirm: true,
        payment_method: 'pm_card_authenticationRequired',
        allowed_payment_method_types: ['card'],
        return_url: 'https://example.org/back',
      })
      expect(intent.status).toBe('requires_action')
      expect(intent.next_action?.type).toBe('redirect_to_url')
      const canceled = await stripe.paymentIntents.cancel(intent.id, {
        cancellation_reason: 'abandoned',
      })
      expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
      const again = await refusalOf(stripe.paymentIntents.cancel(intent.id))
      expect(again.code).toBe('payment_intent_unexpected_state')
      const told = await stripe.events.list({ type: 'payment_intent.canceled', limit: 1 })
      expect(told.data[0]?.data.object).toMatchObject({ id: intent.id })
    })

    it('debits a bank account later than it says so', async () => {
      const { stripe, pass } = the()
      const intent = await stripe.paymentIntents.create({
        amount: 1_000_00,
        currency: 'usd',
        confirm: true,
        payment_method: 'pm_usBankAccount_processing',
        allowed_payment_method_types: ['us_bank_account'],
        mandate_data: { customer_acceptance: { type: 'offline' } },
      })
      expect(intent.status).toBe('processing')
      await pass(10)
      const waiting = await stripe.paymentIntents.retrieve(intent.id)
      expect(waiting.status).toBe('processing')
      expect((await stripe.paymentIntents.cancel(intent.id)).status).toBe('canceled')
    })
  })
}
