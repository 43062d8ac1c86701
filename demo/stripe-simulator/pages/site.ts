import { shape } from '../core/checks'
import { type Context, newContext } from '../core/context'
import { ApiError, badParam } from '../core/errors'
import { matchPath } from '../core/route'
import type { Store } from '../core/store'
import type { SimulatorOptions } from '../options'
import { askForDocument } from '../resources/account-state'
import { releasePending } from '../resources/balance'
import { addFault, clearFaults, faultFields, resend } from '../resources/control'
import { settle } from '../resources/debits'
import { decideDispute } from '../resources/dispute-answers'
import { openDispute } from '../resources/disputes'
import { settlePayout } from '../resources/payouts'
import { settleRefund } from '../resources/refund-outcomes'
import { letTimePass, passTime } from '../resources/what-falls-due'
import { checkoutPage, confirm, confirmPage, pay } from './checkout'
import { homePage } from './home'
import { html, pageOf } from './layout'
import { finishOnboarding, onboardingPage } from './onboarding'
import { goTo, type Reply, show } from './reply'
import { sendTransfer, transferPage } from './transfer'

type Visit = (context: Context, id: string, form: URLSearchParams) => Reply

const home = (work: (context: Context, form: URLSearchParams) => unknown): Visit => {
  return (context, _, form) => {
    work(context, form)
    return goTo('/')
  }
}

const VISITS: [string, string, Visit][] = [
  ['GET', '/', (context) => homePage(context)],
  ['GET', '/c/pay/:id', (context, id) => checkoutPage(context, id)],
  ['POST', '/c/pay/:id', pay],
  ['GET', '/c/pay/:id/confirm', (context, id) => confirmPage(context, id)],
  ['POST', '/c/pay/:id/confirm', confirm],
  ['GET', '/c/transfer/:id', (context, id) => transferPage(context, id)],
  ['POST', '/c/transfer/:id', sendTransfer],
  ['GET', '/onboard/:id', (context, id) => onboardingPage(context, id)],
  ['POST', '/onboard/:id', finishOnboarding],
  ['POST', '/faults', home(switchFault)],
  ['POST', '/clear-faults', home((context) => clearFaults(context))],
  ['POST', '/release-balance', home((context) => releasePending(context))],
  ['POST', '/resend', home((context, form) => resend(context, form.get('event') ?? ''))],
  ['POST', '/settle', home(settleOne)],
  ['POST', '/decide', home(decideOne)],
  ['POST', '/clock', home((context, form) => passTime(context, daysOf(form) * 86_400))],
  [
    'POST',
    '/ask-for-document',
    home((context, form) => askForDocument(context, form.get('account') ?? '')),
  ],
]

/** The bank's answer to whatever is on its way. */
function settleOne(context: Context, form: URLSearchParams): void {
  const arrives = form.get('arrives') === 'true'
  const id = form.get('id') ?? ''
  if (id.startsWith('pi_')) settle(context, id, arrives)
  else if (id.startsWith('po_')) settlePayout(context, id, arrives)
  else settleRefund(context, id, arrives)
}

function decideOne(context: Context, form: URLSearchParams): void {
  const id = form.get('id') ?? ''
  if (id.startsWith('dp_')) decideDispute(context, id, form.get('won') === 'true')
  else openDispute(context, id, form.get('kind') === 'inquiry' ? 'inquiry' : 'fraudulent')
}

function daysOf(form: URLSearchParams): number {
  const days = Number(form.get('days'))
  if (!Number.isInteger(days) || days < 1 || days > 400) {
    throw badParam('Write a whole number of days, from 1 to 400.', 'days')
  }
  return days
}

function switchFault(context: Context, form: URLSearchParams): void {
  const given = [...form].filter(([, value]) => value !== '')
  addFault(context, shape(faultFields)(Object.fromEntries(given), ''))
}

/** Answers a visit to a hosted page; null when the address is none of theirs. */
export function visit(
  store: Store,
  options: SimulatorOptions,
  origin: string,
  request: { method: string; path: string; body: string },
): Reply | null {
  for (const [method, pattern, handle] of VISITS) {
    const ids = method === request.method ? matchPath(pattern, request.path) : null
    if (!ids) continue
    try {
      return store.run((unit) => {
        const context = newContext(unit, options, origin, { id: null, idempotencyKey: null })
        letTimePass(context)
        return handle(context, ids.id ?? '', new URLSearchParams(request.body))
      })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const page = pageOf(
        'Not possible',
        html`<h1>${error.message}</h1><p><a href="/">Back</a></p>`,
      )
      return show(page, error.status)
    }
  }
  return null
}
