import { randomBytes } from 'node:crypto'
import type { evaluation } from 'db/schema/outcomes'
import { sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import type { RowKind } from '../datasets/row-record'
import { hashSource, shuffled } from '../measures/random'
import { duplicatesFor } from './evaluation'

export type Draw = (typeof evaluation.$inferInsert)['draw']

export type Request = { kind: RowKind; drawOrder: number; rowNumber: number }

/** One parameter for many rows: a statement with a parameter per value is ten times slower. */
export async function insertRequests(tx: Tx, evaluationId: string, requests: readonly Request[]) {
  for (let from = 0; from < requests.length; from += 5_000) {
    const rows = requests.slice(from, from + 5_000).map((request, index) => ({
      p: from + index,
      i: randomBytes(16).toString('hex'),
      s: randomBytes(16).toString('hex'),
      k: request.kind,
      o: request.drawOrder,
      n: request.rowNumber,
    }))
    await tx.execute(sql`
      insert into evaluation_row
        (evaluation_id, position, opaque_id, salt, kind, draw_order, row_number)
      select ${evaluationId}, r.p, r.i, r.s, r.k, r.o, r.n
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(p int, i text, s text, k text, o int, n int)`)
  }
}

/** Every request of the run, in an order that nobody can foresee. */
export function requestsFor(draw: Draw): Request[] {
  const asked =
    (kind: RowKind) =>
    (rowNumber: number, drawOrder: number): Request => {
      return { kind, drawOrder, rowNumber }
    }
  const sample = draw.rows.map(asked('sample'))
  const source = hashSource(randomBytes(32))
  const duplicates = shuffled(sample, source)
    .slice(0, duplicatesFor(sample.length))
    .map((row) => ({ ...row, kind: 'duplicate' as const }))
  const canaries = draw.canaries.map(asked('canary'))
  return shuffled([...sample, ...duplicates, ...canaries], source)
}
