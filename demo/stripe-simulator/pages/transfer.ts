import type { Context } from '../core/context'
import { receiveTransfer } from '../resources/bank-transfers'
import { sessionOf } from '../resources/payment-intents'
import { successUrl } from './checkout'
import { type Html, html, money, pageOf } from './layout'
import { goTo, type Reply, show } from './reply'

/** Where to send the money for a payment by bank transfer, and a bank to send it from. */
export function transferPage(context: Context, id: string, problem = '', typed = ''): Reply {
  const intent = context.unit.get('payment_intent', id)
  const asked = intent?.next_action?.display_bank_transfer_instructions
  if (!intent) {
    return show(pageOf('Payment unknown', html`<h1>There is no such payment.</h1>`), 404)
  }
  const session = sessionOf(context, id)
  const back = session
    ? html`<p><a class="button second" href="${successUrl(session)}">Back to where you came from</a></p>`
    : null
  if (!asked) {
    const sentence =
      intent.status === 'succeeded'
        ? 'The money has arrived.'
        : 'This payment waits for no bank transfer.'
    return show(pageOf('Bank transfer', html`<h1>${sentence}</h1>${back}`))
  }
  const missing = asked.amount_remaining ?? 0
  const rest = money(missing, intent.currency)
  const came = intent.amount - missing
  return show(
    pageOf(
      `Send ${rest}`,
      html`<h1>Send this amount by bank transfer</h1>
<p class="amount">${rest}</p>
${came > 0 ? html`<p>${money(came, intent.currency)} of ${money(intent.amount, intent.currency)} has arrived.</p>` : null}
${details(asked.reference, asked.financial_addresses?.[0] ?? {})}
${back}
<h2>Stand in for the bank</h2>
${problem === '' ? null : html`<p class="error" role="alert">${problem}</p>`}
<form method="post" action="/c/transfer/${id}">
<div class="field"><label for="amount">Amount that arrives, in ${intent.currency.toUpperCase()}</label>
<input id="amount" name="amount" type="text" inputmode="decimal" value="${typed || (missing / 100).toFixed(2)}" aria-describedby="amount_help">
<span class="quiet" id="amount_help">Less funds the payment in part; what is over stays as the customer’s cash.</span></div>
<p><button class="wide-button">Let it arrive</button></p>
</form>`,
    ),
    problem === '' ? 200 : 400,
  )
}

function details(reference: string | null, address: object): Html {
  const given = Object.values(address).find((part) => typeof part === 'object' && part !== null)
  const lines = Object.entries(given ?? {}).filter(([, value]) => typeof value === 'string')
  const rows = [['reference', reference ?? ''], ...lines] as [string, string][]
  return html`<div class="scroll"><table><tbody>${rows.map(
    ([name, value]) =>
      html`<tr><th scope="row">${name.replaceAll('_', ' ')}</th><td><code>${value}</code></td></tr>`,
  )}</tbody></table></div>`
}

/** Money arrives, sent with the reference of the payment. */
export function sendTransfer(context: Context, id: string, form: URLSearchParams): Reply {
  const intent = context.unit.get('payment_intent', id)
  const asked = intent?.next_action?.display_bank_transfer_instructions
  if (!intent || !asked) return transferPage(context, id)
  const typed = form.get('amount')?.trim() ?? ''
  const amount = /^\d{1,6}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : 0
  if (amount <= 0) {
    return transferPage(context, id, 'Write the amount with digits, as 120.50.', typed)
  }
  receiveTransfer(context, String(intent.customer), {
    amount,
    currency: intent.currency,
    reference: asked.reference,
  })
  return goTo(`/c/transfer/${id}`)
}
