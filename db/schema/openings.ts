import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ExchangeStage } from '../../app/domain/market/exchange/exchange'
import type { Role } from '../../app/domain/skills/roles'
import { id, moment } from './columns'
import { person } from './identity'
import { brief } from './market'
import { team, teamInvitation } from './teams'

/** A seat that a team keeps free for somebody from another country, who asks for it. */
export const exchangeOpening = pgTable(
  'exchange_opening',
  {
    id: id(),
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    hostId: text('host_id')
      .notNull()
      .references(() => person.id),
    /** The published brief whose proposal the seat is kept in; null for other work. */
    briefId: text('brief_id').references(() => brief.id),
    role: text('role').$type<Role>().notNull(),
    shareBps: integer('share_bps').notNull(),
    /** Whole hours of work in all. */
    hours: integer('hours').notNull(),
    fromStage: text('from_stage').$type<ExchangeStage>().notNull(),
    toStage: text('to_stage').$type<ExchangeStage>().notNull(),
    words: text('words').notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
    /** Nobody asks for it after that. */
    closesAt: moment('closes_at').notNull(),
    withdrawnAt: moment('withdrawn_at'),
  },
  (table) => [
    index('exchange_opening_closes').on(table.closesAt, table.id),
    index('exchange_opening_team').on(table.teamId),
    index('exchange_opening_brief').on(table.briefId),
  ],
)

/** Somebody asks for such a seat: once, and again after they took it back. */
export const exchangeAsking = pgTable(
  'exchange_asking',
  {
    id: id(),
    openingId: text('opening_id')
      .notNull()
      .references(() => exchangeOpening.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    words: text('words').notNull(),
    askedAt: moment('asked_at').notNull(),
    takenBackAt: moment('taken_back_at'),
    declinedAt: moment('declined_at'),
    /** The invitation into the team that the lead answered with. */
    invitationId: text('invitation_id').references(() => teamInvitation.id),
  },
  (table) => [
    uniqueIndex('exchange_asking_once').on(table.openingId, table.personId),
    index('exchange_asking_person').on(table.personId),
    index('exchange_asking_invitation').on(table.invitationId),
  ],
)
