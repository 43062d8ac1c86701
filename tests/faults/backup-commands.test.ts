import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, type TestDatabase } from '../support/database'

const project = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'samar-backup-commands-'))
let source: TestDatabase
let target: TestDatabase

beforeAll(async () => {
  source = await createDatabase()
  target = await createDatabase()
})
afterAll(async () => {
  await source.drop()
  await target.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** A command of package.json, against an outside database and a data folder of its own. */
async function command(
  script: string,
  database: TestDatabase,
  dataDir: string,
  ...words: string[]
) {
  const ended = promisify(execFile)(
    process.execPath,
    [join(project, 'scripts', script), ...words],
    {
      cwd: project,
      env: {
        ...process.env,
        SAMAR_MODE: 'demo',
        SAMAR_DATA_DIR: join(folder, dataDir),
        SAMAR_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
        DATABASE_URL: database.ownerUrl,
        DATABASE_APP_URL: database.appUrl,
      },
    },
  )
  return ended.then(
    ({ stdout }) => ({ ok: true, said: stdout }),
    (error: { stdout: string; stderr: string }) => ({
      ok: false,
      said: error.stdout + error.stderr,
    }),
  )
}

test('an outside database and its files go through backup and restore', async () => {
  const old = postgres(source.ownerUrl, { max: 1 })
  await old`insert into organisation (id, kind, slug, name, country, created_at)
    values ('org_1', 'client', 'indus', 'سندھ', 'PK', now())`
  await old.end()
  mkdirSync(join(folder, 'old/files/deliveries'), { recursive: true })
  writeFileSync(join(folder, 'old/files/deliveries/fil_1'), 'a delivery')

  const kept = await command('backup.mjs', source, 'old', join(folder, 'kept'))
  expect(kept.said).toMatch(/tables, .* rows and the files are in/)
  const restored = await command('restore.mjs', target, 'new', join(folder, 'kept'))
  expect(restored.said).toMatch(/restored|rows/i)
  expect(restored.ok).toBe(true)

  const fresh = postgres(target.ownerUrl, { max: 1 })
  const rows = await fresh`select name from organisation`
  await fresh.end()
  expect(rows.map(({ name }) => name)).toEqual(['سندھ'])
  expect(readFileSync(join(folder, 'new/files/deliveries/fil_1'), 'utf8')).toBe('a delivery')
})

test('a backup is not put over people without being told to', async () => {
  const fresh = postgres(target.ownerUrl, { max: 1 })
  await fresh`insert into person (id, email, email_key, name, password_hash, locale, time_zone, country, created_at)
    values ('per_1', 'a@b.example', 'a@b.example', 'A', 'x', 'en', 'UTC', 'PK', now())`
  await fresh.end()
  const refused = await command('restore.mjs', target, 'new', join(folder, 'kept'))
  expect(refused.ok).toBe(false)
  expect(refused.said).toMatch(/not empty/)
})
