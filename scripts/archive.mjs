// A logical backup without pg_dump: every table as lines of JSON, from one snapshot, with what is
// needed to tell whether it fits where it is restored. Works on any PostgreSQL that Samar runs on, as
// owner. Not by COPY: the driver's COPY streams can leave their socket paused for ever.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Trouble } from './postgres.mjs'

const format = 1

// What the queue holds travels as calls of add_job, because its own tables change with its version.
const pendingJobs = `
  select task.identifier, job.payload, queue.queue_name, job.run_at, job.max_attempts,
         job.key as job_key, job.priority
  from graphile_worker._private_jobs job
  join graphile_worker._private_tasks task on task.id = job.task_id
  left join graphile_worker._private_job_queues queue on queue.id = job.job_queue_id
  where job.attempts < job.max_attempts
  order by job.id`

async function connect(url) {
  const { default: postgres } = await import('postgres')
  return postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: 'UTC' } })
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`
const full = ({ schema, name }) => `${quoted(schema)}.${quoted(name)}`

/** The tables of the application, with the columns that can be written. */
async function tablesOf(sql) {
  return sql`
    select n.nspname as schema, c.relname as name,
           array_agg(a.attname::text order by a.attnum) as columns,
           array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                       and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and n.nspname not in ('information_schema', 'graphile_worker', 'drizzle')
      and n.nspname not like 'pg\\_%'
    group by 1, 2 order by 1, 2`
}

async function migrationsOf(sql) {
  const rows = await sql`select hash from drizzle.__drizzle_migrations order by created_at`
  return rows.map(({ hash }) => hash)
}

/** True when the database holds people already. */
export async function hasPeople(url) {
  const sql = await connect(url)
  try {
    const [row] = await sql`select exists (select from person) as some`
    return row.some
  } finally {
    await sql.end()
  }
}

/** The rows of a table, each a line with its columns as text in a JSON array. */
async function* linesOf(tx, table, hash) {
  const columns = table.columns.map((name) => `${quoted(name)}::text`).join(', ')
  const query = `select array_to_json(array[${columns}])::text as line from ${full(table)}`
  for await (const rows of tx.unsafe(query).cursor(500)) {
    const text = rows.map(({ line }) => `${line}\n`).join('')
    hash.update(text)
    yield text
  }
}

/**
 * Writes every table and the waiting jobs into `folder`, which must be empty, from one snapshot.
 * @returns {Promise<{ tables: number, rows: number }>}
 */
export async function writeDatabase(url, folder, facts = {}) {
  await mkdir(join(folder, 'tables'), { recursive: true })
  const sql = await connect(url)
  try {
    return await sql.begin('isolation level repeatable read read only', async (tx) => {
      const tables = []
      for (const { types: _types, ...table } of await tablesOf(tx)) {
        const file = `tables/${table.schema}.${table.name}.gz`
        const hash = createHash('sha256')
        await pipeline(
          Readable.from(linesOf(tx, table, hash)),
          createGzip(),
          createWriteStream(join(folder, file)),
        )
        const [{ rows }] = await tx.unsafe(`select count(*)::int as rows from ${full(table)}`)
        tables.push({ ...table, file, rows, sha256: hash.digest('hex') })
      }
      const sequences = await tx`
        select schemaname as schema, sequencename as name, last_value::text as value
        from pg_sequences where schemaname not in ('graphile_worker', 'drizzle')`
      const jobs = await tx.unsafe(pendingJobs)
      await writeFile(join(folder, 'jobs.json'), JSON.stringify(jobs))
      const [moment] = await tx`select now() as at`
      const manifest = {
        format,
        takenAt: moment.at,
        migrations: await migrationsOf(tx),
        tables,
        sequences: [...sequences],
        jobs: jobs.length,
        ...facts,
      }
      await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
      return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) }
    })
  } finally {
    await sql.end()
  }
}

/** The manifest of a backup. @throws Trouble when the folder is not one, or not a whole one */
export async function readManifest(folder) {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new Trouble(`${folder} is not a complete backup: it has no manifest.json.`)
  })
  const manifest = JSON.parse(text)
  if (manifest.format !== format) {
    throw new Trouble(`This backup has format ${manifest.format}; this Samar reads ${format}.`)
  }
  return manifest
}

// Triggers would refuse rows that are append-only or sum to zero only together, and foreign keys
// would ask for an order; both are put back before COMMIT, and the foreign keys checked again.
async function loosen(tx) {
  const triggers = await tx`
    select n.nspname as schema, c.relname as name, t.tgname as trigger, t.tgenabled as state
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgenabled <> 'D'
      and n.nspname not in ('graphile_worker', 'drizzle')`
  const keys = await tx`
    select n.nspname as schema, c.relname as name, k.conname as key,
           pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0
      and n.nspname not in ('graphile_worker', 'drizzle')`
  for (const one of triggers) {
    await tx.unsafe(`alter table ${full(one)} disable trigger ${quoted(one.trigger)}`)
  }
  for (const one of keys) {
    await tx.unsafe(`alter table ${full(one)} drop constraint ${quoted(one.key)}`)
  }
  return async () => {
    for (const one of keys) {
      await tx.unsafe(
        `alter table ${full(one)} add constraint ${quoted(one.key)} ${one.definition}`,
      )
    }
    const how = { O: 'enable', A: 'enable always', R: 'enable replica' }
    for (const one of triggers) {
      await tx.unsafe(`alter table ${full(one)} ${how[one.state]} trigger ${quoted(one.trigger)}`)
    }
  }
}

// Not node:readline, which also ends a line at U+2028, and people may write that.
async function* linesIn(input) {
  let rest = ''
  for await (const piece of input.setEncoding('utf8')) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()
    yield* lines
  }
}

async function fill(tx, folder, table, types) {
  const columns = table.columns.map(quoted).join(', ')
  const values = table.columns.map((name, index) => `(line->>${index})::${types[name]}`).join(', ')
  const insert = `insert into ${full(table)} (${columns}) overriding system value
    select ${values} from json_array_elements($1::text::json) as rows(line)`
  const hash = createHash('sha256')
  let held = []
  let size = 0
  const flush = async () => {
    if (held.length > 0) await tx.unsafe(insert, [`[${held.join(',')}]`])
    held = []
    size = 0
  }
  const input = createReadStream(join(folder, table.file)).pipe(createGunzip())
  for await (const line of linesIn(input)) {
    hash.update(`${line}\n`)
    held.push(line)
    size += line.length
    if (held.length === 1000 || size > 4_000_000) await flush()
  }
  await flush()
  if (hash.digest('hex') !== table.sha256) {
    throw new Trouble(`${table.file} is damaged. Nothing was restored.`)
  }
  const [{ rows }] = await tx.unsafe(`select count(*)::int as rows from ${full(table)}`)
  if (rows !== table.rows) {
    throw new Trouble(
      `${table.file} gave ${rows} rows instead of ${table.rows}. Nothing was restored.`,
    )
  }
}

/**
 * Replaces everything in a migrated database by what the backup holds, in one transaction.
 * @returns {Promise<{ tables: number, rows: number, jobs: number }>}
 */
export async function readDatabase(url, folder) {
  const manifest = await readManifest(folder)
  const jobs = JSON.parse(await readFile(join(folder, 'jobs.json'), 'utf8'))
  const sql = await connect(url)
  try {
    await sql.begin(async (tx) => {
      if (`${await migrationsOf(tx)}` !== `${manifest.migrations}`) {
        throw new Trouble(
          'This backup was made by another version of Samar: its migrations differ. Restore it with that version, then move on.',
        )
      }
      const tighten = await loosen(tx)
      const present = await tablesOf(tx)
      await tx.unsafe(`truncate ${present.map(full).join(', ')}`)
      for (const table of manifest.tables) {
        const here = present.find(
          ({ schema, name }) => schema === table.schema && name === table.name,
        )
        const types = Object.fromEntries(here.columns.map((name, at) => [name, here.types[at]]))
        await fill(tx, folder, table, types)
      }
      for (const { schema, name, value } of manifest.sequences) {
        const sequence = full({ schema, name })
        await tx`select setval(${sequence}::regclass, ${value ?? 1}::bigint, ${value !== null})`
      }
      await tx`delete from graphile_worker._private_jobs`
      for (const job of jobs) {
        await tx`select graphile_worker.add_job(
          ${job.identifier}, ${tx.json(job.payload)}::json, ${job.queue_name}, ${job.run_at},
          ${job.max_attempts}, ${job.job_key}, ${job.priority})`
      }
      await tighten()
    })
  } finally {
    await sql.end()
  }
  return {
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    jobs: jobs.length,
  }
}
