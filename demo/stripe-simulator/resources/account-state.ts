import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { ApiError } from '../core/errors'
import { emitThin } from '../core/events'

type Account = Stripe.V2.Core.Account

export const restricted: Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers =
  {
    status: 'restricted',
    status_details: [{ code: 'requirements_past_due', resolution: 'provide_info' }],
  }

export const openRequirements: Stripe.V2.Core.Account.Requirements = {
  entries: ['identity.legal_name', 'configuration.recipient.default_outbound_destination'].map(
    (description) => ({
      awaiting_action_from: 'user' as const,
      description,
      errors: [],
      impact: {
        restricts_capabilities: [
          {
            capability: 'stripe_balance.stripe_transfers',
            configuration: 'recipient' as const,
            deadline: { status: 'currently_due' as const },
          },
        ],
      },
      minimum_deadline: { status: 'currently_due' as const },
      requested_reasons: [{ code: 'routine_onboarding' as const }],
    }),
  ),
  summary: { minimum_deadline: { status: 'currently_due' } },
}

/** True when money may be transferred to the account. */
export function transfersActive(account: Account): boolean {
  const capabilities = account.configuration?.recipient?.capabilities
  return capabilities?.stripe_balance?.stripe_transfers?.status === 'active'
}

/** What the onboarding page learned: nothing is due any more, transfers may come. */
export function activate(context: Context, id: string, legalName: string): Account {
  const account = findAccount(context, id)
  const active: Account = {
    ...account,
    configuration: {
      recipient: {
        applied: true,
        capabilities: {
          stripe_balance: {
            payouts: { status: 'active', status_details: [] },
            stripe_transfers: { status: 'active', status_details: [] },
          },
        },
      },
    },
    display_name: account.display_name ?? legalName,
    requirements: { entries: [] },
  }
  context.unit.put('account', active)
  emitThin(context, 'v2.core.account[requirements].updated', id)
  emitThin(context, 'v2.core.account[configuration.recipient].capability_status_updated', id, {
    updated_capability: 'stripe_balance.stripe_transfers',
  })
  return active
}

/** Puts the account back behind its requirements; of the simulator, not of Stripe. */
export function restrict(context: Context, id: string): Account {
  const account = findAccount(context, id)
  const closed: Account = {
    ...account,
    configuration: {
      recipient: {
        applied: true,
        capabilities: { stripe_balance: { stripe_transfers: restricted } },
      },
    },
    requirements: openRequirements,
  }
  context.unit.put('account', closed)
  emitThin(context, 'v2.core.account[requirements].updated', id)
  emitThin(context, 'v2.core.account[configuration.recipient].capability_status_updated', id, {
    updated_capability: 'stripe_balance.stripe_transfers',
  })
  return closed
}

export function findAccount(context: Context, id: string): Account {
  const account = context.unit.get('account', id)
  if (!account) throw new ApiError(404, `Account not found: ${id}`, { code: 'not_found' })
  return account
}
