import type {
  ActionFunctionArgs,
  AppLoadContext,
  HeadersFunction,
  LoaderFunctionArgs,
} from '@remix-run/node'
import { type RefusalCode, Refused, refusals } from '~/kernel/refusal'
import { type Db, database } from '~/platform/database.server'
import { plainBytes } from '~/platform/http/guards.server'
import { type ReadForm, readForm } from '~/platform/http/read-form.server'
import type { Locale } from '~/platform/languages/locales'
import { requestLocale } from '~/platform/languages/request-locale'
import { type Translate, translator } from '~/platform/languages/translator'
import {
  Invalid,
  isReply,
  redirectWith,
  type StateReply,
  stateOf,
  textOf,
  thrown,
  withCookies,
} from './replies.server'
import { localeOf, type RequestSession, requestSession, requestTime } from './session.server'
import type { SignedIn, Viewer } from './viewer'

export { type ActionState, type Failure, invalid, redirectWith } from './replies.server'

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
    // PostgreSQL stores no zero byte, so no address that holds one names anything.
    if (/%00/.test(request.url)) throw new Refused('not_found')
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

/**
 * Wraps the loader of an address that has no page: a file. What `serve` would have a page show is
 * then all there is to read, so it comes as plain text, in the reader's words.
 */
export function serveFile<W extends Who>(
  who: W,
  handler: (args: ServeArgs<W>) => Promise<Response> | Response,
) {
  const serveIt = serve(who, handler)
  const loader = async (given: LoaderFunctionArgs): Promise<Response> => {
    try {
      return await (serveIt(given) as Promise<Response>)
    } catch (error) {
      throw isReply(error) ? textOf(error) : error
    }
  }
  return Object.assign(loader, { access: who })
}

/** Refusals that show the page of the failure, not the form again. */
const leavesThePage = new Set<RefusalCode>(['not_found', 'sign_in_required', 'service_unavailable'])

async function formOf(request: Request): Promise<ReadForm> {
  try {
    const { form, discard } = await readForm(request)
    return { form: withoutZeroBytes(form), discard }
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused('form_invalid')
  }
}

/** A zero byte cannot be stored and nobody means one; files keep theirs. */
function withoutZeroBytes(form: FormData): FormData {
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    if (!values.some((value) => typeof value === 'string' && value.includes('\0'))) continue
    form.delete(name)
    for (const value of values) {
      if (typeof value === 'string') form.append(name, value.replaceAll('\0', ''))
      else form.append(name, value, value.name)
    }
  }
  return form
}

/** Files take room on the disk, so only somebody who is signed in may send them. */
function assertSmall(request: Request): void {
  const said = Number(request.headers.get('Content-Length'))
  if (said > plainBytes) throw new Refused('body_too_large')
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
      if (!entry.args.viewer) assertSmall(given.request)
      const { form, discard } = await formOf(given.request)
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
      } finally {
        await discard()
      }
    } catch (error) {
      throw thrown(error, given.request, t, isReply(error) ? [] : cookies)
    }
  }
  return Object.assign(action, { access: who })
}

/** Wraps an action that reads its own body: webhooks. Nothing is parsed before the handler. */
export function receive<W extends Who, R>(who: W, handler: (args: ServeArgs<W>) => Promise<R> | R) {
  return serve(who, handler)
}

/** For root's `headers` export: pages are private unless they say otherwise; a 503 keeps its Retry-After. */
export const documentHeaders: HeadersFunction = ({ errorHeaders }) => {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  const retry = errorHeaders?.get('Retry-After')
  if (retry) headers.set('Retry-After', retry)
  return headers
}
