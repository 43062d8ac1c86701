import { bigint, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Role } from '../../app/domain/skills/roles'
import type { Currency } from '../../app/kernel/money'
import { id, minor, moment } from './columns'
import { person } from './identity'

export const team = pgTable(
  'team',
  {
    id: id(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    headline: text('headline').notNull().default(''),
    about: text('about').notNull().default(''),
    country: text('country').notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('team_slug').on(table.slug)],
)

export const teamMember = pgTable(
  'team_member',
  {
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').$type<Role>().notNull(),
    /** The lead may edit the team, propose and sign for it. */
    lead: integer('lead').notNull().default(0),
    shareBps: integer('share_bps').notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.personId] }),
    index('team_member_person').on(table.personId),
  ],
)

export const teamInvitation = pgTable(
  'team_invitation',
  {
    id: id(),
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    /** Empty where somebody was invited by their page: the team is not shown their address. */
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role').$type<Role>().notNull(),
    tokenHash: text('token_hash').notNull(),
    message: text('message').notNull().default(''),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
    /** 72 hours of business time. */
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    declinedAt: moment('declined_at'),
  },
  (table) => [
    uniqueIndex('team_invitation_token').on(table.tokenHash),
    index('team_invitation_team').on(table.teamId),
    index('team_invitation_email').on(table.emailKey),
  ],
)

/** What somebody lets the matcher know beside their skills. Nobody is proposed without it. */
export const matchingProfile = pgTable('matching_profile', {
  personId: text('person_id')
    .primaryKey()
    .references(() => person.id),
  /** Null: they are not proposed, and no pool knows them. */
  optedInAt: moment('opted_in_at'),
  /** For an hour. */
  rateMinor: minor('rate_minor').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  hoursPerWeek: integer('hours_per_week').notNull(),
  /** The hour of their own zone at which their working day begins, and its length. */
  dayFromHour: integer('day_from_hour').notNull(),
  dayHours: integer('day_hours').notNull(),
  sectors: text('sectors').array().notNull(),
})

/**
 * Who changed in what a pool knows of them, and in which transaction. The database writes it for
 * people with a matching profile, and drops what a later change makes needless.
 */
export const matchingTouch = pgTable(
  'matching_touch',
  {
    personId: text('person_id').notNull(),
    touchedBy: bigint('touched_by', { mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.touchedBy] }),
    index('matching_touch_by').on(table.touchedBy),
  ],
)

/** Released milestones that two people delivered together; the lower id first. */
export const pastCollaboration = pgTable(
  'past_collaboration',
  {
    personA: text('person_a')
      .notNull()
      .references(() => person.id),
    personB: text('person_b')
      .notNull()
      .references(() => person.id),
    delivered: integer('delivered').notNull(),
    /** Those of them with a met verdict. */
    verified: integer('verified').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personA, table.personB] }),
    index('past_collaboration_b').on(table.personB),
  ],
)
