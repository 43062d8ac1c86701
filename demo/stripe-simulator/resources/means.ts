import type Stripe from 'stripe'
import type { TestAccount } from './bank-accounts'
import type { TestCard } from './cards'

/** By what somebody pays. */
export type Means =
  | { kind: 'card'; card: TestCard; authenticated: boolean }
  | { kind: 'debit'; account: TestAccount }
  | { kind: 'bank_transfer' }

/** What a charge says about the way in which it was paid. */
export function methodDetails(means: Means, amount: number): Stripe.Charge.PaymentMethodDetails {
  if (means.kind === 'card') {
    return {
      type: 'card',
      card: {
        amount_authorized: amount,
        authorization_code: '123456',
        brand: 'visa',
        checks: {
          address_line1_check: null,
          address_postal_code_check: null,
          cvc_check: 'pass',
        },
        country: 'US',
        electronic_commerce_indicator: null,
        exp_month: 12,
        exp_year: 2034,
        fingerprint: `simulated${means.card.number.slice(-7)}`,
        funding: 'credit',
        installments: null,
        last4: means.card.number.slice(-4),
        mandate: null,
        network: 'visa',
        network_transaction_id: null,
        regulated_status: 'unregulated',
        three_d_secure: means.authenticated
          ? {
              authentication_flow: 'challenge',
              electronic_commerce_indicator: '05',
              exemption_indicator: null,
              result: 'authenticated',
              result_reason: null,
              transaction_id: null,
              version: '2.2.0',
            }
          : null,
        transaction_link_id: null,
        wallet: null,
      },
    }
  }
  if (means.kind === 'bank_transfer') return { type: 'customer_balance', customer_balance: {} }
  const { method, number } = means.account
  if (method === 'us_bank_account') {
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'company',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: 'simulatedbank001',
        last4: number.slice(-4),
        payment_reference: null,
        routing_number: '110000000',
      },
    }
  }
  if (method === 'sepa_debit') {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: '',
        country: 'DE',
        fingerprint: 'simulatedbank002',
        last4: number.slice(-4),
        mandate: null,
      },
    }
  }
  return {
    type: 'bacs_debit',
    bacs_debit: {
      fingerprint: 'simulatedbank003',
      last4: number.slice(-4),
      mandate: null,
      sort_code: '108800',
    },
  }
}
