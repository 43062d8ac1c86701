import type Stripe from 'stripe'
import { badParam } from '../core/errors'

export type TransferType = 'us_bank_transfer' | 'eu_bank_transfer' | 'gb_bank_transfer'
type FinancialAddress =
  Stripe.PaymentIntent.NextAction.DisplayBankTransferInstructions.FinancialAddress

const TYPES: Record<string, TransferType> = {
  usd: 'us_bank_transfer',
  eur: 'eu_bank_transfer',
  gbp: 'gb_bank_transfer',
}

/** The kind of bank transfer that carries a currency. */
export function transferType(currency: string): TransferType {
  const type = TYPES[currency]
  if (!type) {
    throw badParam(`Bank transfers are not possible in ${currency}.`, 'currency')
  }
  return type
}

const holder = { account_holder_name: 'Samar (simulated)' }
const address = {
  city: 'Testville',
  country: 'US',
  line1: '1 Simulated Street',
  line2: null,
  postal_code: '00000',
  state: null,
}

/** Where the payer sends the money: made-up accounts, one for all customers. */
export function fundingAddresses(type: TransferType): FinancialAddress[] {
  if (type === 'eu_bank_transfer') {
    return [
      {
        type: 'iban',
        iban: {
          ...holder,
          account_holder_address: { ...address, country: 'DE' },
          bank_address: { ...address, country: 'DE' },
          bic: 'SOGEDEFFXXX',
          country: 'DE',
          iban: 'DE00000000000000000001',
        },
        supported_networks: ['sepa'],
      },
    ]
  }
  if (type === 'gb_bank_transfer') {
    return [
      {
        type: 'sort_code',
        sort_code: {
          ...holder,
          account_holder_address: { ...address, country: 'GB' },
          account_number: '00012345',
          bank_address: { ...address, country: 'GB' },
          sort_code: '108800',
        },
        supported_networks: ['bacs', 'fps'],
      },
    ]
  }
  return [
    {
      type: 'aba',
      aba: {
        ...holder,
        account_holder_address: address,
        account_number: '1000000001',
        account_type: 'checking',
        bank_address: address,
        bank_name: 'STRIPE TEST BANK',
        routing_number: '110000000',
      },
      supported_networks: ['ach', 'domestic_wire_us'],
    },
  ]
}
