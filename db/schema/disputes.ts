import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Side } from '../../app/domain/contracts/contract'
import type { DisputeEnd, DisputeState } from '../../app/domain/contracts/disputes/dispute'
import { id, minor, moment } from './columns'
import { contract, milestone } from './contracts'
import { person } from './identity'

/** The two sides of a milestone do not agree on its money: a ladder with a time for each step. */
export const dispute = pgTable(
  'dispute',
  {
    id: id(),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    side: text('side').$type<Side>().notNull(),
    openedBy: text('opened_by')
      .notNull()
      .references(() => person.id),
    openedAt: moment('opened_at').notNull(),
    words: text('words').notNull(),
    /** What whoever opened it wants to be released; they get it when the other side is silent. */
    asksMinor: minor('asks_minor').notNull(),
    /** What was held then. */
    ofMinor: minor('of_minor').notNull(),
    /** What the milestone had left of its own deadline: it goes on with it where this is withdrawn. */
    leftMs: bigint('left_ms', { mode: 'number' }).notNull(),
    /** Where the milestone stood, and stands again then. */
    cameFrom: text('came_from').$type<'funded' | 'in_review'>().notNull(),
    state: text('state').$type<DisputeState>().notNull(),
    enteredAt: moment('entered_at').notNull(),
    deadlineAt: moment('deadline_at'),
    answer: text('answer').notNull().default(''),
    answeredBy: text('answered_by').references(() => person.id),
    answeredAt: moment('answered_at'),
    /** What the other side would release. */
    answersMinor: minor('answers_minor'),
    /** The reasons of whoever mediated. */
    decision: text('decision').notNull().default(''),
    decidedBy: text('decided_by').references(() => person.id),
    endedAt: moment('ended_at'),
    endedHow: text('ended_how').$type<DisputeEnd>(),
    /** What was released of it in the end; null where it was withdrawn. */
    releasedMinor: minor('released_minor'),
  },
  (table) => [
    index('dispute_contract').on(table.contractId),
    index('dispute_deadline').on(table.state, table.deadlineAt),
    uniqueIndex('dispute_live').on(table.milestoneId).where(sql`state <> 'ended'`),
  ],
)

/** One side offers to end a milestone by a split; the other one answers. */
export const settlementOffer = pgTable(
  'settlement_offer',
  {
    id: id(),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    side: text('side').$type<Side>().notNull(),
    madeBy: text('made_by')
      .notNull()
      .references(() => person.id),
    madeAt: moment('made_at').notNull(),
    /** What is released to the members, before the fee; the rest of what is held goes back. */
    releaseMinor: minor('release_minor').notNull(),
    /** What was held then. */
    ofMinor: minor('of_minor').notNull(),
    words: text('words').notNull(),
    answeredBy: text('answered_by').references(() => person.id),
    answeredAt: moment('answered_at'),
    /** `replaced`: by a later offer of the same side, or because the milestone has ended otherwise. */
    answer: text('answer').$type<'accepted' | 'declined' | 'withdrawn' | 'replaced'>(),
  },
  (table) => [
    index('settlement_offer_milestone').on(table.milestoneId),
    uniqueIndex('settlement_offer_open')
      .on(table.milestoneId, table.side)
      .where(sql`answer is null`),
  ],
)
