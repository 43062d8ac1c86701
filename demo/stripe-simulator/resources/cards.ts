export const FEE_BASIS_POINTS = 290
export const FEE_FIXED_MINOR = 30
export const DISPUTE_FEE_MINOR = 1_500

/** What the provider keeps of a payment: 2.9 % and 30 minor units. */
export function processingFee(amount: number): number {
  return Math.round((amount * FEE_BASIS_POINTS) / 10_000) + FEE_FIXED_MINOR
}

/** A card that is turned down, in the words of the API. */
export interface Decline {
  code: string
  declineCode: string | null
  message: string
}

export const DISPUTE_KINDS = ['fraudulent', 'product_not_received', 'inquiry'] as const
export type DisputeKind = (typeof DISPUTE_KINDS)[number]

/** A test number with what it does; source: docs.stripe.com/testing. */
export interface TestCard {
  number: string
  /** The payment method that stands for the card where no page is filled in. */
  token: string | null
  label: string
  group: 'succeeds' | 'declines' | 'authenticates' | 'afterwards'
  decline?: Decline
  authenticates?: true
  dispute?: DisputeKind
  /** What becomes of a refund: it waits and arrives, or is said to have arrived and comes back. */
  refund?: 'pending' | 'fails'
  /** The money is available at once. */
  bypassesPending?: true
}

const declined = (code: string, declineCode: string | null, message: string): Decline => ({
  code,
  declineCode,
  message,
})
const insufficient = declined(
  'card_declined',
  'insufficient_funds',
  'Your card has insufficient funds.',
)
const generic = declined('card_declined', 'generic_decline', 'Your card was declined.')

export const TEST_CARDS: readonly TestCard[] = [
  {
    number: '4242424242424242',
    token: 'pm_card_visa',
    label: 'Payment succeeds',
    group: 'succeeds',
  },
  {
    number: '4000000000000077',
    token: 'pm_card_bypassPending',
    label: 'Payment succeeds, its money is available at once',
    group: 'succeeds',
    bypassesPending: true,
  },
  {
    number: '4000002500003155',
    token: 'pm_card_authenticationRequiredOnSetup',
    label: 'The bank asks for a confirmation (3-D Secure)',
    group: 'authenticates',
    authenticates: true,
  },
  {
    number: '4000002760003184',
    token: 'pm_card_authenticationRequired',
    label: 'The bank asks for a confirmation every time',
    group: 'authenticates',
    authenticates: true,
  },
  {
    number: '4000008260003178',
    token: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    label: 'The bank asks for a confirmation, then the card has insufficient funds',
    group: 'authenticates',
    authenticates: true,
    decline: insufficient,
  },
  {
    number: '4000008400001629',
    token: null,
    label: 'The bank asks for a confirmation, then the card is declined',
    group: 'authenticates',
    authenticates: true,
    decline: generic,
  },
  {
    number: '4000000000000002',
    token: 'pm_card_visa_chargeDeclined',
    label: 'The card is declined',
    group: 'declines',
    decline: generic,
  },
  {
    number: '4000000000009995',
    token: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    label: 'The card has insufficient funds',
    group: 'declines',
    decline: insufficient,
  },
  {
    number: '4000000000009987',
    token: 'pm_card_visa_chargeDeclinedLostCard',
    label: 'The card is reported lost',
    group: 'declines',
    decline: declined('card_declined', 'lost_card', 'Your card was declined.'),
  },
  {
    number: '4000000000000069',
    token: 'pm_card_chargeDeclinedExpiredCard',
    label: 'The card has expired',
    group: 'declines',
    decline: declined('expired_card', null, 'Your card has expired.'),
  },
  {
    number: '4000000000000119',
    token: 'pm_card_chargeDeclinedProcessingError',
    label: 'The network makes a mistake',
    group: 'declines',
    decline: declined(
      'processing_error',
      null,
      'An error occurred while processing your card. Try again in a little bit.',
    ),
  },
  {
    number: '4000000000000259',
    token: 'pm_card_createDispute',
    label: 'Payment succeeds, then the payer disputes it',
    group: 'afterwards',
    dispute: 'fraudulent',
  },
  {
    number: '4000000000002685',
    token: 'pm_card_createDisputeProductNotReceived',
    label: 'Payment succeeds, then the payer says that nothing was delivered',
    group: 'afterwards',
    dispute: 'product_not_received',
  },
  {
    number: '4000000000001976',
    token: 'pm_card_createDisputeInquiry',
    label: 'Payment succeeds, then the bank inquires',
    group: 'afterwards',
    dispute: 'inquiry',
  },
  {
    number: '4000000000007726',
    token: 'pm_card_pendingRefund',
    label: 'Payment succeeds, a refund takes a day',
    group: 'afterwards',
    refund: 'pending',
  },
  {
    number: '4000000000005126',
    token: 'pm_card_refundFail',
    label: 'Payment succeeds, a refund comes back after a day',
    group: 'afterwards',
    refund: 'fails',
  },
]

export function cardByNumber(number: string): TestCard | undefined {
  const digits = number.replaceAll(/\s/g, '')
  return TEST_CARDS.find((card) => card.number === digits)
}
