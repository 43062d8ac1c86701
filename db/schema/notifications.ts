import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, json, moment } from './columns'
import { person } from './identity'

export const notification = pgTable(
  'notification',
  {
    id: id(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    /** The catalogue's `notification.<kind>`, which takes the facts as its values. */
    kind: text('kind').notNull(),
    facts: json<Record<string, string | number>>('facts').notNull(),
    url: text('url').notNull(),
    /** It is this person's turn; otherwise it only tells. */
    yourTurn: boolean('your_turn').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    createdAt: moment('created_at').notNull(),
    readAt: moment('read_at'),
  },
  (table) => [
    index('notification_person').on(table.personId, table.createdAt),
    uniqueIndex('notification_dedupe').on(table.personId, table.dedupeKey),
  ],
)
