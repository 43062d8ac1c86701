import { guardOptions } from '~/domain/outcomes/adapters/guard-options.server'
import { type GuardOptions, openGuarded } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { type JsonObject, readJsonObject } from './bounded-json'

/** Reads from addresses that a stranger's credential names. Null: it could not be read. */
export type Outside = {
  text(url: string): Promise<string | null>
  json(url: string): Promise<JsonObject | null>
}

const mostRequests = 10
const totalMs = 12_000
const limits = { connections: 1, deadlineMs: 5_000, maxBytes: 400_000 }
const headers = {
  accept:
    'application/vc+ld+json, application/ld+json, application/did+ld+json, application/json, */*;q=0.1',
}

/**
 * The outside for one credential: through the guard, and bounded in requests, bytes and time together,
 * so that a credential cannot make Samar ask on and on. What was read once is not asked again.
 */
export function outsideReader(options: GuardOptions = guardOptions()): Outside {
  const known = new Map<string, Promise<string | null>>()
  const end = Date.now() + totalMs
  const read = async (url: string): Promise<string | null> => {
    if (known.size >= mostRequests || Date.now() > end) return null
    const deadlineMs = Math.min(limits.deadlineMs, Math.max(1, end - Date.now()))
    const opened = await openGuarded(url, headers, { ...limits, deadlineMs }, options)
    if (!opened.ok) return null
    try {
      const answer = await opened.origin.get()
      return answer.ok ? answer.body : null
    } finally {
      await opened.origin.close()
    }
  }
  const text = (url: string) => {
    const found = known.get(url)
    if (found) return found
    const asked = read(url)
    known.set(url, asked)
    return asked
  }
  return {
    text,
    async json(url) {
      const body = await text(url)
      const parsed = body === null ? null : readJsonObject(body)
      return parsed?.ok ? parsed.value : null
    },
  }
}
