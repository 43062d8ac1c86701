import { startSession } from '~/domain/identity/adapters/lucia-sessions.server'
import { database } from '~/platform/database.server'

type Args = { request: Request; params: Record<string, string>; context: Record<string, unknown> }

export type Ask = {
  /** Who asks: a person's id, or nobody. */
  as?: string | null
  params?: Record<string, string>
  /** What a form sends; without it the page is read. */
  form?: Record<string, string> | FormData
  locale?: 'en' | 'ur'
}

async function cookieOf(personId: string): Promise<string> {
  const { setCookie } = await startSession(database(), { personId, userAgent: 'tests' })
  return setCookie.split(';')[0] ?? ''
}

/** What Remix hands a loader or an action for this address. */
export async function asking(path: string, ask: Ask = {}): Promise<Args> {
  const cookies = [`locale=${ask.locale ?? 'en'}`]
  if (ask.as) cookies.push(await cookieOf(ask.as))
  const headers = { Cookie: cookies.join('; ') }
  const { form } = ask
  const body = form && !(form instanceof FormData) ? new URLSearchParams(form) : form
  const request = new Request(new URL(path, 'http://localhost:3000'), {
    method: body ? 'POST' : 'GET',
    headers,
    body,
  })
  return { request, params: ask.params ?? {}, context: { address: '192.0.2.1', document: true } }
}

export type Answer = { status: number; location: string | null; data: unknown; cookies: string[] }

/** The answer of a loader or an action in one shape, also when it was thrown. */
export async function answerOf(
  run: (args: never) => Promise<unknown>,
  args: Args,
): Promise<Answer> {
  let result: unknown
  try {
    result = await run(args as never)
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown
    result = thrown
  }
  if (result instanceof Response) {
    return {
      status: result.status,
      location: result.headers.get('Location'),
      data: null,
      cookies: result.headers.getSetCookie(),
    }
  }
  const init = initOf(result)
  if (!init) return { status: 200, location: null, data: result, cookies: [] }
  const headers = new Headers(init.init?.headers)
  return {
    status: init.init?.status ?? 200,
    location: headers.get('Location'),
    data: init.data,
    cookies: headers.getSetCookie(),
  }
}

function initOf(value: unknown): { data: unknown; init: ResponseInit | null } | null {
  const marked = typeof value === 'object' && value !== null && 'type' in value
  return marked && value.type === 'DataWithResponseInit'
    ? (value as unknown as { data: unknown; init: ResponseInit | null })
    : null
}
