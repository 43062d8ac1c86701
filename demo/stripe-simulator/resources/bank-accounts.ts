/** The bank debits whose money arrives later. */
export type BankMethod = 'us_bank_account' | 'sepa_debit' | 'bacs_debit'

/** By the currency that a method carries. */
export const BANK_METHODS: Record<string, BankMethod> = {
  usd: 'us_bank_account',
  eur: 'sepa_debit',
  gbp: 'bacs_debit',
}

/** Days until a debit's outcome is known: a round number of what Stripe names as usual. */
export const DEBIT_DAYS: Record<BankMethod, number> = {
  us_bank_account: 4,
  sepa_debit: 5,
  bacs_debit: 3,
}

export interface DebitFailure {
  code: string
  message: string
}

/**
 * A test account with what becomes of a debit of it; sources: docs.stripe.com/payments/ach-direct-debit,
 * …/sepa-debit and …/bacs-debit, "accept a payment", their parts on testing.
 */
export interface TestAccount {
  method: BankMethod
  number: string
  token: string | null
  label: string
  outcome: 'succeeds' | 'fails' | 'disputed' | 'waits'
  failure?: DebitFailure
}

const insufficient = { code: 'insufficient_funds', message: 'The account has insufficient funds.' }
const unauthorised = {
  code: 'debit_not_authorized',
  message: 'The customer has notified their bank that this payment was unauthorized.',
}

const us = (
  number: string,
  name: string,
  label: string,
  rest: Pick<TestAccount, 'outcome' | 'failure'>,
): TestAccount => ({
  method: 'us_bank_account',
  number,
  token: `pm_usBankAccount_${name}`,
  label,
  ...rest,
})
const debit = (
  method: BankMethod,
  number: string,
  label: string,
  rest: Pick<TestAccount, 'outcome' | 'failure'>,
): TestAccount => ({ method, number, token: null, label, ...rest })

export const TEST_ACCOUNTS: readonly TestAccount[] = [
  us('000123456789', 'success', 'The debit arrives', { outcome: 'succeeds' }),
  us('000222222227', 'insufficientFunds', 'The account has insufficient funds', {
    outcome: 'fails',
    failure: insufficient,
  }),
  us('000111111113', 'accountClosed', 'The account is closed', {
    outcome: 'fails',
    failure: { code: 'account_closed', message: 'The bank account has been closed.' },
  }),
  us('000333333335', 'debitNotAuthorized', 'The payer did not allow the debit', {
    outcome: 'fails',
    failure: unauthorised,
  }),
  us('000555555559', 'dispute', 'The debit arrives, then it is disputed', { outcome: 'disputed' }),
  us('000000000009', 'processing', 'The debit stays on its way', { outcome: 'waits' }),
  debit('sepa_debit', 'DE89370400440532013000', 'The debit arrives', { outcome: 'succeeds' }),
  debit('sepa_debit', 'DE62370400440532013001', 'The debit fails', {
    outcome: 'fails',
    failure: { code: 'generic_could_not_process', message: 'The bank did not process the debit.' },
  }),
  debit('sepa_debit', 'DE35370400440532013002', 'The debit arrives, then it is disputed', {
    outcome: 'disputed',
  }),
  debit('bacs_debit', '00012345', 'The debit arrives', { outcome: 'succeeds' }),
  debit('bacs_debit', '33333335', 'The payer did not allow the debit', {
    outcome: 'fails',
    failure: unauthorised,
  }),
]

/** The test account of this number, or the one that ends so, as a charge shows it. */
export function accountByNumber(
  method: BankMethod,
  number: string,
  by: 'number' | 'ending' = 'number',
): TestAccount | undefined {
  return TEST_ACCOUNTS.find((account) => {
    if (account.method !== method) return false
    return by === 'number' ? account.number === number : account.number.endsWith(number)
  })
}
