import { endpoint, sealedDataset } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import type { GuardOptions } from '../adapters/guarded-fetch.server'
import type { Criterion } from '../criteria/criterion'
import type { DatasetRow } from '../datasets/dataset'
import { sampleRowsOf } from '../datasets/dataset-rows.server'
import { openEndpoint } from '../endpoints/endpoint-caller.server'
import { expectedOf } from '../endpoints/read-answer'
import { placeholdersIn } from '../endpoints/request-template'

export type Looked = {
  readonly ok: boolean
  /** Also of an answer to a made-up row, which may be served and yet be no valid answer. */
  readonly problem: string | null
  readonly latencyUs: number
}

export type ProbeRow = {
  readonly features: DatasetRow['features']
  /** No row of the data is published, so this one was made up. */
  readonly madeUp: boolean
}

/** What a probe sends: a published row, in turn, or one with the columns' names as its values. */
export async function probeRow(
  db: Reader,
  watch: { endpointId: string; datasetId: string | null },
  number: number,
): Promise<ProbeRow> {
  const [dataset] = watch.datasetId
    ? await db.select().from(sealedDataset).where(eq(sealedDataset.id, watch.datasetId))
    : []
  const samples = dataset ? await sampleRowsOf(db, dataset) : []
  const sample = samples[number % Math.max(1, samples.length)]
  if (sample) return { features: sample.features, madeUp: false }
  const [found] = await db
    .select({ requestTemplate: endpoint.requestTemplate })
    .from(endpoint)
    .where(eq(endpoint.id, watch.endpointId))
  const named = placeholdersIn(found?.requestTemplate ?? '')
  const names = dataset ? [...dataset.columns, ...named] : named
  return { features: Object.fromEntries(names.map((name) => [name, name])), madeUp: true }
}

/**
 * Asks an endpoint once, through the guard. It answers when a valid answer comes within the
 * deadline; a refused address is a failure of the service, for it was in order when it was accepted.
 * A made-up row is no row of the data: a system that checks what it is sent is right to refuse it.
 * So any whole answer to one, within the deadline and with a status below 500, counts as answered,
 * whatever it says; only no connection, one that broke, the deadline and a status from 500 up count
 * against the service.
 * @throws Error when the endpoint's row or its secrets cannot be read: a fault of ours.
 */
export async function probeEndpoint(
  db: Reader,
  input: {
    endpointId: string
    criteria: readonly Criterion[]
    row: ProbeRow
    deadlineMs: number
    guard: GuardOptions
  },
): Promise<Looked> {
  const { endpointId, criteria, row, deadlineMs, guard } = input
  const limits = { connections: 1, deadlineMs, maxBytes: 65_536 }
  const begun = performance.now()
  const spentUs = () => Math.round((performance.now() - begun) * 1_000)
  const expected = expectedOf(criteria)
  const opened = await openEndpoint(db, endpointId, { limits, guard, expected })
  if (!opened.ok) return { ok: false, problem: opened.problem, latencyUs: spentUs() }
  const { caller } = opened
  try {
    const sent = performance.now()
    const id = newSecret().slice(0, 22)
    const { answers, status } = await caller.call([{ id, features: row.features }])
    const problem = answers[0]?.problem ?? null
    const latencyUs = Math.round((performance.now() - sent) * 1_000)
    const served = row.madeUp && status !== null && status < 500
    return { ok: problem === null || served, problem, latencyUs }
  } finally {
    await caller.close()
  }
}
