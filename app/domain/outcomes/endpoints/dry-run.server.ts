import { endpointTrial, sealedDataset } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Db } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import { guardOptions } from '../adapters/guard-options.server'
import type { GuardOptions } from '../adapters/guarded-fetch.server'
import type { Criterion } from '../criteria/criterion'
import type { DatasetRow } from '../datasets/dataset'
import { sampleRowsOf } from '../datasets/dataset-rows.server'
import type { GuardProblem } from './address-guard'
import { responseBytesOf } from './endpoint'
import { type CallProblem, type EndpointCaller, openEndpoint } from './endpoint-caller.server'
import { expectedOf, maxAnswerLength } from './read-answer'

export type DryRunRow = {
  /** The first 2,000 characters; null where an earlier row of the same request shows it. */
  readonly request: string | null
  /** Likewise. */
  readonly response: string | null
  readonly status: number | null
  readonly answer: string | null
  readonly problem: CallProblem | 'outside_labels' | null
  readonly latencyMs: number
  /** The published label, where the rows are published ones. */
  readonly expected: string | null
}

export type DryRun =
  | { readonly ok: true; readonly address: string; readonly rows: readonly DryRunRow[] }
  | { readonly ok: false; readonly problem: GuardProblem | 'name_unknown' }

/**
 * Asks the endpoint for the published sample rows and shows everything that happened. Where the
 * client published none, one made-up row with the column names as values is sent. Rows go together
 * in one request where the endpoint takes several. What came of it is kept beside the registration.
 * Not in a transaction.
 */
export async function dryRunEndpoint(
  db: Db,
  input: {
    endpointId: string
    datasetId: string
    /** What the answers are for; left out, they are taken as they are. */
    criteria?: readonly Criterion[]
    guard?: GuardOptions
  },
): Promise<DryRun> {
  const rows = await rowsToTry(db, input.datasetId)
  const expected = expectedOf(input.criteria ?? [])
  const bytes = responseBytesOf(rows.length, expected.mostLength > maxAnswerLength)
  const opened = await openEndpoint(db, input.endpointId, {
    limits: { connections: 1, deadlineMs: 10_000, maxBytes: bytes },
    guard: input.guard ?? guardOptions(),
    expected,
  })
  const keep = (answered: number) =>
    db.insert(endpointTrial).values({ endpointId: input.endpointId, rows: rows.length, answered })
  if (!opened.ok) {
    await keep(0)
    return opened
  }
  const { caller } = opened
  const done: DryRunRow[] = []
  try {
    for (let from = 0; from < rows.length; from += caller.rowsPerRequest) {
      const asked = rows.slice(from, from + caller.rowsPerRequest)
      const tried = await tryRows(caller, asked, expected.labels)
      done.push(...tried)
      if (tried.every(({ problem }) => problem !== null && nobodyThere.includes(problem))) break
    }
  } finally {
    await caller.close()
  }
  await keep(done.filter(({ problem }) => problem === null).length)
  return { ok: true, address: caller.address, rows: done }
}

const nobodyThere: readonly DryRunRow['problem'][] = ['deadline_passed', 'connection_refused']
const shownLength = 2_000

type Tried = Pick<DatasetRow, 'features'> & { readonly expected: string | null }

async function rowsToTry(db: Db, datasetId: string): Promise<Tried[]> {
  const [dataset] = await db.select().from(sealedDataset).where(eq(sealedDataset.id, datasetId))
  if (!dataset) throw new Refused('not_found')
  const samples = await sampleRowsOf(db, dataset)
  if (samples.length > 0) {
    return samples.map(({ features, label }) => ({ features, expected: label }))
  }
  const features = Object.fromEntries(dataset.columns.map((name) => [name, name]))
  return [{ features, expected: null }]
}

async function tryRows(
  caller: EndpointCaller,
  rows: readonly Tried[],
  labels: readonly string[],
): Promise<DryRunRow[]> {
  const begun = performance.now()
  const call = await caller.call(
    rows.map(({ features }) => ({ id: newSecret().slice(0, 22), features })),
  )
  const latencyMs = Math.round(performance.now() - begun)
  return rows.map(({ expected }, at) => {
    const { output = null, problem = 'answer_missing' } = call.answers[at] ?? {}
    const outside = output !== null && labels.length > 0 && !labels.includes(output)
    return {
      // What several rows shared is shown once, with the first.
      request: at === 0 ? call.request.slice(0, shownLength) : null,
      response: at === 0 ? (call.response?.slice(0, shownLength) ?? null) : null,
      status: call.status,
      answer: output,
      problem: problem ?? (outside ? 'outside_labels' : null),
      latencyMs,
      expected,
    }
  })
}
