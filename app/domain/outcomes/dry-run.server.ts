import { endpointTrial, sealedDataset } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Db } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import { guardOptions } from './adapters/guard-options.server'
import type { GuardOptions } from './adapters/guarded-fetch.server'
import type { GuardProblem } from './address-guard'
import { sampleRowsOf } from './dataset-rows.server'
import { type CallProblem, openEndpoint } from './endpoint-caller.server'

export type DryRunRow = {
  readonly request: string
  /** The first 2,000 characters. */
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
 * client published none, one made-up row with the column names as values is sent. What came of it is
 * kept beside the registration. Not in a transaction.
 */
export async function dryRunEndpoint(
  db: Db,
  input: { endpointId: string; datasetId: string; guard?: GuardOptions },
): Promise<DryRun> {
  const [dataset] = await db
    .select()
    .from(sealedDataset)
    .where(eq(sealedDataset.id, input.datasetId))
  if (!dataset) throw new Refused('not_found')
  const samples = await sampleRowsOf(db, dataset)
  const rows =
    samples.length > 0
      ? samples.map(({ features, label }) => ({ features, expected: label }))
      : [
          {
            features: Object.fromEntries(dataset.columns.map((name) => [name, name])),
            expected: null,
          },
        ]
  const limits = { connections: 1, deadlineMs: 10_000, maxBytes: 65_536 }
  const opened = await openEndpoint(db, input.endpointId, limits, input.guard ?? guardOptions())
  const keep = (answered: number) =>
    db.insert(endpointTrial).values({ endpointId: input.endpointId, rows: rows.length, answered })
  if (!opened.ok) {
    await keep(0)
    return opened
  }
  const { caller } = opened
  const labels = dataset.labels.map(({ label }) => label)
  const done: DryRunRow[] = []
  try {
    for (const { features, expected } of rows) {
      const begun = performance.now()
      const call = await caller.call({ id: newSecret().slice(0, 22), features })
      const outside = call.output !== null && !labels.includes(call.output)
      done.push({
        request: call.request.slice(0, 2_000),
        response: call.response?.slice(0, 2_000) ?? null,
        status: call.status,
        answer: call.output,
        problem: call.problem ?? (outside ? 'outside_labels' : null),
        latencyMs: Math.round(performance.now() - begun),
        expected,
      })
      if (call.problem === 'deadline_passed' || call.problem === 'connection_refused') break
    }
  } finally {
    await caller.close()
  }
  await keep(done.filter(({ problem }) => problem === null).length)
  return { ok: true, address: caller.address, rows: done }
}
