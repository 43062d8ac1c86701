import { badParam } from '../core/errors'
import { BANK_METHODS } from './bank-accounts'

export const METHODS = [
  'card',
  'us_bank_account',
  'sepa_debit',
  'bacs_debit',
  'customer_balance',
] as const
type Method = (typeof METHODS)[number]

/**
 * The ways to pay that are possible for a currency, of those that are allowed: cards, the currency's
 * bank debit, and its bank transfer when there is a customer whose cash can be matched. A transfer has
 * to be allowed by name.
 */
export function methodsFor(
  allowed: readonly Method[] | undefined,
  currency: string,
  customer: string | undefined,
): string[] {
  const debit = BANK_METHODS[currency]
  const eligible: string[] = ['card', ...(debit ? [debit] : [])]
  if (debit && customer) eligible.push('customer_balance')
  const wanted: readonly string[] = allowed ?? eligible.filter((one) => one !== 'customer_balance')
  const possible = wanted.filter((one) => eligible.includes(one))
  if (possible.length > 0) return possible
  throw badParam(
    'None of the allowed payment method types can be used for this payment: see its currency and customer.',
    'allowed_payment_method_types',
  )
}
