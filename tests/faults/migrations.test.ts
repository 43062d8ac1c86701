import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { migrateDatabase } from 'db/migrate'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations } from 'graphile-worker'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const migrations = resolve(import.meta.dirname, '../../db/migrations')
const name = `test_${randomBytes(6).toString('hex')}`
const folder = mkdtempSync(join(tmpdir(), 'samar-migrations-'))
let sql: postgres.Sql
let ownerUrl = ''

async function asAdmin(statement: string): Promise<void> {
  const admin = postgres(inject('cluster').adminUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(statement)
  await admin.end()
}

/** The first migrations only, as somebody has them who installed an early version. */
async function migrateTo(entries: number): Promise<void> {
  cpSync(migrations, folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: unknown[] }
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, entries) }))
  await runMigrations({ connectionString: ownerUrl })
  await migrate(drizzle(sql), { migrationsFolder: folder })
}

beforeAll(async () => {
  await asAdmin(`create database ${name} owner samar_owner`)
  const url = new URL(inject('cluster').ownerUrl)
  url.pathname = `/${name}`
  ownerUrl = url.href
  sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql?.end()
  await asAdmin(`drop database if exists ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
})

describe('a database with measured contracts of the first version', () => {
  it('is brought up to date with its data, which read as what they always were', async () => {
    await migrateTo(2)
    await sql.unsafe(`
      insert into sealed_dataset (id, reference, organisation_id, workload_class, label_column,
        columns, labels, row_count, sample_rows, canary_rows, duplicates, merkle_root, wrapped_key,
        created_by, created_at)
      values ('dat_old', 'brf_old', 'org_old', 'open', 'label', '["text"]', '[]', 1, 0, 0, 0, 'aa',
        '\\x00', 'per_old', now());
      insert into sealed_row (dataset_id, row_number, leaf_hash, sealed, canary)
      values ('dat_old', 1, '\\x00', '\\x01', false);
      insert into endpoint (id, reference, url, header_names, headers_sealed, request_template,
        answer_pointer, commitment, created_by, created_at)
      values ('end_old', 'mil_old', 'https://model.example/v1', '[]', '\\x00', '"{{features}}"',
        '/label', 'cc', 'per_old', now());
      insert into evaluation (id, reference, contract_reference, dataset_id, endpoint_id, criteria,
        plan, draw, draw_hash, more_rows, attempt, attempts_allowed, state, counted, rows_total,
        started_by, started_at)
      values ('evl_old', 'mil_old', 'con_old', 'dat_old', 'end_old', '[]', '{}', '{}', 'dd', true, 1,
        3, 'finished', true, 1, 'per_old', now());
    `)
    await migrateDatabase(ownerUrl)
    const [run] = await sql`
      select purpose, waits_for, counted, dataset_id, endpoint_id from evaluation`
    expect(run).toEqual({
      ...{ purpose: 'attempt', waits_for: null, counted: true },
      ...{ dataset_id: 'dat_old', endpoint_id: 'end_old' },
    })
    expect(await sql`select kind, answer_rule, rows_per_request from endpoint`).toEqual([
      { kind: 'single', answer_rule: 'as_it_is', rows_per_request: 1 },
    ])
    expect(await sql`select label_kind, group_column, report from sealed_dataset`).toEqual([
      { label_kind: 'class', group_column: null, report: null },
    ])
    // Once more changes nothing.
    await migrateDatabase(ownerUrl)
    expect(await sql`select count(*)::int as rows from sealed_row`).toEqual([{ rows: 1 }])
  })
})
