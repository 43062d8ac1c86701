import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import {
  drizzle,
  type PostgresJsDatabase,
  type PostgresJsQueryResultHKT,
} from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { Refused } from '~/kernel/refusal'
import { env } from './env.server'

type Schema = Record<string, never>
export type Db = PostgresJsDatabase<Schema>
export type Tx = PgTransaction<PostgresJsQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>
/** What a read needs: the pool, or the transaction it runs in. */
export type Reader = Db | Tx

let pool: { sql: postgres.Sql; db: Db } | undefined

/** The pool of this process, connected as the application's role. */
export function database(): Db {
  if (!pool) {
    const sql = postgres(env().DATABASE_APP_URL, {
      max: env().DATABASE_POOL,
      connect_timeout: 5,
      idle_timeout: 60,
      // After a restart of the database people wait for this, in seconds; the driver would go up to 20.
      backoff: (tries: number) => Math.min(0.05 * 2 ** tries, 1),
      onnotice: () => {},
      connection: { application_name: 'samar', TimeZone: 'UTC' },
    })
    pool = { sql, db: drizzle(sql) }
  }
  return pool.db
}

export async function closeDatabase(): Promise<void> {
  const open = pool
  pool = undefined
  await open?.sql.end({ timeout: 5 })
}

type DatabaseError = { code: string; constraint?: string; message: string }

/** The PostgreSQL error inside whatever was thrown, if there is one. */
export function databaseError(error: unknown): DatabaseError | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') {
      const constraint = 'constraint_name' in at ? String(at.constraint_name) : undefined
      return { code: at.code, constraint, message: at.message }
    }
  }
  return null
}

const lostConnection = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '53300',
])

/** True when the database is away or refuses connections: the caller may try again soon. */
export function isDatabaseAway(error: unknown): boolean {
  const found = databaseError(error)
  return found !== null && lostConnection.has(found.code)
}

/** What the database itself refuses, in the words of `refusals`. Raised by our own SQL functions. */
const refusedBySql: Record<string, Refused> = {
  SM001: new Refused('idempotency_mismatch'),
  SM002: new Refused('insufficient_funds'),
  '40001': new Refused('changed_meanwhile'),
  '40P01': new Refused('changed_meanwhile'),
}

function translate(error: unknown): unknown {
  const found = databaseError(error)
  const refused = found ? refusedBySql[found.code] : undefined
  return refused ? new Refused(refused.code, refused.facts) : error
}

/** Opens a transaction at an edge (route, job, script) and commits what `work` did, or nothing. */
export async function inTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  db: Db = database(),
): Promise<T> {
  try {
    return await db.transaction(work)
  } catch (error) {
    throw translate(error)
  }
}
