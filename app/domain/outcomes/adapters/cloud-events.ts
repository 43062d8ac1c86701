import type { Json } from '../evidence/canonical'
import type { EvidenceEntry } from '../evidence/evidence'

/** An event in the JSON format of CloudEvents 1.0 (Cloud Native Computing Foundation, 2019). */
export type CloudEvent = {
  readonly specversion: '1.0'
  /** Stable: the hash of the evidence entry, so that an event that is read twice is known again. */
  readonly id: string
  readonly source: string
  readonly type: string
  readonly subject: string
  /** Business time of the entry. */
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly data: { readonly [name: string]: Json }
}

export const cloudEventsType = 'application/cloudevents-batch+json; charset=utf-8'

/** What an entry of the chain becomes, and which fields of its body go along: hashes and outcomes. */
const mapped: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  evaluation_started: [
    [
      'evaluation.started',
      [
        ...['reference', 'purpose', 'attempt', 'attemptsAllowed', 'criteria'],
        ...['dataset', 'drawHash', 'endpoint', 'requests'],
      ],
    ],
  ],
  evaluation_failed: [['evaluation.failed', ['reference', 'failure', 'counted', 'rowsDone']]],
  evaluation_cancelled: [['evaluation.cancelled', ['reference', 'counted', 'rowsDone']]],
  verdict: [
    ['evaluation.finished', ['reference', 'overall', 'rowsRoot']],
    ['verdict.signed', ['reference', 'verdict', 'overall', 'jws']],
  ],
}

/**
 * A contract's chain as events: runs that started, finished, failed or were stopped, and verdicts.
 * Entries of other kinds, and those whose body the reader may not see, are left out.
 * @param origin of the platform, which sources and types lie under
 */
export function cloudEvents(origin: string, entries: readonly EvidenceEntry[]): CloudEvent[] {
  const prefix = reverseName(origin)
  return entries.flatMap(({ kind, body, hash, contract, at }) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
    const events = Object.hasOwn(mapped, kind) ? (mapped[kind] ?? []) : []
    return events.map(
      ([name, fields], place): CloudEvent => ({
        specversion: '1.0',
        id: place === 0 ? hash : `${hash}-${place}`,
        source: `${origin}/contracts/${contract}`,
        type: `${prefix}.${name}.v1`,
        subject: String(body.evaluation),
        time: at,
        datacontenttype: 'application/json',
        data: { evaluation: body.evaluation ?? null, ...picked(body, fields), entry: hash },
      }),
    )
  })
}

/** The part of a chain that is about one run. */
export function entriesOfRun(
  entries: readonly EvidenceEntry[],
  evaluation: string,
): EvidenceEntry[] {
  return entries.filter(({ body }) => {
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
    return isObject && body.evaluation === evaluation
  })
}

function picked(body: { [name: string]: Json }, fields: readonly string[]): Record<string, Json> {
  const held = fields.flatMap((name): [string, Json][] => {
    const value = body[name]
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(held)
}

/** "https://app.example.org" as org.example.app; an address in figures stays as it is. */
function reverseName(origin: string): string {
  const { hostname } = new URL(origin)
  return /^[\d.]+$|:/.test(hostname) ? hostname : hostname.split('.').reverse().join('.')
}
