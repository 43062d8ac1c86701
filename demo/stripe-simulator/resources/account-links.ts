import type Stripe from 'stripe'
import { oneOf, optional, required, shape, text, webAddress } from '../core/checks'
import { badParam } from '../core/errors'
import { route } from '../core/route'
import { findAccount } from './account-state'

/** Stripe's links live for minutes; this one a little longer, for people who read. */
const LINK_MINUTES = 30

const onboarding = shape({
  collection_options: optional(
    shape({
      fields: optional(oneOf(['currently_due', 'eventually_due'])),
      future_requirements: optional(oneOf(['include', 'omit'])),
    }),
  ),
  refresh_url: required(webAddress),
  return_url: optional(webAddress),
})

export const accountLinkRoutes = [
  route(
    'POST',
    '/v2/core/account_links',
    {
      account: required(text()),
      use_case: required(
        shape({
          account_onboarding: optional(onboarding),
          account_update: optional(onboarding),
          type: required(oneOf(['account_onboarding', 'account_update'])),
        }),
      ),
    },
    (context, params) => {
      findAccount(context, params.account)
      const { type } = params.use_case
      const details = params.use_case[type]
      if (!details) {
        const name = `use_case[${type}]`
        throw badParam(`Missing required param: ${name}.`, name, 'parameter_missing')
      }
      const id = context.randomText(24)
      const link = {
        object: 'v2.core.account_link',
        account: params.account,
        created: context.nowText,
        expires_at: new Date(context.nowMs + LINK_MINUTES * 60_000).toISOString(),
        livemode: false,
        url: `${context.origin}/onboard/${id}`,
        use_case: { type, [type]: details },
      } satisfies Stripe.V2.Core.AccountLink
      context.unit.put('account_link', { id, link, used: false })
      return link
    },
  ),
]
