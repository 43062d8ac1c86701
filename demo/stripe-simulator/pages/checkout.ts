import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { BANK_METHODS, type BankMethod, cardByNumber, TEST_CARDS } from '../resources/cards'
import { intentOf } from '../resources/payment-intents'
import { failAuthentication, payByBank, payByCard } from '../resources/payments'
import { html, money, pageOf } from './layout'
import { goTo, type Reply, show } from './reply'

type Session = Stripe.Checkout.Session

const BANK_CHOICE = 'bank_transfer'
const THREE_D_SECURE = '4000002500003155'

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
  const cards = session.payment_method_types.includes('card') ? TEST_CARDS : []
  const chosen = cards[0]?.number ?? BANK_CHOICE
  return pageOf(
    `Pay ${total}`,
    html`<h1>${items[0]?.description ?? 'Payment'}</h1>
${items.slice(1).map((item) => html`<p class="quiet" style="margin:0">${item.description}</p>`)}
<p class="amount">${total}</p>
${problem === '' ? null : html`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="/c/pay/${session.id}">
<div class="field"><label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="email" value="${typed || session.customer_email}"></div>
<fieldset><legend>Choose how this payment should go</legend>
${cards.map(
  (card) =>
    html`<label class="choice"><input type="radio" name="card" value="${card.number}"${
      card.number === chosen ? html` checked` : null
    }><span><span>${card.label}</span><span class="quiet">${card.number.replace(/(.{4})(?=.)/g, '$1 ')}</span></span></label>`,
)}
${
  bankMethod(session) === null
    ? null
    : html`<label class="choice"><input type="radio" name="card" value="${BANK_CHOICE}"${
        chosen === BANK_CHOICE ? html` checked` : null
      }><span><span>Bank transfer, delayed</span><span class="quiet">The money arrives when you say so on the simulator's own page</span></span></label>`
}
</fieldset>
<button class="wide-button" type="submit">Pay ${total}</button>
</form>
<p class="quiet">Afterwards you return to where you came from.${
      session.cancel_url ? html` <a href="${session.cancel_url}">Go back without paying</a>` : null
    }</p>`,
  )
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
  const bank = bankMethod(session)
  if (choice === BANK_CHOICE && bank) {
    payByBank(context, session, bank, payer)
    return goTo(successUrl(session))
  }
  const card = session.payment_method_types.includes('card') ? cardByNumber(choice) : undefined
  if (!card) return checkoutPage(context, id, 'Choose one of the ways to pay.', typed)
  const attempt = payByCard(context, session, card, payer)
  if (attempt === 'needs_authentication') return goTo(`/c/pay/${id}/confirm`)
  if (attempt === 'declined') return checkoutPage(context, id, card.message ?? undefined, typed)
  return goTo(successUrl(session))
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
  if (intentOf(context, session).status !== 'requires_action') return checkoutPage(context, id)
  const card = cardByNumber(THREE_D_SECURE)
  if (!card || form.get('outcome') !== 'confirm') {
    failAuthentication(context, session)
    return checkoutPage(
      context,
      id,
      'The bank could not confirm that this is you. Nothing was paid.',
    )
  }
  const email = session.customer_email
  payByCard(context, session, card, { email, name: null }, true)
  return goTo(successUrl(session))
}

function successUrl(session: Session): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}
