import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import postgres from 'postgres'
import type { ByteSource } from '~/domain/outcomes/datasets/parse-dataset'
import { sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { taskList } from '~/jobs/tasks'
import { decryptStream, encryptStream } from '~/platform/crypto.server'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'
import { loadStream, storeStream } from '~/platform/files.server'
import { freeUnused } from '~/platform/memory.server'

/**
 * Rows per second sealed against the floor: the same rows read by the same parser and inserted in
 * the same batches into a table without keys, nothing encrypted, hashed or reported. Both run in
 * the same process on the same durable database, in turns. Then the peak of resident memory of a
 * fresh process that seals 10,000 rows, and of one that seals 1,000,000: each has all of the worker's
 * code loaded, reads the file decrypting it, and frees what is unused, as the job does.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const roundRows = 50_000
const batchSize = 2_000
/** Of the bench's own files, which hold nothing. */
const key = new Uint8Array(32)

/** About 100 bytes a row, no two alike, in parts of 64 KB like those of an upload. */
function* csvOf(rows: number): Generator<Buffer> {
  let part = 'text,channel,amount,label\n'
  for (let row = 0; row < rows; row += 1) {
    const mark = ((row * 2654435761) >>> 0).toString(36)
    part += `message number ${row} of somebody who asks when the parcel ${mark} arrives at home,app,${row % 997},${row % 3 ? 'delivery' : 'billing'}\n`
    if (part.length > 65_536) {
      yield Buffer.from(part)
      part = ''
    }
  }
  yield Buffer.from(part)
}

function seal(
  rows: number,
  source: ByteSource = csvOf(rows),
  onProgress?: (done: number) => Promise<void>,
) {
  return inTransaction((tx) =>
    sealDataset(tx, {
      reference: 'bench',
      organisationId: 'bench',
      source,
      fileName: 'bench.csv',
      labelColumn: 'label',
      publishSample: true,
      workloadClass: 'open',
      at: new Date(),
      by: 'bench',
      onProgress,
    }),
  )
}

async function floor(sql: postgres.Sql, rows: number): Promise<void> {
  await sql.begin(async (tx) => {
    let batch: { n: number; row: string[] }[] = []
    let count = 0
    const write = async () => {
      await tx`
        insert into bench_row (n, text, channel, amount, label)
        select r.n, r.row->>0, r.row->>1, r.row->>2, r.row->>3
        from jsonb_to_recordset(${JSON.stringify(batch)}::text::jsonb) as r(n int, row jsonb)`
      batch = []
    }
    const parser = Readable.from(csvOf(rows)).pipe(parse({ from_line: 2 }))
    for await (const row of parser as AsyncIterable<string[]>) {
      batch.push({ n: ++count, row })
      if (batch.length === batchSize) await write()
    }
    if (batch.length > 0) await write()
  })
}

const mebibytes = (kibibytes: number) => `${(kibibytes / 1024).toFixed(0)} MB`
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** What a child process does: it seals so many rows and says how large it was at its largest. */
async function child(rows: number): Promise<void> {
  if (Object.keys(taskList()).length === 0) throw new Error('the worker has no tasks')
  const before = process.resourceUsage().maxRSS
  const begun = performance.now()
  const stored = decryptStream(key, loadStream(`bench/${rows}`), 'bench')
  const sealed = await seal(rows, stored, async (done) => {
    if (done % 20_000 === 0) freeUnused()
  })
  const seconds = (performance.now() - begun) / 1_000
  if (sealed.rowCount !== rows) throw new Error('rows are missing')
  console.log(
    `${String(rows).padStart(9)} rows: ${mebibytes(process.resourceUsage().maxRSS).padStart(7)} at most, ${mebibytes(before)} before the first row; ${seconds.toFixed(1)} s, ${(rows / seconds).toFixed(0)} rows/s`,
  )
  await closeDatabase()
}

async function rates(): Promise<void> {
  const sql = postgres(process.env.DATABASE_APP_URL ?? '', { max: 1, onnotice: () => {} })
  const owner = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  await owner`create table bench_row (n int, text text, channel text, amount text, label text)`
  database()
  await floor(sql, 5_000)
  await seal(5_000)
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now()
    await work()
    return roundRows / ((performance.now() - begun) / 1_000)
  }
  const ratios: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const bare = await timed(() => floor(sql, roundRows))
    const sealed = await timed(() => seal(roundRows))
    ratios.push(sealed / bare)
    console.log(
      `round ${round}: floor ${bare.toFixed(0)} rows/s, sealed ${sealed.toFixed(0)} rows/s, ${(sealed / bare).toFixed(2)} of the floor`,
    )
  }
  console.log(`median ${median(ratios).toFixed(2)} of the floor, ${roundRows} rows a round`)
  await sql.end()
  await owner.end()
  await closeDatabase()
}

const wanted = process.env.BENCH_SEAL_ROWS
if (wanted) {
  await child(Number(wanted))
} else {
  await rates()
  for (const rows of [10_000, 1_000_000]) {
    await storeStream(`bench/${rows}`, encryptStream(key, Readable.from(csvOf(rows)), 'bench'))
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
      stdio: 'inherit',
      env: { ...process.env, BENCH_SEAL_ROWS: String(rows) },
    })
    if (status !== 0) process.exitCode = 1
  }
  console.log(
    `load ${loadavg()
      .map((one) => one.toFixed(2))
      .join(' ')}`,
  )
}
