import { type Column, type SQL, sql } from 'drizzle-orm'

/** `column` is one of these whole numbers: one parameter, however many there are. */
export function isAmong(column: Column, numbers: readonly number[]): SQL {
  return sql`${column} = any(${`{${numbers.join(',')}}`}::text::int[])`
}
