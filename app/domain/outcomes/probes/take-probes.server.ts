import { evaluation, probe, serviceWatch } from 'db/schema/outcomes'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { type Db, inTransaction, type Tx } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { guardOptions } from '../adapters/guard-options.server'
import type { GuardOptions } from '../adapters/guarded-fetch.server'
import { lockEvaluation } from '../runs/end-evaluation.server'
import { openEvaluationStates } from '../runs/evaluation'
import { type Looked, probeEndpoint, probeRow } from './probe-endpoint.server'
import {
  openWatchStates,
  probeDeadlineMs,
  probeDueAt,
  probesDue,
  watchTransitions,
} from './service-watch'
import { enqueueProbes, type WatchRecord } from './watch-service.server'

export type TakeProbes = {
  readonly watchId: string
  /** The machine's time for a window, business time for a holdback. */
  readonly now: Date
  readonly guard?: GuardOptions
}

export type ProbesTaken = {
  readonly taken: Looked | null
  readonly missed: number
  /** When the next probe is due; null when there is none. */
  readonly nextAt: Date | null
}

/** A worker that died while it sent one loses the watch after this, beyond the probe's deadline. */
const graceMs = 15_000

/**
 * Does what is due for a watch: notes the probes whose time passed while nobody looked as missed,
 * and takes the one whose time it is. One worker at a time sends; a probe is written down once,
 * whoever comes to it. Null when there is nothing to do, or another worker is at it.
 */
export async function takeProbes(db: Db, input: TakeProbes): Promise<ProbesTaken | null> {
  const held = await takeWatch(db, input.watchId)
  if (!held) return null
  const { watch, token } = held
  const due = probesDue(watch, watch.nextNumber, input.now)
  let looked: Looked | null = null
  if (due.take !== null) {
    try {
      const row = await probeRow(db, watch, due.take)
      const guard = input.guard ?? guardOptions()
      const deadlineMs = probeDeadlineMs(watch)
      const { endpointId, criteria } = watch
      looked = await probeEndpoint(db, { endpointId, criteria, row, deadlineMs, guard })
    } catch (error) {
      // A fault of ours: the probe stays untaken, and is missed when its time has passed.
      await dropWatch(db, watch, token)
      throw error
    }
  }
  return inTransaction((tx) => writeDown(tx, held, input, looked), db)
}

type Held = { readonly watch: WatchRecord; readonly token: string }

async function takeWatch(db: Db, watchId: string): Promise<Held | null> {
  const token = newSecret()
  const [watch] = await db
    .update(serviceWatch)
    .set({ leaseToken: token, leaseUntil: leaseEnd() })
    .where(
      and(
        eq(serviceWatch.id, watchId),
        inArray(serviceWatch.state, [...openWatchStates]),
        or(isNull(serviceWatch.leaseUntil), lt(serviceWatch.leaseUntil, sql`now()`)),
      ),
    )
    .returning()
  return watch ? { watch, token } : null
}

const leaseEnd = () => sql`now() + make_interval(secs => ${(10_000 + graceMs) / 1_000})`

async function dropWatch(db: Db, watch: WatchRecord, token: string): Promise<void> {
  await db
    .update(serviceWatch)
    .set({ leaseToken: null, leaseUntil: null })
    .where(and(eq(serviceWatch.id, watch.id), eq(serviceWatch.leaseToken, token)))
}

/** Locks run and watch, in this order as everywhere, and keeps what still fits. */
async function writeDown(
  tx: Tx,
  { watch, token }: Held,
  { now }: TakeProbes,
  looked: Looked | null,
): Promise<ProbesTaken | null> {
  const run = watch.evaluationId ? await lockEvaluation(tx, watch.evaluationId) : null
  const [current] = await tx
    .select()
    .from(serviceWatch)
    .where(eq(serviceWatch.id, watch.id))
    .for('update')
  const mine = current?.leaseToken === token && openWatchStates.includes(current.state)
  if (!current || !mine) return null
  const stopped = run !== null && !openEvaluationStates.includes(run.state)
  const due = probesDue(current, current.nextNumber, now)
  const missed = due.missed[1] - due.missed[0]
  await insertMissed(tx, current, due.missed)
  const take = looked && due.take !== null ? due.take : null
  if (take !== null && looked) {
    await tx.insert(probe).values({
      watchId: current.id,
      number: take,
      dueAt: probeDueAt(current, take),
      takenAt: now,
      result: looked.ok ? 'ok' : 'failed',
      problem: looked.problem,
      latencyUs: looked.latencyUs,
    })
  }
  const next = take === null ? due.missed[1] : take + 1
  const after = probesDue(current, next, now)
  const event = stopped ? 'stop' : after.over ? 'end' : null
  const step = event ? watchTransitions.find(current.state, event, 'platform') : null
  await tx
    .update(serviceWatch)
    .set({
      nextNumber: next,
      leaseToken: null,
      leaseUntil: null,
      ...(step?.ok ? { state: step.to } : {}),
    })
    .where(eq(serviceWatch.id, current.id))
  if (missed > 0) log.info({ watch: current.id, missed }, 'probes missed')
  if (step?.ok && run && !stopped) await wake(tx, run.id)
  const nextAt = step?.ok ? null : probeDueAt(current, next)
  // A window goes by the machine's time, as the queue does; a holdback is left to the due-sweep.
  if (nextAt && current.purpose === 'window') await enqueueProbes(tx, current.id, nextAt)
  return { taken: take === null ? null : looked, missed, nextAt }
}

async function wake(tx: Tx, evaluationId: string): Promise<void> {
  await enqueue(
    tx,
    'run-evaluation',
    { evaluationId },
    { jobKey: `run-evaluation:${evaluationId}` },
  )
}

/** Many at once after a jump of the clock; one statement, however many. */
async function insertMissed(
  tx: Tx,
  watch: WatchRecord,
  [from, to]: readonly [number, number],
): Promise<void> {
  if (from >= to) return
  await tx.execute(sql`
    insert into probe (watch_id, number, due_at, result)
    select ${watch.id}, n,
      ${watch.startsAt.toISOString()}::timestamptz + make_interval(secs => n * ${watch.everySeconds}::int),
      'missed'
    from generate_series(${from}::int, ${to - 1}::int) as n`)
}

/**
 * Enqueues the watches whose next probe is due and whose job may have been lost: holdbacks by
 * business time, windows by the machine's. Says how many.
 */
export async function wakeWatches(
  tx: Tx,
  input: { at: Date; now: Date; limit: number },
): Promise<number> {
  const at = (time: Date) => sql`${time.toISOString()}::timestamptz`
  const next = sql`${serviceWatch.startsAt} + make_interval(secs => ${serviceWatch.nextNumber} * ${serviceWatch.everySeconds})`
  const due = await tx
    .select({ id: serviceWatch.id })
    .from(serviceWatch)
    .leftJoin(evaluation, eq(evaluation.id, serviceWatch.evaluationId))
    .where(
      and(
        inArray(serviceWatch.state, [...openWatchStates]),
        or(isNull(serviceWatch.leaseUntil), lt(serviceWatch.leaseUntil, sql`now()`)),
        sql`${next} <= case when ${serviceWatch.purpose} = 'holdback' then ${at(input.at)}
          else ${at(new Date(input.now.getTime() - graceMs))} end`,
      ),
    )
    .orderBy(next)
    .limit(input.limit)
  for (const { id } of due) await enqueueProbes(tx, id)
  return due.length
}
