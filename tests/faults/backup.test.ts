import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasPeople, readDatabase, writeDatabase } from '../../scripts/archive.mjs'
import { createDatabase, type TestDatabase } from '../support/database'

let source: TestDatabase
let target: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'samar-backup-'))

beforeAll(async () => {
  source = await createDatabase()
  target = await createDatabase()
})
afterAll(async () => {
  await source.drop()
  await target.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function using<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** Every table's rows as text, the waiting jobs, and what guards the tables. */
async function contents(url: string) {
  return using(url, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
    const rows: Record<string, string[]> = {}
    for (const { name } of tables) {
      const found = await sql.unsafe(`select t::text as row from public."${name}" t order by 1`)
      rows[name] = found.map(({ row }) => String(row))
    }
    const jobs = await sql`
      select t.identifier, j.payload::text, j.run_at::text, j.key
      from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id order by 1, 2`
    const guards = await sql`
      select tgrelid::regclass::text as t, tgname as name, tgenabled::text as state from pg_trigger
      where not tgisinternal union all
      select conrelid::regclass::text, conname, pg_get_constraintdef(oid)::text
      from pg_constraint where contype in ('f', 'c') order by 1, 2`
    const sequences = await sql`
      select sequencename::text as name, last_value::text as value from pg_sequences
      where schemaname = 'public' order by 1`
    return { rows, jobs: [...jobs], guards: [...guards], sequences: [...sequences] }
  })
}

test('a backup restored elsewhere holds the same rows, jobs, guards and sequences', async () => {
  await using(source.ownerUrl, async (sql) => {
    await sql`insert into organisation (id, kind, slug, name, country, created_at)
      values ('org_1', 'client', 'health', ${'وزارة صحت، "tabs\t", \\N \u2028 and\r\nlines'}, 'PK', now())`
    await sql`insert into audit_entry (act, subject, facts)
      select 'test', 'subject ' || n, '{"a": 1}' from generate_series(1, 500) n`
    await sql`insert into organisation (id, kind, slug, name, country, created_at)
      select 'org_' || n, 'client', 'slug-' || n, repeat('ہ', n), 'PK', now()
      from generate_series(2, 1500) n`
    await sql`select graphile_worker.add_job('send-mail', '{"mailId": "mail_1"}'::json,
      run_at => '2030-01-01', job_key => 'once')`
  })
  const before = await contents(source.ownerUrl)
  const written = await writeDatabase(source.ownerUrl, folder)
  expect(written.rows).toBeGreaterThan(500)

  const restored = await readDatabase(target.ownerUrl, folder)
  expect(restored).toMatchObject({ rows: written.rows, jobs: 1 })
  expect(await contents(target.ownerUrl)).toEqual(before)
  expect(await hasPeople(target.ownerUrl)).toBe(false)

  // The restored table is as append-only as the old one, and its numbering goes on.
  await using(target.ownerUrl, async (sql) => {
    await expect(sql`delete from audit_entry`).rejects.toThrow(/append-only/)
    const [next] = await sql`insert into audit_entry (act, subject, facts)
      values ('after', 's', '{}') returning id::int`
    expect(next?.id).toBe(501)
  })
})

test('a damaged backup is refused and changes nothing', async () => {
  const name = readdirSync(join(folder, 'tables')).find((file) => file.includes('audit_entry'))
  const file = join(folder, 'tables', String(name))
  const text = gunzipSync(readFileSync(file)).toString().replace('subject 7', 'subject 8')
  writeFileSync(file, gzipSync(text))
  const before = await contents(target.ownerUrl)
  await expect(readDatabase(target.ownerUrl, folder)).rejects.toThrow(/damaged/)
  expect(await contents(target.ownerUrl)).toEqual(before)
})
