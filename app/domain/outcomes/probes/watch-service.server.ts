import { serviceWatch } from 'db/schema/outcomes'
import { and, eq, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import type { Criterion } from '../criteria/criterion'
import type { LookAtPart } from '../runs/evaluation-parts.server'
import { endedWatchStates, openWatchStates, watchTransitions, windowOf } from './service-watch'

export type WatchRecord = typeof serviceWatch.$inferSelect

/** Has a job look at a watch; a later wish for the same watch replaces an earlier one. */
export async function enqueueProbes(tx: Tx, watchId: string, runAt?: Date): Promise<void> {
  const options = { jobKey: `take-probes:${watchId}`, ...(runAt ? { runAt } : {}) }
  await enqueue(tx, 'take-probes', { watchId }, options)
}

/** The part of a run that watches a service over a window: begun here, done when all probes are in. */
export const lookAtProbes: LookAtPart = async (tx, run) => {
  const [watch] = await tx.select().from(serviceWatch).where(eq(serviceWatch.evaluationId, run.id))
  if (watch && endedWatchStates.includes(watch.state)) return { kind: 'done' }
  if (!watch) {
    const window = windowOf(run.criteria)
    if (!window || run.endpointId === null) throw new Error(`${run.id} has nothing to watch`)
    // A service is looked at by the machine's time: it is about a machine.
    const startsAt = new Date()
    const watchId = newId('watch')
    await tx.insert(serviceWatch).values({
      id: watchId,
      reference: run.reference,
      contractReference: run.contractReference,
      evaluationId: run.id,
      purpose: 'window',
      endpointId: run.endpointId,
      datasetId: run.datasetId,
      criteria: run.criteria,
      everySeconds: window.everySeconds,
      startsAt,
      endsAt: new Date(startsAt.getTime() + window.seconds * 1_000),
      state: 'open',
    })
    await enqueueProbes(tx, watchId)
  }
  return { kind: 'waits', for: 'probes', until: null }
}

export type StartWatch = {
  readonly reference: string
  readonly contractReference: string
  readonly endpointId: string
  readonly datasetId: string | null
  /** What was agreed about the service; may be empty, then it is only looked at. */
  readonly criteria: readonly Criterion[]
  readonly everySeconds: number
  /** Business time. */
  readonly startsAt: Date
  readonly endsAt: Date
}

/** Watches a service over a time of business days. The due-sweep has its probes taken. */
export async function startWatch(tx: Tx, input: StartWatch): Promise<{ watchId: string }> {
  const watchId = newId('watch')
  const criteria = [...input.criteria]
  await tx
    .insert(serviceWatch)
    .values({ ...input, id: watchId, criteria, purpose: 'holdback', state: 'open' })
  await enqueueProbes(tx, watchId)
  return { watchId }
}

/** Looks no more: what is kept back has gone one way or the other. Safe to call again. */
export async function stopWatches(tx: Tx, input: { reference: string }): Promise<void> {
  const { reference } = input
  const step = watchTransitions.find('open', 'stop', 'platform')
  if (!step.ok) return
  await tx
    .update(serviceWatch)
    .set({ state: step.to, leaseUntil: null, leaseToken: null })
    .where(
      and(
        eq(serviceWatch.reference, reference),
        eq(serviceWatch.purpose, 'holdback'),
        inArray(serviceWatch.state, [...openWatchStates]),
      ),
    )
}

/** The watch over a holdback, newest first where there were several. */
export async function holdbackWatchOf(db: Reader, reference: string): Promise<WatchRecord | null> {
  const [found] = await db
    .select()
    .from(serviceWatch)
    .where(and(eq(serviceWatch.reference, reference), eq(serviceWatch.purpose, 'holdback')))
  return found ?? null
}
