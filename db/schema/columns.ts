import { bigint, jsonb, text, timestamp } from 'drizzle-orm/pg-core'

/** A moment, UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Minor units of the currency in the column beside it. */
export const minor = (name: string) => bigint(name, { mode: 'bigint' })

/** JSON of a known shape. It never holds a bigint: money in JSON is a decimal string. */
export const json = <T>(name: string) => jsonb(name).$type<T>()

export const id = () => text('id').primaryKey()
