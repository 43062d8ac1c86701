import type Stripe from 'stripe'
import {
  type Check,
  currency,
  expandField,
  flag,
  integer,
  list,
  oneOf,
  optional,
  shape,
  text,
} from '../core/checks'
import type { Context } from '../core/context'
import { badParam } from '../core/errors'
import { emit } from '../core/events'
import { route } from '../core/route'
import { balance } from './balance'
import { startPayout } from './payouts'

type Settings = Stripe.BalanceSettings

/** Payouts by hand from the start: what a platform that holds money sets first. */
const AT_FIRST: Settings = {
  object: 'balance_settings',
  payments: {
    debit_negative_balances: true,
    payouts: {
      automatic_transfer_rules_by_currency: null,
      minimum_balance_by_currency: null,
      schedule: { interval: 'manual' },
      statement_descriptor: null,
      status: 'enabled',
    },
    settlement_timing: {
      delay_days: 2,
      start_of_day: { hour: 0, minutes: 0, timezone: 'Etc/UTC' },
    },
  },
}

function settingsOf(context: Context): Settings {
  return context.unit.get('balance_settings', 'balance_settings')?.settings ?? AT_FIRST
}

/** Least amounts by currency; an empty one takes a currency's away. */
const minimums: Check<Record<string, number | null>> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badParam('Invalid object', path)
  }
  return Object.fromEntries(
    Object.entries(value).map(([code, least]) => {
      const name = `${path}[${code}]`
      return [currency(code, name), least === '' ? null : integer({ min: 0 })(least, name)]
    }),
  )
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

const payoutsShape = shape({
  minimum_balance_by_currency: optional(minimums),
  schedule: optional(
    shape({
      interval: optional(oneOf(['daily', 'manual', 'monthly', 'weekly'])),
      monthly_payout_days: optional(list(integer({ min: 1, max: 31 }))),
      weekly_payout_days: optional(list(oneOf(WEEKDAYS))),
    }),
  ),
  statement_descriptor: optional(text({ max: 22 })),
})

function change(
  context: Context,
  given: { debit_negative_balances?: boolean; payouts?: ReturnType<typeof payoutsShape> },
): Settings {
  const before = settingsOf(context)
  const was = before.payments.payouts ?? AT_FIRST.payments.payouts
  if (!was) return before
  const { minimum_balance_by_currency: least, schedule, statement_descriptor } = given.payouts ?? {}
  const merged = Object.entries({ ...was.minimum_balance_by_currency, ...least }).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  )
  const settings: Settings = {
    object: 'balance_settings',
    payments: {
      ...before.payments,
      debit_negative_balances:
        given.debit_negative_balances ?? before.payments.debit_negative_balances,
      payouts: {
        ...was,
        minimum_balance_by_currency: merged.length === 0 ? null : Object.fromEntries(merged),
        schedule: schedule ? { ...was.schedule, interval: null, ...schedule } : was.schedule,
        statement_descriptor: statement_descriptor ?? was.statement_descriptor,
      },
    },
  }
  context.unit.put('balance_settings', { id: 'balance_settings', settings })
  emit(context, 'balance_settings.updated', settings, { payments: before.payments })
  return settings
}

/** With a schedule, all that is available beyond the least amount goes out by itself. */
export function payOutBySchedule(context: Context): void {
  const { payouts } = settingsOf(context).payments
  if (!payouts || payouts.schedule?.interval === 'manual') return
  for (const sum of balance(context).available) {
    const amount = sum.amount - (payouts.minimum_balance_by_currency?.[sum.currency] ?? 0)
    if (amount <= 0) continue
    const movements = notPaidOut(context, sum.currency)
    const payout = startPayout(context, {
      amount,
      currency: sum.currency,
      description: 'STRIPE PAYOUT',
      metadata: {},
      statementDescriptor: payouts.statement_descriptor,
      automatic: true,
    })
    const content = [String(payout.balance_transaction), ...movements]
    context.unit.put('payout_content', { id: payout.id, movements: content })
  }
}

function notPaidOut(context: Context, code: string): string[] {
  const before = new Set(context.unit.all('payout_content').flatMap((row) => row.movements))
  return context.unit
    .all('balance_transaction')
    .filter((row) => row.currency === code && row.available_on <= context.clock)
    .map((row) => row.id)
    .filter((id) => !before.has(id))
}

export const balanceSettingsRoutes = [
  route('GET', '/v1/balance_settings', expandField, (context) => settingsOf(context)),
  route(
    'POST',
    '/v1/balance_settings',
    {
      ...expandField,
      payments: optional(
        shape({
          debit_negative_balances: optional(flag),
          payouts: optional(payoutsShape),
        }),
      ),
    },
    (context, params) => change(context, params.payments ?? {}),
  ),
]
