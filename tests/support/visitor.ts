import { startSession } from '~/domain/identity/adapters/lucia-sessions.server'
import { database } from '~/platform/database.server'

export type Answer = {
  status: number
  location: string
  headers: Headers
  body: string
  /** What somebody would read of the body: no tags, no marks of direction, single spaces. */
  words: string
  /** The key of the sentence that the next page shows once. */
  toast: string
}

type Fields = Readonly<Record<string, string>>

export type Visitor = {
  get(path: string): Promise<Answer>
  /** Sends a form as a page of ours does; FormData goes out as multipart. */
  post(path: string, form: Fields | FormData, headers?: Fields): Promise<Answer>
  /** Goes where an answer leads. */
  follow(answer: Answer): Promise<Answer>
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

export function wordsOf(html: string): string {
  return html
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number(`0x${code}`)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/\s+/g, ' ')
}

/** Somebody with a browser but without JavaScript: cookies, forms and links over HTTP. */
export async function visit(origin: string, personId: string | null): Promise<Visitor> {
  const cookies = new Map<string, string>([['locale', 'en']])
  const keep = (lines: readonly string[]) => {
    for (const line of lines) {
      const [pair = '', ...flags] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      if (flags.some((flag) => /max-age=0/i.test(flag))) cookies.delete(name)
      else cookies.set(name, value.join('='))
    }
  }
  if (personId) {
    const { setCookie } = await startSession(database(), { personId, userAgent: 'tests' })
    keep([setCookie])
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await fetch(new URL(path, origin), { ...init, headers, redirect: 'manual' })
    const lines = answer.headers.getSetCookie()
    keep(lines)
    const body = await answer.text()
    return {
      status: answer.status,
      location: answer.headers.get('Location') ?? '',
      headers: answer.headers,
      body,
      words: wordsOf(body),
      toast: lines.map((line) => /^toast=([^;]*)/.exec(line)?.[1]).find(Boolean) ?? '',
    }
  }

  return {
    get: (path) => ask(path),
    post: (path, form, headers) =>
      ask(path, {
        method: 'POST',
        headers: { Origin: origin, ...headers },
        body: form instanceof FormData ? form : new URLSearchParams(form),
      }),
    follow: (answer) => ask(answer.location),
  }
}
