import { sealedDataset, sealedRow } from 'db/schema/outcomes'
import { and, eq, ne, sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { jobsOf } from 'tests/support/escrow'
import { at, csvOf, seal } from 'tests/support/outcomes'
import { beforeAll, describe, expect, it } from 'vitest'
import { DatasetInvalid } from '~/domain/outcomes/datasets/dataset-problem'
import {
  excludedRows,
  labelOpenings,
  openRows,
  spendRows,
} from '~/domain/outcomes/datasets/dataset-rows.server'
import { deleteDataset, emptyRows } from '~/domain/outcomes/datasets/delete-dataset.server'
import { datasetLeaf, labelCommitment } from '~/domain/outcomes/datasets/row-record'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { leafHashes } from '~/domain/outcomes/evidence/evidence-rows.server'
import { leafHash, proofsOf } from '~/domain/outcomes/evidence/merkle'
import { datasetFacts, datasetOf } from '~/domain/outcomes/queries.server'
import { type Db, database, inTransaction } from '~/platform/database.server'

const held = useDatabase()
const nothing = Buffer.alloc(0)
let db: Db
beforeAll(() => {
  db = database()
})

const rootOf = async (datasetId: string) => (await proofsOf(leafHashes(db, datasetId), [])).root

describe('sealing a dataset', () => {
  it('keeps every row encrypted and commits to all of them by one root', async () => {
    const sealed = await seal(csvOf(90, 6))
    expect(sealed).toMatchObject({
      rowCount: 90,
      drawableRows: 79,
      columns: ['text'],
      report: { duplicates: 0, rows: 90 },
    })
    expect(await rootOf(sealed.datasetId)).toBe(sealed.merkleRoot)
    const rows = await db.select().from(sealedRow).where(eq(sealedRow.datasetId, sealed.datasetId))
    expect(rows).toHaveLength(90)
    for (const { sealed: bytes } of rows) expect(bytes.toString('latin1')).not.toContain('text')
    const opened = await openRows(db, sealed.datasetId, [7, 90])
    expect(opened.get(7)).toEqual({
      number: 7,
      features: { text: 'text 7 b' },
      label: 'b',
      group: null,
      canary: false,
    })
    expect(opened.get(90)).toMatchObject({ label: 'b', canary: true })
  })

  it('gives two uploads of the same file different roots: salts are their own', async () => {
    const [one, two] = [await seal(csvOf(40)), await seal(csvOf(40))]
    expect(one.merkleRoot).not.toBe(two.merkleRoot)
  })

  it('publishes five rows only where the client says so', async () => {
    const shown = await seal(csvOf(40), { reference: 'brf_shown' })
    const facts = await datasetOf(db, 'brf_shown', 'public')
    expect(facts?.sample.map(({ features }) => features.text)).toEqual([
      'text 1 b',
      'text 2 a',
      'text 3 a',
      'text 4 b',
      'text 5 a',
    ])
    expect(facts).toMatchObject({ datasetId: shown.datasetId, rowsLeft: 35, canaryRows: null })
    const hidden = await seal(csvOf(40), { publishSample: false })
    expect((await datasetFacts(db, hidden.datasetId, 'client'))?.sample).toEqual([])
  })

  it('keeps nothing of a file with a wrong row', async () => {
    const before = await db.select({ rows: sql<number>`count(*)::int` }).from(sealedRow)
    const broken = csvOf(3_000).replace('text 2999 a,a,', 'text 2999 a,,')
    const refused = await seal(broken).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DatasetInvalid)
    expect((refused as DatasetInvalid).problems).toEqual([
      { problem: 'label_missing', row: 2999, column: 'label' },
    ])
    expect(await db.select({ rows: sql<number>`count(*)::int` }).from(sealedRow)).toEqual(before)
  })

  it('takes 200,000 rows, each with its leaf', async () => {
    function* chunks() {
      yield Buffer.from('text,label,trap\n')
      for (let from = 0; from < 200_000; from += 1_000) {
        const lines = Array.from(
          { length: 1_000 },
          (_, index) => `message number ${from + index},${index % 7 ? 'a' : 'b'},`,
        )
        yield Buffer.from(`${lines.join('\n')}\n`)
      }
    }
    const sealed = await seal('', { source: chunks() })
    expect(sealed).toMatchObject({ rowCount: 200_000, drawableRows: 199_995 })
    expect(await rootOf(sealed.datasetId)).toBe(sealed.merkleRoot)
  }, 120_000)

  it('commits to a group with the label, and to the same bytes as ever without one', async () => {
    const file = 'patient,text,label\np1,x,a\np2,y,b\n'
    const { datasetId } = await seal(file, { groupColumn: 'patient', canaryColumn: null })
    const opening = (await labelOpenings(db, datasetId, [2])).get(2)
    expect(opening).toMatchObject({ label: 'b', canary: false, group: 'p2' })
    const salt = Buffer.from(opening?.labelSalt ?? '', 'hex')
    const [row] = await db
      .select()
      .from(sealedRow)
      .where(and(eq(sealedRow.datasetId, datasetId), eq(sealedRow.rowNumber, 2)))
    const features = Buffer.from(opening?.features ?? '', 'hex')
    const leafOf = (text: string) => leafHash(features, sha256(salt, text)).toString('hex')
    expect(row?.leafHash.toString('hex')).toBe(leafOf('{"canary":false,"group":"p2","label":"b"}'))
    const plain = labelCommitment({ label: 'b', canary: false, group: null }, salt)
    expect(plain).toEqual(sha256(salt, '{"canary":false,"label":"b"}'))
    expect(opening && datasetLeaf(features, labelCommitment(opening, salt))).toEqual(row?.leafHash)
  })

  it('keeps numbers, JSON values and the report of any kind', async () => {
    const lines = Array.from({ length: 20 }, (_, at) => JSON.stringify({ n: at, label: at * 2 }))
    const sealed = await seal(lines.join('\n'), {
      labelKind: 'number',
      canaryColumn: null,
      publishSample: false,
    })
    expect(sealed).toMatchObject({ drawableRows: 20, report: { format: 'jsonl' } })
    const facts = await datasetFacts(db, sealed.datasetId, 'party')
    expect(facts).toMatchObject({
      labelKind: 'number',
      labels: [],
      drawableRows: 20,
      rowsLeft: 20,
      report: { labels: { kind: 'number', mean: 19, median: 19 } },
    })
    expect((await openRows(db, sealed.datasetId, [3])).get(3)).toEqual({
      number: 3,
      features: { n: 2 },
      label: '4',
      group: null,
      canary: false,
    })
  })

  it('tells how far it has come, and keeps nothing when the telling fails', async () => {
    const told: number[] = []
    await seal(csvOf(2_500), { onProgress: async (rows) => void told.push(rows) })
    expect(told).toEqual([1_000, 2_000, 2_500])
    const before = await db.select({ rows: sql<number>`count(*)::int` }).from(sealedRow)
    const stopped = seal(csvOf(2_500), {
      onProgress: async (rows) => {
        if (rows === 2_000) throw new Error('killed')
      },
    })
    await expect(stopped).rejects.toThrow('killed')
    expect(await db.select({ rows: sql<number>`count(*)::int` }).from(sealedRow)).toEqual(before)
  })

  it('counts the spent rows out of those that are left', async () => {
    const { datasetId } = await seal(csvOf(40, 4))
    await inTransaction((tx) => spendRows(tx, datasetId, [7, 8, 39], 'evl_x'))
    const facts = await datasetFacts(db, datasetId, 'party')
    expect(facts).toMatchObject({ drawableRows: 31, rowsLeft: 29 })
    const { excluded, freshCanaries } = await excludedRows(db, { id: datasetId, sampleRows: 5 })
    expect(excluded).toEqual([
      [1, 5],
      [7, 8],
      [37, 40],
    ])
    expect(freshCanaries).toEqual([37, 38, 40])
  })

  it('notices a row that was moved or changed in the database', async () => {
    const { datasetId } = await seal(csvOf(20))
    const [first, second] = await db
      .select()
      .from(sealedRow)
      .where(eq(sealedRow.datasetId, datasetId))
      .orderBy(sealedRow.rowNumber)
      .limit(2)
    const owner = await import('postgres').then(({ default: postgres }) =>
      postgres(process.env.DATABASE_URL ?? ''),
    )
    await owner`alter table sealed_row disable trigger user`
    await owner`update sealed_row set sealed = ${first?.sealed ?? Buffer.alloc(0)} where dataset_id = ${datasetId} and row_number = ${second?.rowNumber ?? 0}`
    await owner`alter table sealed_row enable trigger user`
    await owner.end()
    await expect(openRows(db, datasetId, [2])).rejects.toThrow()
  })
})

describe('deleting a dataset', () => {
  it('destroys the key and the rows, keeps the commitments, and can be repeated', async () => {
    const { datasetId, merkleRoot: root } = await seal(csvOf(30))
    const remove = () =>
      inTransaction((tx) =>
        deleteDataset(tx, { datasetId, reason: 'retention', at, by: 'per_client' }),
      )
    expect(await remove()).toMatchObject({
      dataset: datasetId,
      root,
      rows: 30,
      reason: 'retention',
    })
    expect(await remove()).toBeNull()
    await expect(openRows(db, datasetId, [1])).rejects.toThrow('no longer exists')
    const [kept] = await db.select().from(sealedDataset).where(eq(sealedDataset.id, datasetId))
    expect(kept).toMatchObject({ wrappedKey: null, deletedAt: at })
    expect(await rootOf(datasetId)).toBe(root)
    expect((await datasetFacts(db, datasetId, 'public'))?.sample).toEqual([])
    expect(await jobsOf(held.ownerUrl, 'empty-dataset')).toEqual([{ datasetId }])
    const full = () =>
      db.$count(sealedRow, and(eq(sealedRow.datasetId, datasetId), ne(sealedRow.sealed, nothing)))
    expect(await full()).toBe(30)
    await emptyRows(db, datasetId)
    expect(await full()).toBe(0)
    await emptyRows(db, datasetId)
    expect(await rootOf(datasetId)).toBe(root)
  })

  it('never empties rows whose key exists, or those of others', async () => {
    const one = await seal(csvOf(12))
    const other = await seal(csvOf(12))
    await emptyRows(db, one.datasetId)
    await inTransaction((tx) =>
      deleteDataset(tx, { datasetId: other.datasetId, reason: 'retention', at, by: 'per_client' }),
    )
    await emptyRows(db, other.datasetId)
    expect((await openRows(db, one.datasetId, [1, 12])).size).toBe(2)
  })
})

describe('deleting answers', () => {
  it('takes the answer that the report quotes, and leaves its numbers', async () => {
    const file = 'text,label\nx,yes indeed\ny,yes indeed\nz,no\n'
    const { datasetId } = await seal(file, {
      labelKind: 'text',
      canaryColumn: null,
      publishSample: false,
    })
    const labels = async () => (await datasetFacts(db, datasetId, 'public'))?.report?.labels
    expect(await labels()).toMatchObject({ frequent: 'yes indeed' })
    const proof = await inTransaction((tx) =>
      deleteDataset(tx, { datasetId, reason: 'retention', at, by: 'per_client' }),
    )
    expect(proof?.destroyedKey).toMatch(/^[0-9a-f]{64}$/)
    expect(await labels()).toMatchObject({ frequent: null, frequentShare: 2 / 3, count: 3 })
  })
})

describe('the database', () => {
  it('lets the application neither replace a sealed row nor delete one', async () => {
    const { datasetId } = await seal(csvOf(20))
    await expect(
      db
        .update(sealedRow)
        .set({ sealed: Buffer.from('other') })
        .where(eq(sealedRow.datasetId, datasetId)),
    ).rejects.toThrow()
    await expect(db.delete(sealedRow).where(eq(sealedRow.datasetId, datasetId))).rejects.toThrow()
    await expect(
      db.update(sealedDataset).set({ merkleRoot: 'x' }).where(eq(sealedDataset.id, datasetId)),
    ).rejects.toThrow()
    await expect(
      db.update(sealedDataset).set({ report: null }).where(eq(sealedDataset.id, datasetId)),
    ).rejects.toThrow()
  })
})
