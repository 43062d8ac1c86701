import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { moment } from './columns'
import { person } from './identity'

export const skillClaim = pgTable(
  'skill_claim',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    skillId: text('skill_id').notNull(),
    /** 1 studied, 2 assessed, 3 delivered in a paid contract, 4 outcome verified. */
    level: integer('level').notNull(),
    evidenceKind: text('evidence_kind')
      .$type<'claimed' | 'link' | 'verdict' | 'credential'>()
      .notNull(),
    evidence: text('evidence').notNull().default(''),
    note: text('note').notNull().default(''),
    claimedAt: moment('claimed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.skillId] }),
    index('skill_claim_skill').on(table.skillId),
  ],
)
