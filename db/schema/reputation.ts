import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, moment } from './columns'
import { contract, milestone } from './contracts'
import { person } from './identity'

/** One side's review of the other. Hidden until both are in, or the window has passed. */
export const review = pgTable(
  'review',
  {
    id: id(),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    side: text('side').$type<'client' | 'team'>().notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    clarity: integer('clarity').notNull(),
    reliability: integer('reliability').notNull(),
    communication: integer('communication').notNull(),
    words: text('words').notNull(),
    writtenAt: moment('written_at').notNull(),
    revealedAt: moment('revealed_at'),
  },
  (table) => [uniqueIndex('review_side').on(table.contractId, table.side)],
)

/** A member's part in a released milestone, with the verdict that proves it. */
export const portfolioEntry = pgTable(
  'portfolio_entry',
  {
    id: id(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    teamId: text('team_id').notNull(),
    title: text('title').notNull(),
    role: text('role').notNull(),
    verdictId: text('verdict_id'),
    verified: integer('verified').notNull(),
    deliveredAt: moment('delivered_at').notNull(),
  },
  (table) => [
    uniqueIndex('portfolio_entry_part').on(table.personId, table.milestoneId),
    index('portfolio_entry_team').on(table.teamId),
  ],
)
