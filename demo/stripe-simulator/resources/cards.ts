export const FEE_BASIS_POINTS = 290
export const FEE_FIXED_MINOR = 30
export const DISPUTE_FEE_MINOR = 1_500

/** What the provider keeps of a payment: 2.9 % and 30 minor units. */
export function processingFee(amount: number): number {
  return Math.round((amount * FEE_BASIS_POINTS) / 10_000) + FEE_FIXED_MINOR
}

export interface TestCard {
  number: string
  label: string
  outcome: 'succeeds' | 'declines' | 'authenticates' | 'disputes'
  declineCode: string | null
  message: string | null
}

/** Stripe's own test numbers, with what they do. */
export const TEST_CARDS: readonly TestCard[] = [
  {
    number: '4242424242424242',
    label: 'Payment succeeds',
    outcome: 'succeeds',
    declineCode: null,
    message: null,
  },
  {
    number: '4000002500003155',
    label: 'The bank asks for a confirmation (3-D Secure)',
    outcome: 'authenticates',
    declineCode: null,
    message: null,
  },
  {
    number: '4000000000000002',
    label: 'The card is declined',
    outcome: 'declines',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
  },
  {
    number: '4000000000009995',
    label: 'The card has insufficient funds',
    outcome: 'declines',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  {
    number: '4000000000000259',
    label: 'Payment succeeds, then the payer disputes it',
    outcome: 'disputes',
    declineCode: null,
    message: null,
  },
]

/** The bank methods whose money arrives later, by the currency they carry. */
export const BANK_METHODS: Record<string, BankMethod> = {
  usd: 'us_bank_account',
  eur: 'sepa_debit',
  gbp: 'bacs_debit',
}
export type BankMethod = 'us_bank_account' | 'sepa_debit' | 'bacs_debit'

export function cardByNumber(number: string): TestCard | undefined {
  const digits = number.replaceAll(/\s/g, '')
  return TEST_CARDS.find((card) => card.number === digits)
}
