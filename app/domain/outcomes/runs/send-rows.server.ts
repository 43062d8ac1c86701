import type { Histogram } from 'hdr-histogram-js'
import type { RequestRow } from '../endpoints/request-template'
import { recordLatency } from '../metrics/latency'
import type { RunPlan } from './evaluation'
import { resultKeeper } from './result-keeper.server'

/** A row that waits to be sent. Its features are read shortly before. */
export type PendingRow = {
  readonly position: number
  readonly opaqueId: string
}

export type SentRow = {
  readonly position: number
  readonly output: string | null
  readonly problem: string | null
  readonly latencyUs: number
}

export type SendEnd = 'sent' | 'stopped' | 'unreachable'

type Answer = { readonly output: string | null; readonly problem: string | null }

export type Sending<R extends PendingRow = PendingRow> = {
  readonly plan: RunPlan
  readonly rowsPerRequest: number
  /** Milliseconds that earlier workers of this run spent sending. */
  readonly activeMs: number
  /** Whether any earlier row of this run got through to the endpoint. */
  readonly reached: boolean
  readonly histogram: Histogram
  /** One request; an answer for each row, in the same order. */
  readonly call: (rows: readonly RequestRow[]) => Promise<readonly Answer[]>
  /**
   * Notes that rows are about to be sent and reads what is sent of them, in the same order; our own
   * waiting here moves the schedule, not the latencies. Null stops the run: nothing may be sent.
   */
  readonly prepare: (rows: readonly R[]) => Promise<readonly RequestRow['features'][] | null>
  /** Keeps results and renews the lease; false stops the run. */
  readonly save: (results: readonly SentRow[], activeMs: number) => Promise<boolean>
}

const unreachableAfter = 20

const retried = new Set(['connection_refused', 'connection_failed'])

/** Until a moment has really come: a timer may end up to a millisecond before its time. */
async function sleepUntil(due: number): Promise<void> {
  for (let early = due - performance.now(); early > 0; early = due - performance.now()) {
    await new Promise((done) => setTimeout(done, early))
  }
}

/**
 * How many rows are prepared at once: what falls due in a quarter of a second, in whole requests.
 * More would be read, and counted as seen, for nothing when a run stops.
 */
function windowOf({ plan, rowsPerRequest }: Pick<Sending, 'plan' | 'rowsPerRequest'>): number {
  const rows = Math.min(250, Math.max(20, Math.ceil(plan.ratePerSecond / 4)))
  return Math.ceil(rows / rowsPerRequest) * rowsPerRequest
}

/**
 * Sends rows on an open-loop schedule: row i is due at i / rate whatever the endpoint does, and its
 * latency counts from then, so a stall cannot hide. A request of several rows is due when its first
 * row is, and its latency is that of each. Concurrency is bounded; one retry follows a connection
 * failure and nothing else.
 */
export async function sendRows<R extends PendingRow>(
  rows: readonly R[],
  sending: Sending<R>,
): Promise<SendEnd> {
  const begun = performance.now()
  const activeMs = () => sending.activeMs + performance.now() - begun
  const kept = resultKeeper(sending.save, activeMs)
  try {
    const end = await sendAll(rows, sending, kept, activeMs)
    if (end === 'late') {
      for (const { position } of rows) kept.addMissing(position, sending.plan.rowDeadlineMs * 1000)
    }
    await kept.close()
    if (kept.stopped() || end === 'stopped') return 'stopped'
    return end === 'unreachable' ? end : 'sent'
  } catch (error) {
    await kept.close().catch(() => {})
    throw error
  }
}

async function sendAll<R extends PendingRow>(
  rows: readonly R[],
  sending: Sending<R>,
  kept: ReturnType<typeof resultKeeper>,
  activeMs: () => number,
): Promise<'all' | 'late' | 'unreachable' | 'stopped'> {
  const { plan, rowsPerRequest, histogram } = sending
  const slots = slotsOf(plan.concurrency)
  const unreachableAt = Math.min(unreachableAfter, Math.ceil(rows.length / rowsPerRequest))
  const windows = windowsOf(rows, sending)
  let origin = performance.now()
  let reached = sending.reached
  let refused = 0
  let late = false
  let behind = false
  let forbidden = false
  for (let at = 0; at < rows.length; at += rowsPerRequest) {
    if (windows.isOpenedBy(at)) {
      const waitedFrom = performance.now()
      forbidden = !(await windows.next())
      if (forbidden) break
      origin = at === 0 ? performance.now() : origin + performance.now() - waitedFrom
    }
    const due = origin + (at * 1000) / plan.ratePerSecond
    if (due > performance.now()) {
      await sleepUntil(due)
      behind = false
    }
    // A pause of our own moves the schedule. Rows that fell due while the house was full keep
    // their times until the schedule is caught up: that delay is the endpoint's.
    if (!slots.free()) {
      behind = true
      await slots.wait()
    }
    const pause = behind ? 0 : Math.max(0, performance.now() - due)
    origin += pause
    late = activeMs() > plan.totalDeadlineMs
    if (late || kept.stopped() || (!reached && refused >= unreachableAt)) break
    slots.take(
      sendRequest(windows.rowsAt(at), due + pause, sending).then((results) => {
        if (results.every(({ problem }) => problem === 'connection_refused')) refused++
        else reached = true
        for (const result of results) recordLatency(histogram, result.latencyUs)
        kept.add(results)
      }),
    )
  }
  await slots.idle()
  await windows.close()
  if (forbidden) return 'stopped'
  if (!reached && rows.length > 0) return 'unreachable'
  return late ? 'late' : 'all'
}

type Prepared = { readonly position: number; readonly request: RequestRow }

/** Rows with what is sent of them, a window at a time; the next is prepared while one is sent. */
function windowsOf<R extends PendingRow>(rows: readonly R[], sending: Sending<R>) {
  const size = windowOf(sending)
  let from = -size
  let current: readonly Prepared[] = []
  const prepare = async (start: number): Promise<readonly Prepared[] | null> => {
    const window = rows.slice(start, start + size)
    if (window.length === 0) return []
    const features = await sending.prepare(window)
    if (features === null) return null
    return window.map(({ position, opaqueId }, at) => {
      const given = features[at]
      if (!given) throw new Error(`nothing was read for row ${opaqueId}`)
      return { position, request: { id: opaqueId, features: given } }
    })
  }
  let coming = prepare(0)
  return {
    isOpenedBy: (at: number) => at === from + size,
    /** False when nothing more may be sent. */
    async next(): Promise<boolean> {
      const next = await coming
      if (next === null) return false
      current = next
      from += size
      coming = prepare(from + size)
      coming.catch(() => {})
      return true
    },
    rowsAt: (at: number) => current.slice(at - from, at - from + sending.rowsPerRequest),
    async close() {
      await coming
    },
  }
}

async function sendRequest(
  rows: readonly Prepared[],
  due: number,
  { plan, call }: Pick<Sending, 'plan' | 'call'>,
): Promise<SentRow[]> {
  const requests = rows.map(({ request }) => request)
  let answers = await call(requests)
  if (answers.every(({ problem }) => problem !== null && retried.has(problem))) {
    answers = await call(requests)
  }
  const elapsedUs = Math.round((performance.now() - due) * 1000)
  return rows.map(({ position }, at) => {
    const { output, problem } = answers[at] ?? { output: null, problem: 'answer_missing' }
    const leastUs = problem === null ? 1 : plan.rowDeadlineMs * 1000
    return { position, output, problem, latencyUs: Math.max(leastUs, elapsedUs) }
  })
}

/** At most `size` calls at a time. */
function slotsOf(size: number) {
  let running = 0
  let broken: unknown
  let wake: (() => void) | null = null
  const until = async (fits: () => boolean) => {
    while (!fits()) {
      await new Promise<void>((done) => {
        wake = done
      })
    }
  }
  return {
    free: () => running < size,
    wait: () => until(() => running < size),
    take(work: Promise<void>) {
      running++
      work
        .catch((error: unknown) => {
          broken ??= error
        })
        .finally(() => {
          running--
          wake?.()
        })
    },
    async idle() {
      await until(() => running === 0)
      if (broken !== undefined) throw broken
    },
  }
}
