import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { organisation, organisationMember, person } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import postgres from 'postgres'
import { queueUpload } from '~/domain/market/briefs/dataset-upload.commands.server'
import { keepUpload } from '~/domain/market/briefs/seal-upload.server'
import { sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { startSealing } from '~/jobs/seal-dataset'
import { closeDatabase, database, inTransaction } from '~/platform/database.server'

/**
 * Rows per second sealed against the floor: the same rows read by the same parser and inserted in
 * the same batches into a table without keys, nothing encrypted, hashed or reported. Both run in
 * the same process on the same durable database, in turns. Then the peak of resident memory of the
 * process that seals an upload of 10,000 rows, and of 1,000,000, started as the worker's job starts it.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const roundRows = 50_000
const batchSize = 2_000
const by = 'per_bench_seal'

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

function seal(rows: number) {
  return inTransaction((tx) =>
    sealDataset(tx, {
      reference: 'bench',
      organisationId: 'bench',
      source: csvOf(rows),
      fileName: 'bench.csv',
      labelColumn: 'label',
      publishSample: true,
      workloadClass: 'open',
      at: new Date(),
      by,
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

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** A client and a draft; who makes them and what they say is of no interest to the sealing. */
async function draftOfSomebody(): Promise<void> {
  const at = new Date()
  const db = database()
  await db.insert(person).values({
    id: by,
    ...{ email: 'seal@example.org', emailKey: 'seal@example.org', name: 'Bench' },
    ...{ passwordHash: 'none', locale: 'en', timeZone: 'UTC', country: 'GB' },
    createdAt: at,
  })
  await db.insert(organisation).values({
    ...{ id: 'org_bench_seal', kind: 'client', name: 'Bench', slug: 'bench-seal', country: 'GB' },
    createdAt: at,
  })
  await db
    .insert(organisationMember)
    .values({ organisationId: 'org_bench_seal', personId: by, role: 'owner', joinedAt: at })
  await db.insert(brief).values({
    id: 'brf_bench_seal',
    organisationId: 'org_bench_seal',
    createdBy: by,
    title: 'Bench',
    statement: '',
    sector: 'health',
    country: 'GB',
    currency: 'EUR',
    budgetMinor: 600_000n,
    weeks: 6,
    workloadClass: 'open',
    criteria: [],
    data: {
      regions: [],
      declared: false,
      personalFields: [],
      lawfulBasis: null,
      lawOverlay: null,
      retentionDays: 90,
    },
    status: 'draft',
    createdAt: at,
  })
}

/** A file of so many rows, kept as an upload is; the worker's job would seal it next. */
async function upload(rows: number): Promise<string> {
  const kept = await keepUpload(Readable.from(csvOf(rows)))
  const { uploadId } = await inTransaction((tx) =>
    queueUpload(tx, {
      ...{ briefId: 'brf_bench_seal', by, at: new Date() },
      ...kept,
      form: {
        fileName: 'bench.csv',
        labelColumn: 'label',
        labelKind: 'class',
        groupColumn: '',
        canaryColumn: '',
        publishSample: true,
        datasetClass: 'open',
      },
    }),
  )
  return uploadId
}

/** Seals an upload as the worker does, and says how large the process was that did it. */
async function memory(rows: number): Promise<void> {
  const uploadId = await upload(rows)
  const begun = performance.now()
  const child = startSealing({ uploadId, lastTry: true }, join('build', 'seal-upload.js'), 'pipe')
  let said = ''
  child.stdout?.on('data', (part: Buffer) => {
    said += part.toString()
  })
  child.stderr?.pipe(process.stderr)
  const [code] = await once(child, 'close')
  const seconds = (performance.now() - begun) / 1_000
  const [, state] = /"state":"(\w+)"/.exec(said) ?? []
  const [, megabytes = ''] = /"megabytes":(\d+)/.exec(said) ?? []
  if (code !== 0 || state !== 'sealed') throw new Error(`${state} (${code}): ${said}`)
  console.log(
    `${String(rows).padStart(9)} rows: ${megabytes} MB at most, from the start of the process to its end; ${seconds.toFixed(1)} s, ${(rows / seconds).toFixed(0)} rows/s`,
  )
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
}

// The sealing process is told to say how it went.
process.env.LOG_LEVEL = 'info'
await rates()
await draftOfSomebody()
for (const rows of [10_000, 1_000_000]) await memory(rows)
await closeDatabase()
console.log(
  `load ${loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')}`,
)
