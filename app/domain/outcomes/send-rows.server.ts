import type { Histogram } from 'hdr-histogram-js'
import type { DatasetRow } from './dataset'
import type { RunPlan } from './evaluation'
import { recordLatency } from './metrics/latency'

/** A row that waits to be sent. */
export type PendingRow = {
  readonly position: number
  readonly opaqueId: string
  readonly features: DatasetRow['features']
}

export type SentRow = {
  readonly position: number
  readonly output: string | null
  readonly problem: string | null
  readonly latencyUs: number
}

export type SendEnd = 'sent' | 'stopped' | 'unreachable'

export type Sending = {
  readonly plan: RunPlan
  /** Milliseconds that earlier workers of this run spent sending. */
  readonly activeMs: number
  /** Whether any earlier row of this run got through to the endpoint. */
  readonly reached: boolean
  readonly histogram: Histogram
  readonly call: (row: {
    id: string
    features: DatasetRow['features']
  }) => Promise<{ output: string | null; problem: string | null }>
  /** Called before rows are sent; our own waiting here moves the schedule, not the latencies. */
  readonly announce: (positions: number[]) => Promise<void>
  /** Keeps results and renews the lease; false stops the run. */
  readonly save: (results: SentRow[], activeMs: number) => Promise<boolean>
}

const windowRows = 40
const saveEveryMs = 250
const unreachableAfter = 20

const retried = new Set(['connection_refused', 'connection_failed'])
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms))

/**
 * Sends rows on an open-loop schedule: row i is due at i / rate whatever the endpoint does, and its
 * latency counts from then, so a stall cannot hide. Concurrency is bounded; one retry follows a
 * connection failure and nothing else.
 */
export async function sendRows(rows: readonly PendingRow[], sending: Sending): Promise<SendEnd> {
  const begun = performance.now()
  const activeMs = () => sending.activeMs + performance.now() - begun
  const kept = keeper(sending, activeMs)
  try {
    const end = await sendAll(rows, sending, kept, activeMs)
    if (end === 'late') {
      for (const row of rows) kept.addMissing(row, sending.plan.rowDeadlineMs * 1000)
    }
    await kept.close()
    if (kept.stopped()) return 'stopped'
    return end === 'unreachable' ? end : 'sent'
  } catch (error) {
    await kept.close().catch(() => {})
    throw error
  }
}

async function sendAll(
  rows: readonly PendingRow[],
  sending: Sending,
  kept: ReturnType<typeof keeper>,
  activeMs: () => number,
): Promise<'all' | 'late' | 'unreachable'> {
  const { plan, announce } = sending
  const slots = slotsOf(plan.concurrency)
  const unreachableAt = Math.min(unreachableAfter, rows.length)
  let origin = 0
  let reached = sending.reached
  let refused = 0
  let announced = announce(positionsFrom(rows, 0))
  let late = false
  let behind = false
  for (const [at, row] of rows.entries()) {
    if (at % windowRows === 0) {
      const waitedFrom = performance.now()
      await announced
      origin = at === 0 ? performance.now() : origin + performance.now() - waitedFrom
      announced = announce(positionsFrom(rows, at + windowRows))
      announced.catch(() => {})
    }
    const due = origin + (at * 1000) / plan.ratePerSecond
    const early = due - performance.now()
    if (early > 0) {
      await sleep(early)
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
      sendRow(row, due + pause, sending).then((result) => {
        if (result.problem === 'connection_refused') refused++
        else reached = true
        kept.add(result)
      }),
    )
  }
  await slots.idle()
  await announced
  if (!reached && rows.length > 0) return 'unreachable'
  return late ? 'late' : 'all'
}

function positionsFrom(rows: readonly PendingRow[], from: number): number[] {
  return rows.slice(from, from + windowRows).map(({ position }) => position)
}

async function sendRow(row: PendingRow, due: number, { plan, call }: Sending): Promise<SentRow> {
  const request = { id: row.opaqueId, features: row.features }
  let answer = await call(request)
  if (answer.problem !== null && retried.has(answer.problem)) answer = await call(request)
  const elapsedUs = Math.round((performance.now() - due) * 1000)
  const leastUs = answer.problem === null ? 1 : plan.rowDeadlineMs * 1000
  return { position: row.position, ...answer, latencyUs: Math.max(leastUs, elapsedUs) }
}

/** At most `size` calls at a time. */
function slotsOf(size: number) {
  const running = new Set<Promise<void>>()
  let broken: unknown
  return {
    free: () => running.size < size,
    async wait() {
      while (running.size >= size) await Promise.race(running)
    },
    take(work: Promise<void>) {
      const tracked: Promise<void> = work
        .catch((error: unknown) => {
          broken ??= error
        })
        .then(() => {
          running.delete(tracked)
        })
      running.add(tracked)
    },
    async idle() {
      await Promise.all(running)
      if (broken !== undefined) throw broken
    },
  }
}

/** Collects results and saves them a few times a second, one save at a time. */
function keeper({ save, histogram }: Sending, activeMs: () => number) {
  let waiting: SentRow[] = []
  const seen = new Set<number>()
  let stopped = false
  let failure: unknown
  let saving: Promise<void> | null = null
  const flush = async () => {
    const batch = waiting
    waiting = []
    try {
      if (!(await save(batch, activeMs()))) stopped = true
    } catch (error) {
      failure ??= error
      stopped = true
    }
  }
  const tick = () => {
    if (stopped) return
    saving ??= flush().finally(() => {
      saving = null
    })
  }
  const timer = setInterval(tick, saveEveryMs)
  return {
    stopped: () => stopped,
    add(result: SentRow) {
      seen.add(result.position)
      recordLatency(histogram, result.latencyUs)
      waiting.push(result)
    },
    addMissing({ position }: PendingRow, latencyUs: number) {
      if (seen.has(position)) return
      waiting.push({ position, output: null, problem: 'total_deadline', latencyUs })
    },
    async close() {
      clearInterval(timer)
      await saving
      if (!stopped && waiting.length > 0) await flush()
      if (failure !== undefined) throw failure
    },
  }
}
