import { randomBytes } from 'node:crypto'
import { data } from '@remix-run/node'
import { type RefusalCode, Refused, refusals } from '~/kernel/refusal'
import { isDatabaseAway } from '~/platform/database.server'
import { type FieldError, type FormValues, typedValues } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { isMessageKey, type Translate } from '~/platform/languages/translator'
import { log } from '~/platform/log.server'
import { toastLine } from './cookies.server'

/** What a form's page gets back when nothing was done; values are what was typed. */
export type ActionState = { errors: Record<string, string>; values?: FormValues; intent?: string }
export type StateReply = ReturnType<typeof data<ActionState>>

export class Invalid {
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
export function thrown(
  error: unknown,
  request: Request,
  t: Translate,
  cookies: readonly string[],
): unknown {
  if (error instanceof Response || isReply(error)) return withCookies(error, cookies)
  if (error instanceof Refused) return failure(error.code, t, cookies, error.facts)
  return fault(error, request, t, cookies)
}

type Reply = { type: 'DataWithResponseInit'; data: unknown; init: ResponseInit | null }
export function isReply(value: unknown): value is Reply {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'DataWithResponseInit'
  )
}

/** A failure where no page can show it: its sentence, and the number of a fault. */
export function textOf({ data: body, init }: Reply): Response {
  const { message, id } = body as Failure
  const headers = new Headers(init?.headers)
  headers.set('Content-Type', 'text/plain; charset=utf-8')
  headers.set('Cache-Control', 'private, no-store')
  return new Response(`${[message, id].filter(Boolean).join(' ')}\n`, { ...init, headers })
}

/** A session's cookie goes out on every kind of answer. */
export function withCookies<R>(result: R, cookies: readonly string[]): R {
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

/** What the form's page is given, with every error in the reader's words. */
export function stateOf(result: Invalid, form: FormData, t: Translate): StateReply {
  const errors: Record<string, string> = {}
  for (const [field, problem] of Object.entries(result.errors)) {
    if (typeof problem !== 'string') errors[field] = t(problem.key, problem.values)
    else errors[field] = isMessageKey(problem) ? t(problem) : problem
  }
  const intent = result.intent ?? String(form.get('intent') ?? '')
  const values = result.values ?? typedValues(form)
  return data({ errors, values, ...(intent ? { intent } : {}) }, { status: 400 })
}
