import type { Context } from '../core/context'
import { FAULT_KINDS, type Fault, type FaultKind } from '../core/tables'
import { balance } from '../resources/balance'
import { accounts, disputes, payments, payouts, transfers } from './holdings'
import { type Html, html, money, pageOf } from './layout'
import { button, latest, table, time } from './parts'
import { type Reply, show } from './reply'

/** What the simulator holds and which faults are switched on, as one page of plain forms. */
export function homePage(context: Context): Reply {
  const content = html`<h1>Payment simulator</h1>
<p class="quiet">It stands in for Stripe. <a href="${context.options.appOrigin}">Back to Samar</a></p>
${clock(context)}
${balances(context)}
${faults(context)}
${payments(context)}
${transfers(context)}
${disputes(context)}
${payouts(context)}
${accounts(context)}
${events(context)}`
  return show(pageOf('Payment simulator', content, { wide: true }))
}

function clock(context: Context): Html {
  return html`<h2>Clock</h2>
<p>By this clock money clears, debits and payouts arrive, deadlines pass and keys are forgotten:
<strong>${time(context.clock)}</strong> UTC. It goes forward only.</p>
<form method="post" action="/clock"><div class="row">
<div class="field narrow"><label for="days">Days</label><input id="days" name="days" type="number" min="1" max="400" value="1"></div>
<button>Go forward</button></div></form>`
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

const MEANINGS: Record<FaultKind, string> = {
  webhook_duplicate: 'an event is delivered twice',
  webhook_reorder: 'events come newest first',
  webhook_delay: 'an event comes late',
  webhook_drop: 'an event is never delivered',
  webhook_500: 'a delivery is lost on its way and tried again',
  webhook_timeout: 'a delivery arrives, its answer is lost, it comes again',
  event_twice: 'the same news is told by two events',
  api_500: 'an error, nothing done',
  api_500_after_commit: 'an error, although it is done',
  api_delay: 'a slow answer',
  timeout_after_commit: 'no answer, although it is done',
  silence: 'no webhook and no answer for days of the clock',
}

function faults(context: Context): Html {
  const left = (fault: Fault) =>
    fault.until === undefined ? fault.remaining : `until ${time(fault.until / 1000)}`
  const rows = context.unit
    .all('fault')
    .map(
      (fault) =>
        html`<tr><td>${fault.kind}</td><td>${left(fault)}</td><td>${fault.eventType ?? fault.path ?? 'any'}</td></tr>`,
    )
  return html`<h2>Faults</h2>
${table(['fault', 'strikes left', 'only for'], rows, 'No fault is switched on.')}
<form method="post" action="/faults"><div class="row">
<div class="field whole"><label for="kind">Fault</label><select id="kind" name="kind">${FAULT_KINDS.map(
    (kind) => html`<option value="${kind}">${kind}: ${MEANINGS[kind]}</option>`,
  )}</select></div>
<div class="field"><label for="count">For the next</label><input id="count" name="count" type="number" min="1" value="1"></div>
<div class="field"><label for="event_type">Only event type</label><input id="event_type" name="event_type" type="text"></div>
<div class="field"><label for="path">Only API path</label><input id="path" name="path" type="text"></div>
<div class="field"><label for="delay_ms">Delay, ms</label><input id="delay_ms" name="delay_ms" type="number" min="0" value="5000"></div>
<div class="field"><label for="hours">Silence, hours</label><input id="hours" name="hours" type="number" min="1" value="72"></div>
<button>Switch on</button></div></form>
${rows.length === 0 ? null : button('/clear-faults', 'Switch all off')}`
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
