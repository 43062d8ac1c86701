import { randomBytes } from 'node:crypto'
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { type RefusalCode, Refused, refusals } from '~/kernel/refusal'
import { type Db, database, isDatabaseAway } from '~/platform/database.server'
import { type FieldError, type FormValues, typedValues } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import type { Locale } from '~/platform/languages/locales'
import { requestLocale } from '~/platform/languages/request-locale'
import { isMessageKey, type Translate, translator } from '~/platform/languages/translator'
import { log } from '~/platform/log.server'
import { toastLine } from './cookies.server'
import { localeOf, type RequestSession, requestSession, requestTime } from './session.server'
import type { SignedIn, Viewer } from './viewer'

/**
 * Who may use a loader or an action. `guest` is for pages that make no sense once signed in.
 * A stranger who asks for a page of `person` or `operator` is sent to sign in, whether or not it
 * exists; what a signed-in person may not see is answered as if it did not exist.
 */
export type Who = 'anyone' | 'guest' | 'person' | 'operator'
type ViewerOf<W extends Who> = W extends 'person' | 'operator'
  ? SignedIn
  : W extends 'guest'
    ? null
    : Viewer

export type ServeArgs<W extends Who> = {
  viewer: ViewerOf<W>
  request: Request
  params: Readonly<Record<string, string | undefined>>
  url: URL
  db: Db
  /** Business time now. */
  at: Date
  t: Translate
  locale: Locale
  /** Remix's context of this request; root's loader hands it to `rootData`. */
  context: AppLoadContext
  /** The network address that asks, for limits. */
  address: string
  /** The stored hash of this session's id. */
  sessionHash: string | null
}
export type ActArgs<W extends Who> = ServeArgs<W> & { form: FormData }

/** What a form's page gets back when nothing was done; values are what was typed. */
export type ActionState = { errors: Record<string, string>; values?: FormValues; intent?: string }
type StateReply = ReturnType<typeof data<ActionState>>

class Invalid {
  constructor(
    readonly errors: Readonly<Record<string, FieldError | string>>,
    readonly values: FormValues | undefined,
    readonly intent: string | undefined,
  ) {}
}

/** Sends the form back with its errors (a catalogue key or a finished sentence each) and what was typed. */
export function invalid(
  errors: Readonly<Record<string, FieldError | MessageKey | (string & {})>>,
  values?: FormValues,
  intent?: string,
): Invalid {
  return new Invalid(errors, values, intent)
}

/** A redirect after a success (303), with a sentence that the next page shows once. */
export function redirectWith(
  url: string,
  toast?: MessageKey | null,
  cookies: readonly string[] = [],
): Response {
  const headers = new Headers({ Location: url })
  if (toast) headers.append('Set-Cookie', toastLine(toast))
  for (const line of cookies) headers.append('Set-Cookie', line)
  return new Response(null, { status: 303, headers })
}

const headersOf = (cookies: readonly string[]): [string, string][] =>
  cookies.map((line) => ['Set-Cookie', line])

/** What root's ErrorBoundary shows: a code, a sentence, and for a fault its number. */
export type Failure = { code: RefusalCode | 'fault'; message: string; id?: string }

function failure(code: RefusalCode, t: Translate, cookies: readonly string[], facts = {}) {
  const status = refusals[code]
  const headers = headersOf(cookies)
  if (status === 503) headers.push(['Retry-After', '5'])
  const body: Failure = { code, message: t(`refusal.${code}`, facts) }
  return data(body, { status, headers })
}

function fault(error: unknown, request: Request, t: Translate, cookies: readonly string[]) {
  if (isDatabaseAway(error)) {
    log.warn({ method: request.method }, 'the database is away')
    return failure('service_unavailable', t, cookies)
  }
  const id = randomBytes(5).toString('hex')
  log.error(
    { id, method: request.method, path: new URL(request.url).pathname, err: error },
    'fault',
  )
  const body: Failure = { code: 'fault', message: t('common.fault_title'), id }
  return data(body, { status: 500, headers: headersOf(cookies) })
}

/** What anything thrown becomes, in words that may reach a page. Responses and data() pass. */
function thrown(
  error: unknown,
  request: Request,
  t: Translate,
  cookies: readonly string[],
): unknown {
  if (error instanceof Response || isReply(error)) return withCookies(error, cookies)
  if (error instanceof Refused) return failure(error.code, t, cookies, error.facts)
  return fault(error, request, t, cookies)
}

type Reply = { type: 'DataWithResponseInit'; init: ResponseInit | null }
function isReply(value: unknown): value is Reply {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'DataWithResponseInit'
  )
}

/** A session's cookie goes out on every kind of answer. */
function withCookies<R>(result: R, cookies: readonly string[]): R {
  if (cookies.length === 0) return result
  if (result instanceof Response) {
    const headers = new Headers(result.headers)
    const names = new Set(headers.getSetCookie().map((line) => line.split('=')[0]))
    // A handler that signs in or out has set this cookie already.
    for (const line of cookies)
      if (!names.has(line.split('=')[0])) headers.append('Set-Cookie', line)
    const { status, statusText } = result
    return new Response(result.body, { status, statusText, headers }) as R
  }
  if (isReply(result)) {
    const headers = new Headers(result.init?.headers)
    for (const line of cookies) headers.append('Set-Cookie', line)
    result.init = { ...result.init, headers }
    return result
  }
  return data(result, { headers: headersOf(cookies) }) as R
}

/** Sends away whom `who` does not name. @throws Response or Refused */
function assertAccess(who: Who, viewer: Viewer, request: Request, document: boolean): void {
  const url = new URL(request.url)
  if (who === 'anyone') return
  if (who === 'guest') {
    if (viewer) throw redirectWith('/dashboard')
    return
  }
  if (!viewer) {
    if (document && (request.method === 'GET' || request.method === 'HEAD')) {
      throw redirectWith(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`)
    }
    throw new Refused('sign_in_required')
  }
  if (who === 'operator' && !viewer.operator) throw new Refused('not_found')
}

type Args = LoaderFunctionArgs | ActionFunctionArgs
type Entry = { args: ServeArgs<Who>; session: RequestSession; t: Translate }

async function enter(
  who: Who,
  { request, params, context }: Args,
  known: (t: Translate) => void,
): Promise<Entry> {
  const [session, at] = await Promise.all([requestSession(request, context), requestTime(context)])
  const locale = localeOf(request, session.viewer)
  const t = translator(locale)
  known(t)
  try {
    assertAccess(who, session.viewer, request, context.document !== false)
  } catch (error) {
    throw thrown(error, request, t, session.cookies)
  }
  const args: ServeArgs<Who> = {
    viewer: session.viewer,
    request,
    params,
    url: new URL(request.url),
    db: database(),
    at,
    t,
    locale,
    context,
    address: typeof context.address === 'string' ? context.address : 'unknown',
    sessionHash: session.idHash,
  }
  return { args, session, t }
}

/** Wraps a loader. A Refused becomes its status and sentence, shown by the root's boundary. */
export function serve<W extends Who, R>(who: W, handler: (args: ServeArgs<W>) => Promise<R> | R) {
  const loader = async (given: LoaderFunctionArgs): Promise<Exclude<R, Response>> => {
    let t = translator(requestLocale(given.request))
    let cookies: readonly string[] = []
    try {
      const entry = await enter(who, given, (chosen) => {
        t = chosen
      })
      cookies = entry.session.cookies
      return withCookies(await handler(entry.args as ServeArgs<W>), cookies) as Exclude<R, Response>
    } catch (error) {
      throw thrown(error, given.request, t, isReply(error) ? [] : cookies)
    }
  }
  return Object.assign(loader, { access: who })
}

/** Refusals that show the page of the failure, not the form again. */
const leavesThePage = new Set<RefusalCode>(['not_found', 'sign_in_required', 'service_unavailable'])

function stateOf(result: Invalid, form: FormData, t: Translate): StateReply {
  const errors: Record<string, string> = {}
  for (const [field, problem] of Object.entries(result.errors)) {
    if (typeof problem !== 'string') errors[field] = t(problem.key, problem.values)
    else errors[field] = isMessageKey(problem) ? t(problem) : problem
  }
  const intent = result.intent ?? String(form.get('intent') ?? '')
  const values = result.values ?? typedValues(form)
  return data({ errors, values, ...(intent ? { intent } : {}) }, { status: 400 })
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw new Refused('form_invalid')
  }
}

/** Wraps an action. A Refused comes back to the form with its status; what was typed is kept. */
export function act<W extends Who, R>(who: W, handler: (args: ActArgs<W>) => Promise<R> | R) {
  type Result = Exclude<R, Response | Invalid> | StateReply
  const action = async (given: ActionFunctionArgs): Promise<Result> => {
    let t = translator(requestLocale(given.request))
    let cookies: readonly string[] = []
    try {
      const entry = await enter(who, given, (chosen) => {
        t = chosen
      })
      cookies = entry.session.cookies
      const form = await formOf(given.request)
      try {
        const result = await handler({ ...entry.args, form } as ActArgs<W>)
        const reply = result instanceof Invalid ? stateOf(result, form, t) : result
        return withCookies(reply, cookies) as Result
      } catch (error) {
        if (!(error instanceof Refused) || leavesThePage.has(error.code)) throw error
        const state = stateOf(
          new Invalid({ form: t(`refusal.${error.code}`, error.facts) }, undefined, undefined),
          form,
          t,
        )
        state.init = { status: refusals[error.code] }
        return withCookies(state, cookies)
      }
    } catch (error) {
      throw thrown(error, given.request, t, isReply(error) ? [] : cookies)
    }
  }
  return Object.assign(action, { access: who })
}

/** For root's `headers` export: pages are private unless they say otherwise; a 503 keeps its Retry-After. */
export const documentHeaders: HeadersFunction = ({ errorHeaders }) => {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  const retry = errorHeaders?.get('Retry-After')
  if (retry) headers.set('Retry-After', retry)
  return headers
}
