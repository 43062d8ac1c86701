import type { Context } from '../core/context'
import { FAULT_KINDS } from '../core/tables'
import { balance } from '../resources/balance'
import { type Html, html, money, pageOf } from './layout'
import { type Reply, show } from './reply'

const RECENT = 25
const latest = <T>(rows: T[]): T[] => rows.slice(-RECENT).reverse()
const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19)

function table(heads: string[], rows: Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`
  return html`<div class="scroll"><table><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function button(action: string, label: string, fields: Record<string, string> = {}): Html {
  return html`<form class="inline" method="post" action="${action}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="small second">${label}</button></form>`
}

/** What the simulator holds and which faults are switched on, as one page of plain forms. */
export function homePage(context: Context): Reply {
  const content = html`<h1>Payment simulator</h1>
<p class="quiet">It stands in for Stripe. <a href="${context.options.appOrigin}">Back to Samar</a></p>
${balances(context)}
${faults(context)}
${payments(context)}
${transfers(context)}
${events(context)}`
  return show(pageOf('Payment simulator', content, { wide: true }))
}

function balances(context: Context): Html {
  const { available, pending } = balance(context)
  return html`<h2>Balance</h2>${available.map(
    (sum, index) =>
      html`<p>${money(sum.amount, sum.currency)} available, ${money(
        pending[index]?.amount ?? 0,
        sum.currency,
      )} pending</p>`,
  )}${button('/release-balance', 'Make pending money available')}`
}

function faults(context: Context): Html {
  const rows = context.unit
    .all('fault')
    .map(
      (fault) =>
        html`<tr><td>${fault.kind}</td><td>${fault.remaining}</td><td>${fault.eventType ?? fault.path ?? 'any'}</td></tr>`,
    )
  return html`<h2>Faults</h2>
${table(['fault', 'strikes left', 'only for'], rows, 'No fault is switched on.')}
<form method="post" action="/faults"><div class="row">
<div class="field"><label for="kind">Fault</label><select id="kind" name="kind">${FAULT_KINDS.map(
    (kind) => html`<option value="${kind}">${kind}</option>`,
  )}</select></div>
<div class="field"><label for="count">For the next</label><input id="count" name="count" type="number" min="1" value="1"></div>
<div class="field"><label for="event_type">Only event type</label><input id="event_type" name="event_type" type="text"></div>
<div class="field"><label for="path">Only API path</label><input id="path" name="path" type="text"></div>
<div class="field"><label for="delay_ms">Delay, ms</label><input id="delay_ms" name="delay_ms" type="number" min="0" value="5000"></div>
<button>Switch on</button></div></form>
${rows.length === 0 ? null : button('/clear-faults', 'Switch all off')}`
}

function payments(context: Context): Html {
  const rows = latest(context.unit.all('payment_intent')).map((intent) => {
    const settle =
      intent.status === 'processing'
        ? html`${button('/settle', 'The money arrives', { payment_intent: intent.id, arrives: 'true' })}
          ${button('/settle', 'The bank refuses', { payment_intent: intent.id, arrives: 'false' })}`
        : null
    return html`<tr><td>${time(intent.created)}</td><td><code>${intent.id}</code></td><td>${money(
      intent.amount,
      intent.currency,
    )}</td><td>${intent.status}</td><td>${intent.transfer_group}</td><td>${settle}</td></tr>`
  })
  const heads = ['time, UTC', 'payment', 'amount', 'status', 'group', '']
  return html`<h2>Payments</h2>${table(heads, rows, 'Nothing has been paid yet.')}`
}

function transfers(context: Context): Html {
  const moves = [
    ...context.unit.all('transfer').map((row) => ({ ...row, to: String(row.destination) })),
    ...context.unit.all('refund').map((row) => ({ ...row, to: String(row.charge) })),
  ].sort((a, b) => a.created - b.created)
  const rows = latest(moves).map(
    (row) =>
      html`<tr><td>${time(row.created)}</td><td>${row.object}</td><td><code>${row.id}</code></td><td>${money(
        row.amount,
        row.currency,
      )}</td><td><code>${row.to}</code></td></tr>`,
  )
  const heads = ['time, UTC', 'kind', 'id', 'amount', 'to']
  return html`<h2>Transfers and refunds</h2>${table(heads, rows, 'Nothing has been sent yet.')}`
}

function events(context: Context): Html {
  const types = new Map<string, string>()
  for (const event of context.unit.all('event')) types.set(event.id, event.type)
  for (const event of context.unit.all('thin_event')) types.set(event.id, event.type)
  const deliveries = context.unit.all('delivery').sort((a, b) => a.firstDue - b.firstDue)
  const rows = latest(deliveries).map(
    (row) =>
      html`<tr><td>${time(Math.floor(row.firstDue / 1000))}</td><td>${types.get(row.event)}</td><td><code>${row.event}</code></td><td>${row.state}</td><td>${row.attempts}</td><td>${row.lastStatus ?? row.lastError}</td><td>${button('/resend', 'Send again', { event: row.event })}</td></tr>`,
  )
  const heads = ['time, UTC', 'event', 'id', 'delivery', 'attempts', 'last answer', '']
  return html`<h2>Events</h2>${table(heads, rows, 'No event has happened yet.')}`
}
