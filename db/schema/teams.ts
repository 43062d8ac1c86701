import { bigint, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Role } from '../../app/domain/skills/roles'
import type { ConsideredTerms } from '../../app/domain/teams/matching/consideration'
import type { StoredRequest } from '../../app/domain/teams/matching/stored-request'
import type { Currency } from '../../app/kernel/money'
import { id, json, minor, moment } from './columns'
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
    /** What the lead has in mind; the member still starts with a share of 0. */
    shareBps: integer('share_bps'),
    /** Whole hours of work in all. */
    hours: integer('hours'),
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

/** What a lead asked the matcher for. Teams are formed anew each time that its page is opened. */
export const teamSearch = pgTable(
  'team_search',
  {
    id: id(),
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    /** The brief it is for, whose table lies higher. */
    briefId: text('brief_id'),
    currency: text('currency').$type<Currency>().notNull(),
    request: json<StoredRequest>('request').notNull(),
    askedBy: text('asked_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    index('team_search_team').on(table.teamId),
    index('team_search_made').on(table.createdAt),
  ],
)

/** Somebody stood in a team that a lead was shown: once for each search, with the terms of that moment. */
export const matchingConsideration = pgTable(
  'matching_consideration',
  {
    searchId: text('search_id')
      .notNull()
      .references(() => teamSearch.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    shownAt: moment('shown_at').notNull(),
    terms: json<ConsideredTerms>('terms').notNull(),
    /** The invitation that came of it. */
    invitationId: text('invitation_id').references(() => teamInvitation.id),
  },
  (table) => [
    primaryKey({ columns: [table.searchId, table.personId] }),
    index('matching_consideration_person').on(table.personId, table.shownAt),
    index('matching_consideration_invitation').on(table.invitationId),
  ],
)
