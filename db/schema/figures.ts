import { pgTable, smallint } from 'drizzle-orm/pg-core'
import type { PublicFigures } from '../../app/domain/figures/public-figures'
import { json, moment } from './columns'

/** What /figures shows, as it was last counted: one row. What is withheld does not stand in it. */
export const publicFigures = pgTable('public_figures', {
  id: smallint('id').primaryKey(),
  body: json<PublicFigures>('body').notNull(),
  /** Business time of the count. */
  asOf: moment('as_of').notNull(),
  /** System time: it is counted anew after ten minutes at the earliest. */
  countedAt: moment('counted_at').notNull(),
})
