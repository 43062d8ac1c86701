import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'

export interface TestDatabase {
  name: string
  /** Connects as the owner, for what only tests and migrations may do. */
  ownerUrl: string
  /** Connects as `samar_app`, as the application does. */
  appUrl: string
  drop(): Promise<void>
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function asAdmin<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(inject('cluster').adminUrl, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** A database of its own, copied from the migrated template in well under a second. */
export async function createDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin((sql) =>
    sql.unsafe(
      `create database ${name} template samar strategy file_copy owner samar_owner connection limit 80`,
    ),
  )
  return {
    name,
    ownerUrl: withDatabase(ownerUrl, name),
    appUrl: withDatabase(appUrl, name),
    async drop() {
      await asAdmin((sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
    },
  }
}

/** The secrets of a test process: fixed, so that a failure can be seen again. */
export const testSecrets = {
  SAMAR_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  STRIPE_SECRET_KEY: 'sk_test_samar_tests',
  STRIPE_WEBHOOK_SECRET: 'whsec_samar_tests',
}

/** Files that share a process leave it its settings, and no module keeps theirs. */
export function useOwnSettings(): void {
  const before = { ...process.env }
  afterAll(async () => {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) delete process.env[name]
    }
    Object.assign(process.env, before)
    const { forgetEnv } = await import('~/platform/env.server')
    forgetEnv()
  })
}

/**
 * Gives the test file a database of its own and points the application at it. Call it at the top of
 * the file, before any other `beforeAll`; read the addresses inside tests and hooks only.
 */
export function useDatabase(): TestDatabase {
  const held: { database?: TestDatabase; folder?: string } = {}
  useOwnSettings()
  beforeAll(async () => {
    held.database = await createDatabase()
    held.folder = mkdtempSync(join(tmpdir(), 'samar-test-'))
    Object.assign(process.env, testSecrets, {
      SAMAR_MODE: 'test',
      DATABASE_URL: held.database.ownerUrl,
      DATABASE_APP_URL: held.database.appUrl,
      DATABASE_POOL: process.env.DATABASE_POOL ?? '5',
      SAMAR_DATA_DIR: held.folder,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    })
  })
  afterAll(async () => {
    const { closeDatabase } = await import('~/platform/database.server')
    await closeDatabase()
    await held.database?.drop()
    if (held.folder) rmSync(held.folder, { recursive: true, force: true })
  })
  const database = () => {
    if (!held.database) throw new Error('The test database exists only inside tests and hooks.')
    return held.database
  }
  return {
    get name() {
      return database().name
    },
    get ownerUrl() {
      return database().ownerUrl
    },
    get appUrl() {
      return database().appUrl
    },
    drop: () => database().drop(),
  }
}
