import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations } from 'graphile-worker'
import postgres from 'postgres'

/** The migrations lie beside this file in the source, and one folder up from the bundle in build/. */
function migrationsFolder(): string {
  const beside = fileURLToPath(new URL('./migrations', import.meta.url))
  return existsSync(beside) ? beside : fileURLToPath(new URL('../db/migrations', import.meta.url))
}

/**
 * Brings the database of `ownerUrl` up to date: the queue's own tables, then ours, in order, only
 * forward. Safe to run twice and by two processes at once (an advisory lock lets one wait).
 * The role `samar_app` must exist, or the owner must be allowed to create it.
 */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(727431)`
    await sql.unsafe(`do $$ begin
      if not exists (select from pg_roles where rolname = 'samar_app') then create role samar_app; end if;
    end $$`)
    await runMigrations({ connectionString: ownerUrl })
    await migrate(drizzle(sql), { migrationsFolder: migrationsFolder() })
  } finally {
    await sql.end()
  }
}
