import type Stripe from 'stripe'
import {
  email,
  fieldsOf,
  flag,
  integer,
  list,
  metadata,
  oneOf,
  optional,
  required,
  shape,
  text,
  type Values,
} from '../core/checks'
import type { Context } from '../core/context'
import { emitThin } from '../core/events'
import { route } from '../core/route'
import { detailOf, findAccount, withState } from './account-state'

type Account = Stripe.V2.Core.Account

const INCLUDABLE = [
  'configuration.customer',
  'configuration.merchant',
  'configuration.recipient',
  'defaults',
  'future_requirements',
  'identity',
  'requirements',
] as const
const includeField = { include: optional(list(oneOf(INCLUDABLE))) }

const requested = optional(shape({ requested: required(flag) }))
const createFields = fieldsOf<Stripe.V2.Core.AccountCreateParams>()({
  ...includeField,
  configuration: optional(
    shape({
      recipient: optional(
        shape({
          capabilities: optional(
            shape({
              bank_accounts: optional(shape({ local: requested })),
              stripe_balance: optional(shape({ stripe_transfers: requested })),
            }),
          ),
        }),
      ),
    }),
  ),
  contact_email: optional(email),
  contact_phone: optional(text({ max: 20 })),
  dashboard: optional(oneOf(['express', 'full', 'none'])),
  defaults: optional(
    shape({
      currency: optional(text({ max: 3 })),
      locales: optional(list(text({ max: 12 }))),
      responsibilities: optional(
        shape({
          fees_collector: required(
            oneOf(['application', 'application_custom', 'application_express', 'stripe']),
          ),
          losses_collector: required(oneOf(['application', 'stripe'])),
        }),
      ),
    }),
  ),
  display_name: optional(text({ max: 1000 })),
  identity: optional(
    shape({
      business_details: optional(shape({ registered_name: optional(text({ max: 500 })) })),
      country: optional(text({ max: 2 })),
      entity_type: optional(oneOf(['company', 'government_entity', 'individual', 'non_profit'])),
      individual: optional(
        shape({
          email: optional(email),
          given_name: optional(text({ max: 100 })),
          surname: optional(text({ max: 100 })),
        }),
      ),
    }),
  ),
  metadata: optional(metadata),
})
type CreateParams = Values<typeof createFields>

function create(context: Context, params: CreateParams): Account {
  const id = context.newId('acct')
  const recipient = params.configuration?.recipient
  const wanted = recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested === true
  const account = {
    id,
    object: 'v2.core.account',
    applied_configurations: recipient ? ['recipient'] : [],
    closed: false,
    ...(recipient
      ? {
          configuration: {
            recipient: {
              applied: true,
              capabilities: {},
            },
          },
        }
      : {}),
    ...(params.contact_email ? { contact_email: params.contact_email } : {}),
    ...(params.contact_phone ? { contact_phone: params.contact_phone } : {}),
    created: context.nowText,
    dashboard: params.dashboard ?? 'none',
    defaults: {
      ...(params.defaults?.currency ? { currency: params.defaults.currency.toLowerCase() } : {}),
      locales: params.defaults?.locales ?? [],
      responsibilities: {
        fees_collector: params.defaults?.responsibilities?.fees_collector ?? 'application',
        losses_collector: params.defaults?.responsibilities?.losses_collector ?? 'application',
        requirements_collector: 'stripe',
      },
    },
    ...(params.display_name ? { display_name: params.display_name } : {}),
    future_requirements: { entries: [] },
    identity: identityOf(context, id, params),
    livemode: false,
    metadata: params.metadata ?? {},
    requirements: { entries: [] },
  } satisfies Account
  context.unit.put('account', wanted ? withState(account, detailOf(context, id)) : account)
  emitThin(context, 'v2.core.account.created', id)
  return findAccount(context, id)
}

function identityOf(
  context: Context,
  id: string,
  params: CreateParams,
): Stripe.V2.Core.Account.Identity {
  const { business_details, country, entity_type, individual } = params.identity ?? {}
  return {
    ...(business_details ? { business_details } : {}),
    ...(country ? { country: country.toLowerCase() } : {}),
    ...(entity_type ? { entity_type } : {}),
    ...(individual
      ? {
          individual: {
            ...individual,
            account: id,
            created: context.nowText,
            id: context.newId('person'),
            object: 'v2.core.account_person',
            updated: context.nowText,
          },
        }
      : {}),
  }
}

/** Large parts are left out unless `include` names them. */
function shown(account: Account, include: readonly string[] = []): Account {
  const { configuration, defaults, future_requirements, identity, requirements, ...rest } = account
  const recipient = configuration?.recipient
  return {
    ...rest,
    ...(include.includes('configuration.recipient') && recipient
      ? { configuration: { recipient } }
      : {}),
    ...(include.includes('defaults') && defaults ? { defaults } : {}),
    ...(include.includes('future_requirements') && future_requirements
      ? { future_requirements }
      : {}),
    ...(include.includes('identity') && identity ? { identity } : {}),
    ...(include.includes('requirements') && requirements ? { requirements } : {}),
  }
}

export const accountRoutes = [
  route('POST', '/v2/core/accounts', createFields, (context, params) =>
    shown(create(context, params), params.include),
  ),
  route('GET', '/v2/core/accounts/:id', includeField, (context, params, ids) =>
    shown(findAccount(context, ids.id ?? ''), params.include),
  ),
  route(
    'GET',
    '/v2/core/accounts',
    { limit: optional(integer({ min: 1, max: 100 })), closed: optional(flag) },
    (context, params) => {
      const rows = context.unit
        .all('account')
        .filter((row) => params.closed === undefined || row.closed === params.closed)
      const data = rows.reverse().slice(0, params.limit ?? 20)
      return {
        data: data.map((row) => shown(row)),
        next_page_url: null,
        previous_page_url: null,
      }
    },
  ),
  route('POST', '/v2/core/accounts/:id/close', {}, (context, _, ids) => {
    const account = findAccount(context, ids.id ?? '')
    const closed = { ...account, closed: true }
    context.unit.put('account', closed)
    emitThin(context, 'v2.core.account.closed', account.id)
    return shown(closed)
  }),
]
