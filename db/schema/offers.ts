import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Sector } from '../../app/domain/market/briefs/brief'
import type { OfferContent, OfferStatus } from '../../app/domain/market/offers/offer'
import type { Role } from '../../app/domain/skills/roles'
import type { WorkloadClass } from '../../app/domain/stewardship/workload-class'
import { id, json, minor, moment } from './columns'
import { person } from './identity'
import { team } from './teams'

/** What a team sells again and again. What it says stands in its versions. */
export const offer = pgTable(
  'offer',
  {
    id: id(),
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    status: text('status').$type<OfferStatus>().notNull(),
    /** The number of the version that is sold; null before the first is published. */
    current: integer('current'),
    createdAt: moment('created_at').notNull(),
    /** When the version that is sold was published. */
    publishedAt: moment('published_at'),
    closedAt: moment('closed_at'),
  },
  (table) => [
    index('offer_team').on(table.teamId),
    index('offer_status').on(table.status, table.publishedAt),
  ],
)

/** One version: a draft until it is published, then it stays as it is. */
export const offerVersion = pgTable(
  'offer_version',
  {
    id: id(),
    offerId: text('offer_id')
      .notNull()
      .references(() => offer.id),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    sectors: text('sectors').array().$type<Sector[]>().notNull(),
    /** The classes of workload that the team carries. */
    classes: text('classes').array().$type<WorkloadClass[]>().notNull(),
    currency: text('currency').notNull(),
    /** The lowest price of a tier; 0 before there is one. */
    leastMinor: minor('least_minor').notNull(),
    content: json<OfferContent>('content').notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
    /** When the members were asked for their word; null while it is written. */
    askedAt: moment('asked_at'),
    publishedAt: moment('published_at'),
  },
  (table) => [
    uniqueIndex('offer_version_number').on(table.offerId, table.number),
    uniqueIndex('offer_version_draft').on(table.offerId).where(sql`published_at is null`),
    index('offer_version_price').on(table.currency, table.leastMinor),
  ],
)

/** A member's seat in a version: the role and the share that the member agreed to. */
export const offerSeat = pgTable(
  'offer_seat',
  {
    versionId: text('version_id')
      .notNull()
      .references(() => offerVersion.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').$type<Role>().notNull(),
    shareBps: integer('share_bps').notNull(),
    agreedAt: moment('agreed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.personId] }),
    index('offer_seat_person').on(table.personId),
  ],
)
