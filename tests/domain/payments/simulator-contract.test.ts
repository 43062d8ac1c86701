import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accountSuite } from '../../support/simulator-contract/accounts'
import { bankTransferSuite } from '../../support/simulator-contract/bank-transfers'
import { checkoutSuite } from '../../support/simulator-contract/checkout'
import { disputeSuite } from '../../support/simulator-contract/disputes'
import { moneySuite } from '../../support/simulator-contract/money'
import { payoutSuite } from '../../support/simulator-contract/payouts'
import { type Provider, providers } from '../../support/simulator-contract/provider'
import { requestSuite } from '../../support/simulator-contract/requests'
import { departures, schemaMissing } from '../../support/simulator-contract/schema'
import { transferSuite } from '../../support/simulator-contract/transfers'

vi.setConfig({ testTimeout: 180_000 })

/*
 * One suite, two providers: the simulator, and Stripe's own sandbox when STRIPE_SECRET_KEY is a test
 * key. The hosted pages cannot be filled in by a program at Stripe, so a confirmed PaymentIntent stands
 * for the paid session with both; transfers need the id of an onboarded account in
 * SAMAR_STRIPE_SANDBOX_ACCOUNT.
 */
for (const { name, open, missing } of providers) {
  describe.skipIf(missing !== null)(missing === null ? name : `${name}: ${missing}`, () => {
    let provider: Provider
    beforeAll(async () => {
      provider = await open()
    })
    afterAll(() => provider?.close())

    const the = () => provider
    checkoutSuite(the)
    moneySuite(the)
    disputeSuite(the)
    transferSuite(the)
    payoutSuite(the)
    bankTransferSuite(the)
    accountSuite(the)
    requestSuite(the)

    describe('shapes', () => {
      it('every response of this suite follows the published schema', (test) => {
        if (schemaMissing) return test.skip(schemaMissing)
        if (name.includes('sandbox')) {
          return test.skip('Stripe may answer with fields that the simulator leaves out')
        }
        const checked = provider.bodies.filter((body) => {
          const object = (body as { object?: string } | null)?.object
          return object !== undefined && !object.startsWith('v2.') && object !== 'balance_settings'
        })
        expect(checked.length).toBeGreaterThan(80)
        expect([...new Set(checked.flatMap(departures))]).toEqual([])
      })

      it('every event of this suite carries an object of the published schema', async (test) => {
        if (schemaMissing) return test.skip(schemaMissing)
        if (name.includes('sandbox')) return test.skip('Stripe tells of more than this suite')
        const events = await provider.stripe.events
          .list({ limit: 100 })
          .autoPagingToArray({ limit: 5_000 })
        const objects = (JSON.parse(JSON.stringify(events)) as { data: { object: object } }[]).map(
          (event) => event.data.object,
        )
        const known = objects.filter(
          (one) => (one as { object: string }).object !== 'balance_settings',
        )
        expect(new Set(events.map((event) => event.type)).size).toBeGreaterThan(20)
        expect([...new Set(known.flatMap(departures))]).toEqual([])
      })

      it('the check itself notices a wrong type, a missing and an unknown field', (test) => {
        if (schemaMissing) return test.skip(schemaMissing)
        const transfer = provider.bodies.find(
          (body) => (body as { object?: string } | null)?.object === 'transfer',
        )
        if (!transfer) return test.skip('no transfer was made')
        const { created: _, ...rest } = { ...(transfer as object), created: 0 }
        expect(departures({ ...rest, amount: '600', colour: 'green' })).toEqual([
          'transfer.colour: unknown field',
          "transfer: must have required property 'created'",
          'transfer/amount: must be integer',
        ])
      })
    })
  })
}
