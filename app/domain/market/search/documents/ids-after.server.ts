import { asc, gt, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Source } from './source'

/** Reads the ids of one table, by its column of them. */
export const idsAfter =
  (table: PgTable, id: PgColumn): Source['idsAfter'] =>
  async (db, after, limit) => {
    const rows = await db
      .select({ id: sql<string>`${id}` })
      .from(table)
      .where(gt(id, after))
      .orderBy(asc(id))
      .limit(limit)
    return rows.map((row) => row.id)
  }
