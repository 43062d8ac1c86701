import {
  bigint,
  bigserial,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core'
import { id, json, moment } from './columns'

export const setting = pgTable(
  'setting',
  {
    key: text('key').notNull(),
    value: json<number>('value').notNull(),
    effectiveAt: moment('effective_at').notNull(),
    setBy: text('set_by').notNull(),
    setAt: moment('set_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.key, table.effectiveAt, table.setAt] })],
)

/** One row: how far business time is moved from the machine's, in demo and test. */
export const businessClock = pgTable('business_clock', {
  id: smallint('id').primaryKey(),
  offsetMs: bigint('offset_ms', { mode: 'bigint' }).notNull(),
})

export const auditEntry = pgTable(
  'audit_entry',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: moment('at').notNull().defaultNow(),
    personId: text('person_id'),
    act: text('act').notNull(),
    subject: text('subject').notNull(),
    facts: json<Record<string, string | number>>('facts').notNull(),
  },
  (table) => [index('audit_entry_subject').on(table.subject)],
)

export const mail = pgTable(
  'mail',
  {
    id: id(),
    toAddress: text('to_address').notNull(),
    locale: text('locale').notNull(),
    template: text('template').notNull(),
    subject: text('subject').notNull(),
    html: text('html').notNull(),
    text: text('text').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    sentAt: moment('sent_at'),
    lastError: text('last_error'),
  },
  (table) => [index('mail_created').on(table.createdAt)],
)

export const rateLimit = pgTable('rate_limit', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expiresAt: moment('expires_at').notNull(),
})

/** A running worker, by the id under which the queue locks its jobs. Times are the machine's. */
export const workerProcess = pgTable('worker_process', {
  id: id(),
  /** The name that its connections carry. */
  connection: text('connection').notNull(),
  startedAt: moment('started_at').notNull().defaultNow(),
  beatAt: moment('beat_at').notNull().defaultNow(),
})
