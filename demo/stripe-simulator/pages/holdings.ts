import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { transfersActive } from '../resources/account-state'
import { type Html, html, money } from './layout'
import { button, latest, table, time } from './parts'

/** Both answers of a bank to something on its way. */
function answers(id: string, arrives: string, refuses: string): Html {
  return html`${button('/settle', arrives, { id, arrives: 'true' })} ${button('/settle', refuses, {
    id,
    arrives: 'false',
  })}`
}

export function payments(context: Context): Html {
  const rows = latest(context.unit.all('payment_intent')).map(
    (intent) =>
      html`<tr><td>${time(intent.created)}</td><td><code>${intent.id}</code></td><td>${money(
        intent.amount,
        intent.currency,
      )}</td><td>${intent.status}</td><td>${intent.transfer_group}</td><td>${next(context, intent)}</td></tr>`,
  )
  const heads = ['time, UTC', 'payment', 'amount', 'status', 'group', '']
  return html`<h2>Payments</h2>${table(heads, rows, 'Nothing has been paid yet.')}`
}

function next(context: Context, intent: Stripe.PaymentIntent): Html | null {
  if (intent.status === 'processing') {
    return answers(intent.id, 'The money arrives', 'The bank refuses')
  }
  if (intent.next_action?.display_bank_transfer_instructions) {
    return html`<a href="/c/transfer/${intent.id}">Send the money</a>`
  }
  const id = String(intent.latest_charge)
  if (intent.status !== 'succeeded' || context.unit.get('charge', id)?.disputed) return null
  return html`${button('/decide', 'Dispute', { id, kind: 'fraudulent' })} ${button('/decide', 'Inquire', { id, kind: 'inquiry' })}`
}

export function transfers(context: Context): Html {
  const moves = [
    ...context.unit
      .all('transfer')
      .map((row) => ({ ...row, to: String(row.destination), status: 'made' })),
    ...context.unit
      .all('refund')
      .map((row) => ({ ...row, to: String(row.charge ?? row.customer) })),
    ...context.unit
      .all('transfer_reversal')
      .map((row) => ({ ...row, to: String(row.transfer), status: 'made' })),
  ].sort((a, b) => a.created - b.created)
  const rows = latest(moves).map(
    (row) =>
      html`<tr><td>${time(row.created)}</td><td>${row.object}</td><td><code>${row.id}</code></td><td>${money(
        row.amount,
        row.currency,
      )}</td><td><code>${row.to}</code></td><td>${row.status}</td><td>${
        row.status === 'pending' ? answers(row.id, 'It arrives', 'It comes back') : null
      }</td></tr>`,
  )
  const heads = ['time, UTC', 'kind', 'id', 'amount', 'to', 'status', '']
  return html`<h2>Transfers and refunds</h2>${table(heads, rows, 'Nothing has been sent yet.')}`
}

export function disputes(context: Context): Html {
  const rows = latest(context.unit.all('dispute')).map((row) => {
    const open = /needs_response|under_review/.test(row.status)
    const buttons = html`${button('/decide', 'We win', { id: row.id, won: 'true' })} ${button(
      '/decide',
      'We lose',
      { id: row.id, won: 'false' },
    )}`
    return html`<tr><td>${time(row.created)}</td><td><code>${row.id}</code></td><td>${money(
      row.amount,
      row.currency,
    )}</td><td>${row.reason}</td><td>${row.status}</td><td>${
      row.evidence_details.due_by ? time(row.evidence_details.due_by) : null
    }</td><td>${open ? buttons : null}</td></tr>`
  })
  const heads = ['time, UTC', 'dispute', 'amount', 'reason', 'status', 'answer by', '']
  return html`<h2>Disputes</h2>${table(heads, rows, 'Nobody has disputed a payment.')}`
}

export function payouts(context: Context): Html {
  const rows = latest(context.unit.all('payout')).map(
    (row) =>
      html`<tr><td>${time(row.created)}</td><td><code>${row.id}</code></td><td>${money(
        row.amount,
        row.currency,
      )}</td><td>${row.status}</td><td>${time(row.arrival_date)}</td><td>${
        row.status === 'pending' ? answers(row.id, 'It arrives', 'It comes back') : null
      }</td></tr>`,
  )
  const heads = ['time, UTC', 'payout', 'amount', 'status', 'arrives', '']
  return html`<h2>Payouts</h2>${table(heads, rows, 'Nothing has been paid out to the bank.')}`
}

export function accounts(context: Context): Html {
  const rows = latest(context.unit.all('account')).map((row) => {
    const due = (row.requirements?.entries ?? []).map((entry) => entry.description)
    const ask = button('/ask-for-document', 'Ask for a document', { account: row.id })
    return html`<tr><td><code>${row.id}</code></td><td>${row.display_name ?? row.contact_email}</td><td>${
      transfersActive(row) ? 'active' : 'restricted'
    }</td><td>${due.map((path) => html`<code>${path}</code> `)}</td><td>${ask}</td></tr>`
  })
  const heads = ['account', 'name', 'transfers', 'due', '']
  return html`<h2>Accounts</h2>${table(heads, rows, 'Nobody has an account yet.')}`
}
