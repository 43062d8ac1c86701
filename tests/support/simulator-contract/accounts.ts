import { describe, expect, it } from 'vitest'
import { type Provider, refusalOf } from './provider'

export function accountSuite(the: () => Provider): void {
  describe('recipients (v2)', () => {
    it('creates an account that waits for onboarding, and a link to it', async () => {
      const { stripe } = the()
      const account = await stripe.v2.core.accounts.create({
        contact_email: 'amna@example.org',
        display_name: 'Amna',
        dashboard: 'none',
        defaults: {
          responsibilities: { fees_collector: 'application', losses_collector: 'application' },
        },
        identity: { country: 'us', entity_type: 'individual' },
        configuration: {
          recipient: {
            capabilities: { stripe_balance: { stripe_transfers: { requested: true } } },
          },
        },
        include: ['configuration.recipient', 'requirements'],
      })
      expect(account).toMatchObject({ object: 'v2.core.account', livemode: false })
      const capabilities = account.configuration?.recipient?.capabilities
      expect(capabilities?.stripe_balance?.stripe_transfers?.status).not.toBe('active')
      expect(account.requirements?.entries?.length).toBeGreaterThan(0)
      expect(account.requirements?.summary?.minimum_deadline?.status).toBeTruthy()
      const plain = await stripe.v2.core.accounts.retrieve(account.id)
      expect(plain.requirements ?? null).toBeNull()
      const link = await stripe.v2.core.accountLinks.create({
        account: account.id,
        use_case: {
          type: 'account_onboarding',
          account_onboarding: { refresh_url: 'https://example.org/r' },
        },
      })
      expect(link).toMatchObject({ object: 'v2.core.account_link', account: account.id })
      const missing = await refusalOf(stripe.v2.core.accounts.retrieve('acct_1111111111111111'))
      expect([403, 404]).toContain(missing.statusCode)
    })
  })
}
