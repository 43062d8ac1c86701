import { guardOptions } from '~/domain/outcomes/adapters/guard-options.server'
import { type GuardOptions, openGuarded } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { type JsonObject, readJsonObject } from './bounded-json'
import { mostBytes } from './read-submitted'

/** Reads from addresses that a stranger's credential names. Null: it could not be read. */
export type Outside = {
  text(url: string): Promise<string | null>
  json(url: string): Promise<JsonObject | null>
  /** What somebody handed in by its address: as much as a file may have, and as little read as one. */
  file(url: string): Promise<Buffer | null>
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
  let asked = 0
  const end = Date.now() + totalMs
  const read = async (url: string, how: 'get' | 'getBinary', maxBytes = limits.maxBytes) => {
    if (asked >= mostRequests || Date.now() > end) return null
    asked += 1
    const deadlineMs = Math.min(limits.deadlineMs, Math.max(1, end - Date.now()))
    const opened = await openGuarded(url, headers, { ...limits, maxBytes, deadlineMs }, options)
    if (!opened.ok) return null
    try {
      const answer = await opened.origin[how]()
      return answer.ok ? answer.body : null
    } finally {
      await opened.origin.close()
    }
  }
  const text = (url: string) => {
    const found = known.get(url)
    if (found) return found
    const reading = read(url, 'get')
    known.set(url, reading)
    return reading
  }
  return {
    text,
    async json(url) {
      const body = await text(url)
      const parsed = body === null ? null : readJsonObject(body)
      return parsed?.ok ? parsed.value : null
    },
    async file(url) {
      const body = await read(url, 'getBinary', mostBytes)
      return body === null ? null : Buffer.from(body, 'latin1')
    },
  }
}
