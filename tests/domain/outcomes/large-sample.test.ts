import { evaluationRow, sealedRow } from 'db/schema/outcomes'
import { and, asc, eq, isNotNull, lt } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { useDatabase } from 'tests/support/database'
import { at, criterion, csvOf, quickRate, register, seal, start } from 'tests/support/outcomes'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { excludedRows } from '~/domain/outcomes/datasets/dataset-rows.server'
import { sizeOf } from '~/domain/outcomes/runs/draw'
import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { announceRows, takeLease } from '~/domain/outcomes/runs/evaluation-lease.server'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()

/** The most parameters that any statement has had since the test began. */
let most = 0
beforeEach(() => {
  most = 0
  const real = PgDialect.prototype.sqlToQuery
  vi.spyOn(PgDialect.prototype, 'sqlToQuery').mockImplementation(function (
    this: PgDialect,
    ...given: Parameters<typeof real>
  ) {
    const query = real.apply(this, given)
    most = Math.max(most, query.params.length)
    return query
  })
})
afterEach(() => vi.restoreAllMocks())

const sampleSize = 2_500
const announced = 1_000

describe('a sample of thousands of rows', () => {
  it('is drawn, spent and given back without a parameter for each of them', async () => {
    const db = database()
    await quickRate()
    const { datasetId } = await seal(csvOf(6_000, 8))
    const { endpointId } = await register('http://127.0.0.1:4000/', 'mil_test')
    const criteria = [criterion({ sampleSize })]
    const first = await start({ datasetId, endpointId, criteria })
    const spentIn = (id: string) =>
      db.$count(sealedRow, and(eq(sealedRow.datasetId, datasetId), eq(sealedRow.spentIn, id)))
    expect(await spentIn(first.evaluationId)).toBe(sampleSize + 5)

    const lease = await takeLease(db, first.evaluationId)
    if (!lease) throw new Error('no lease')
    await announceRows(db, lease, announced)
    const { evaluationId } = first
    await inTransaction((tx) => cancelEvaluation(tx, { evaluationId, at, by: 'per_team' }))
    const seen = await db
      .selectDistinct({ row: evaluationRow.rowNumber })
      .from(evaluationRow)
      .where(
        and(eq(evaluationRow.evaluationId, evaluationId), lt(evaluationRow.position, announced)),
      )
    expect(await spentIn(evaluationId)).toBe(seen.length)

    const { excluded } = await excludedRows(db, { id: datasetId, sampleRows: 5 })
    const kept = await db
      .select({ row: sealedRow.rowNumber })
      .from(sealedRow)
      .where(and(eq(sealedRow.datasetId, datasetId), isNotNull(sealedRow.spentIn)))
      .orderBy(asc(sealedRow.rowNumber))
    const isOut = (row: number) => excluded.some(([from, to]) => row >= from && row <= to)
    expect(kept.every(({ row }) => isOut(row))).toBe(true)
    const spentCanaries = kept.filter(({ row }) => row > 6_000 - 8).length
    expect(sizeOf(excluded)).toBe(5 + 8 + kept.length - spentCanaries)
    // Ranges that touch would be one: the signed draw has one way of being written.
    expect(
      excluded.every(([from], at) => at === 0 || from > (excluded[at - 1]?.[1] ?? 0) + 1),
    ).toBe(true)

    const second = await start({ datasetId, endpointId, criteria })
    expect(await spentIn(second.evaluationId)).toBeGreaterThanOrEqual(sampleSize)
    expect(await spentIn(evaluationId)).toBe(seen.length)
    expect(most).toBeLessThan(60)
  })
})
