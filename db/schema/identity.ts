import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { OrganisationKind, OrganisationRole } from '../../app/domain/identity/organisation'
import type { Locale } from '../../app/platform/languages/locales'
import { id, moment } from './columns'

export const person = pgTable(
  'person',
  {
    id: id(),
    email: text('email').notNull(),
    /** The address after NFKC and lower-casing: what is compared. */
    emailKey: text('email_key').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    emailConfirmedAt: moment('email_confirmed_at'),
    locale: text('locale').$type<Locale>().notNull(),
    timeZone: text('time_zone').notNull(),
    country: text('country').notNull(),
    headline: text('headline').notNull().default(''),
    about: text('about').notNull().default(''),
    languages: text('languages').array().notNull().default([]),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('person_email_key').on(table.emailKey)],
)

export const session = pgTable(
  'session',
  {
    /** SHA-256 of the id in the cookie. */
    idHash: text('id_hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    userAgent: text('user_agent').notNull().default(''),
  },
  (table) => [index('session_person').on(table.personId)],
)

export const oneTimeCode = pgTable(
  'one_time_code',
  {
    codeHash: text('code_hash').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    purpose: text('purpose').$type<'confirm_email' | 'reset_password'>().notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('one_time_code_person').on(table.personId)],
)

export const organisation = pgTable(
  'organisation',
  {
    id: id(),
    kind: text('kind').$type<OrganisationKind>().notNull(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    country: text('country').notNull(),
    website: text('website').notNull().default(''),
    about: text('about').notNull().default(''),
    verifiedAt: moment('verified_at'),
    /** When somebody of it asked the operator to look; null once it has been verified or changed. */
    checkAskedAt: moment('check_asked_at'),
    /** What the operator asked back; null once it is answered. */
    checkWords: text('check_words'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('organisation_slug').on(table.slug)],
)

export const organisationMember = pgTable(
  'organisation_member',
  {
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').$type<OrganisationRole>().notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.personId] }),
    index('organisation_member_person').on(table.personId),
  ],
)

export const organisationInvitation = pgTable(
  'organisation_invitation',
  {
    id: id(),
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role').$type<OrganisationRole>().notNull(),
    tokenHash: text('token_hash').notNull(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    withdrawnAt: moment('withdrawn_at'),
  },
  (table) => [
    uniqueIndex('organisation_invitation_token').on(table.tokenHash),
    index('organisation_invitation_organisation').on(table.organisationId),
  ],
)
