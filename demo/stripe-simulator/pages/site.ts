import { shape } from '../core/checks'
import { type Context, newContext } from '../core/context'
import { ApiError } from '../core/errors'
import { matchPath } from '../core/route'
import type { Store } from '../core/store'
import type { SimulatorOptions } from '../options'
import { releasePending } from '../resources/balance'
import { addFault, clearFaults, faultFields, resend } from '../resources/control'
import { settle } from '../resources/payments'
import { expireOldSessions } from '../resources/session-state'
import { checkoutPage, confirm, confirmPage, pay } from './checkout'
import { homePage } from './home'
import { html, pageOf } from './layout'
import { finishOnboarding, onboardingPage } from './onboarding'
import { goTo, type Reply, show } from './reply'

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
  ['GET', '/onboard/:id', (context, id) => onboardingPage(context, id)],
  ['POST', '/onboard/:id', finishOnboarding],
  ['POST', '/faults', home(switchFault)],
  ['POST', '/clear-faults', home((context) => clearFaults(context))],
  ['POST', '/release-balance', home((context) => releasePending(context))],
  ['POST', '/resend', home((context, form) => resend(context, form.get('event') ?? ''))],
  [
    'POST',
    '/settle',
    home((context, form) =>
      settle(context, form.get('payment_intent') ?? '', form.get('arrives') === 'true'),
    ),
  ],
]

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
        expireOldSessions(context)
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
