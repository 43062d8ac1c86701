import type Stripe from 'stripe'
import type { Context } from '../core/context'
import {
  accountByNumber,
  BANK_METHODS,
  type BankMethod,
  TEST_ACCOUNTS,
  type TestAccount,
} from '../resources/bank-accounts'
import { cardByNumber, TEST_CARDS } from '../resources/cards'
import {
  paySessionByCard,
  paySessionByDebit,
  paySessionByTransfer,
} from '../resources/checkout-payments'
import { intentOf } from '../resources/payment-intents'
import { failAuthentication } from '../resources/payments'
import { type Html, html, money, pageOf } from './layout'
import { goTo, type Reply, show } from './reply'

type Session = Stripe.Checkout.Session

/** Stands for the bank debit that arrives, whatever its method. */
const BANK_CHOICE = 'bank_transfer'
const TRANSFER_CHOICE = 'customer_balance'

function bankMethod(session: Session): BankMethod | null {
  const method = BANK_METHODS[session.currency ?? '']
  return method && session.payment_method_types.includes(method) ? method : null
}

/** The payment page, with what went wrong at the last attempt. */
export function checkoutPage(context: Context, id: string, problem?: string, typed = ''): Reply {
  const session = context.unit.get('session', id)
  if (!session) return show(closedPage('There is no such payment page.'), 404)
  if (session.status === 'complete') return goTo(successUrl(session))
  if (session.status === 'expired') {
    return show(closedPage('This payment page has expired.', session.cancel_url), 410)
  }
  return show(openPage(context, session, problem, typed), problem ? 402 : 200)
}

function openPage(context: Context, session: Session, problem = '', typed = ''): string {
  const items = context.unit.get('session_detail', session.id)?.lineItems ?? []
  const total = money(session.amount_total ?? 0, session.currency ?? 'usd')
  const payer = context.unit.get('customer', String(session.customer ?? ''))
  const email = typed || session.customer_email || payer?.email || ''
  return pageOf(
    `Pay ${total}`,
    html`<h1>${items[0]?.description ?? 'Payment'}</h1>
${items.slice(1).map((item) => html`<p class="quiet" style="margin:0">${item.description}</p>`)}
<p class="amount">${total}</p>
${problem === '' ? null : html`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="/c/pay/${session.id}">
<div class="field"><label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="email" value="${email}"></div>
${choices(session)}
<button class="wide-button" type="submit">Pay ${total}</button>
</form>
<p class="quiet">Afterwards you return to where you came from.${
      session.cancel_url ? html` <a href="${session.cancel_url}">Go back without paying</a>` : null
    }</p>`,
  )
}

interface Choice {
  value: string
  label: string
  detail: string
}

/** The ways to pay: the usual ones first, the rest of the test numbers behind a fold. */
function choices(session: Session): Html {
  const cards = session.payment_method_types.includes('card') ? TEST_CARDS : []
  const method = bankMethod(session)
  const usual = [
    ...cards.filter((card) => USUAL.includes(card.number)).map(cardChoice),
    ...(method
      ? [
          {
            value: BANK_CHOICE,
            label: 'Bank debit, delayed',
            detail: 'The money arrives after some days, or when you say so on the simulator’s page',
          },
        ]
      : []),
    ...(session.payment_method_types.includes('customer_balance')
      ? [
          {
            value: TRANSFER_CHOICE,
            label: 'Bank transfer',
            detail: 'You get an account number and a reference, and send the money yourself',
          },
        ]
      : []),
  ]
  const further = [
    ...cards.filter((card) => !USUAL.includes(card.number)).map(cardChoice),
    ...TEST_ACCOUNTS.filter((account) => account.method === method).map(accountChoice),
  ]
  const chosen = usual[0]?.value
  return html`<fieldset><legend>Choose how this payment should go</legend>
${usual.map((choice) => radio(choice, choice.value === chosen))}
</fieldset>
${
  further.length === 0
    ? null
    : html`<details class="field"><summary>More test cards and accounts</summary>
<fieldset><legend>Rarer ways for a payment to go</legend>
${further.map((choice) => radio(choice, false))}
</fieldset></details>`
}`
}

const USUAL: readonly string[] = [
  '4242424242424242',
  '4000002500003155',
  '4000000000000002',
  '4000000000009995',
  '4000000000000259',
]

const cardChoice = (card: { number: string; label: string }): Choice => ({
  value: card.number,
  label: card.label,
  detail: card.number.replace(/(.{4})(?=.)/g, '$1 '),
})

const accountChoice = (account: TestAccount): Choice => ({
  value: account.number,
  label: account.label,
  detail: `Account ${account.number}`,
})

function radio(choice: Choice, checked: boolean): Html {
  return html`<label class="choice"><input type="radio" name="card" value="${choice.value}"${
    checked ? html` checked` : null
  }><span><span>${choice.label}</span><span class="quiet">${choice.detail}</span></span></label>`
}

function closedPage(sentence: string, back?: string | null): string {
  return pageOf(
    'Payment page closed',
    html`<h1>${sentence}</h1><p>Nothing was paid.${
      back ? html` <a href="${back}">Go back</a>` : null
    }</p>`,
  )
}

/** The form of the payment page was sent. */
export function pay(context: Context, id: string, form: URLSearchParams): Reply {
  const session = context.unit.get('session', id)
  if (session?.status !== 'open') return checkoutPage(context, id)
  const email = form.get('email')?.trim() || session.customer_email
  const payer = { email, name: form.get('name')?.trim() || null }
  const choice = form.get('card') ?? ''
  const typed = email ?? ''
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return checkoutPage(context, id, 'Write the email address in full, as name@example.org.', typed)
  }
  if (choice === TRANSFER_CHOICE && session.payment_method_types.includes('customer_balance')) {
    return goTo(`/c/transfer/${paySessionByTransfer(context, session, payer).id}`)
  }
  const account = accountOf(session, choice)
  if (account) {
    paySessionByDebit(context, session, account, payer)
    return goTo(successUrl(session))
  }
  const card = session.payment_method_types.includes('card') ? cardByNumber(choice) : undefined
  if (!card) return checkoutPage(context, id, 'Choose one of the ways to pay.', typed)
  const attempt = paySessionByCard(context, session, card, payer)
  if (attempt === 'needs_authentication') return goTo(`/c/pay/${id}/confirm`)
  if (attempt === 'declined') return checkoutPage(context, id, card.decline?.message, typed)
  return goTo(successUrl(session))
}

function accountOf(session: Session, choice: string): TestAccount | undefined {
  const method = bankMethod(session)
  if (!method) return undefined
  if (choice !== BANK_CHOICE) return accountByNumber(method, choice)
  return TEST_ACCOUNTS.find((one) => one.method === method && one.outcome === 'succeeds')
}

/** The page of the payer's bank: 3-D Secure. */
export function confirmPage(context: Context, id: string): Reply {
  const session = context.unit.get('session', id)
  if (session?.status !== 'open' || session.payment_intent === null)
    return checkoutPage(context, id)
  if (intentOf(context, session).status !== 'requires_action') return checkoutPage(context, id)
  const total = money(session.amount_total ?? 0, session.currency ?? 'usd')
  return show(
    pageOf(
      'Confirm the payment',
      html`<h1>Your bank asks: is this you?</h1>
<p class="amount">${total}</p>
<p>This page stands in for the confirmation that a bank asks for (3-D Secure).</p>
<form method="post" action="/c/pay/${id}/confirm">
<p><button class="wide-button" name="outcome" value="confirm">Confirm the payment</button></p>
<p><button class="wide-button second" name="outcome" value="refuse">This is not me</button></p>
</form>`,
    ),
  )
}

export function confirm(context: Context, id: string, form: URLSearchParams): Reply {
  const session = context.unit.get('session', id)
  if (session?.status !== 'open' || session.payment_intent === null)
    return checkoutPage(context, id)
  const intent = intentOf(context, session)
  if (intent.status !== 'requires_action') return checkoutPage(context, id)
  const card = cardByNumber(context.unit.get('session_detail', id)?.card ?? '')
  if (!card || form.get('outcome') !== 'confirm') {
    failAuthentication(context, intent)
    return checkoutPage(
      context,
      id,
      'The bank could not confirm that this is you. Nothing was paid.',
    )
  }
  const payer = { email: session.customer_email, name: null }
  const attempt = paySessionByCard(context, session, card, payer, true)
  if (attempt === 'declined') return checkoutPage(context, id, card.decline?.message)
  return goTo(successUrl(session))
}

/** Where the payer goes after paying. */
export function successUrl(session: Session): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}
