import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ArtefactKind } from '../../app/domain/reputation/artefact'
import type { PortfolioVisibility } from '../../app/domain/reputation/portfolio'
import type { Repository, RepositoryOrigin } from '../../app/domain/reputation/repository'
import type {
  ReviewReportReason,
  ReviewReportState,
} from '../../app/domain/reputation/review-report'
import { id, json, moment } from './columns'
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
    /** A sentence for each mark. */
    clarityWords: text('clarity_words').notNull().default(''),
    reliabilityWords: text('reliability_words').notNull().default(''),
    communicationWords: text('communication_words').notNull().default(''),
    words: text('words').notNull(),
    writtenAt: moment('written_at').notNull(),
    revealedAt: moment('revealed_at'),
    /** The operator has taken it from the pages; the reason stands in its place. */
    hiddenAt: moment('hidden_at'),
    hiddenWhy: text('hidden_why').notNull().default(''),
  },
  (table) => [uniqueIndex('review_side').on(table.contractId, table.side)],
)

/**
 * What a side tells the operator alone. It lies beside its review, so that whoever reads a review
 * does not carry it along.
 */
export const reviewNote = pgTable('review_note', {
  reviewId: text('review_id')
    .primaryKey()
    .references(() => review.id),
  words: text('words').notNull(),
  writtenAt: moment('written_at').notNull(),
})

/** The side that a review is about shows it to the operator. */
export const reviewReport = pgTable(
  'review_report',
  {
    id: id(),
    reviewId: text('review_id')
      .notNull()
      .references(() => review.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    reason: text('reason').$type<ReviewReportReason>().notNull(),
    words: text('words').notNull(),
    state: text('state').$type<ReviewReportState>().notNull(),
    at: moment('at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
    decision: text('decision').notNull().default(''),
  },
  (table) => [
    uniqueIndex('review_report_person').on(table.reviewId, table.personId),
    index('review_report_state').on(table.state),
  ],
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
    /** What the person says of it; the rest is proof, and the database keeps it as it was written. */
    words: text('words').notNull().default(''),
    hidden: boolean('hidden').notNull().default(false),
    /** Where the person put it; null for what came since, which stands first. */
    position: integer('position'),
  },
  (table) => [
    uniqueIndex('portfolio_entry_part').on(table.personId, table.milestoneId),
    index('portfolio_entry_team').on(table.teamId),
  ],
)

/** How a person shows their work. Without a row it is public, in the words of the profile. */
export const portfolio = pgTable(
  'portfolio',
  {
    personId: text('person_id')
      .primaryKey()
      .references(() => person.id),
    visibility: text('visibility').$type<PortfolioVisibility>().notNull(),
    /** Opens a portfolio that is shown by its link only. */
    linkCode: text('link_code'),
    headline: text('headline').notNull().default(''),
    about: text('about').notNull().default(''),
  },
  (table) => [uniqueIndex('portfolio_link_code').on(table.linkCode)],
)

/** Something that a person made and shows: a link, a file, a picture or a repository. */
export const portfolioArtefact = pgTable(
  'portfolio_artefact',
  {
    id: id(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind').$type<ArtefactKind>().notNull(),
    /** The outcome that it belongs to, if it belongs to one. */
    entryId: text('entry_id').references(() => portfolioEntry.id),
    title: text('title').notNull(),
    /** What the person did of it. */
    part: text('part').notNull(),
    url: text('url'),
    fileName: text('file_name'),
    mediaType: text('media_type'),
    sizeBytes: integer('size_bytes'),
    sha256: text('sha256'),
    storageKey: text('storage_key'),
    /** What GitHub said of a repository, where it was read and when. */
    repository: json<Repository>('repository'),
    repositoryOrigin: text('repository_origin').$type<RepositoryOrigin>(),
    readAt: moment('read_at'),
    position: integer('position'),
    addedAt: moment('added_at').notNull(),
  },
  (table) => [index('portfolio_artefact_person').on(table.personId)],
)

/** Repositories that were read and wait for the person to choose among them. One list a person. */
export const repositoryList = pgTable('repository_list', {
  personId: text('person_id')
    .primaryKey()
    .references(() => person.id),
  origin: text('origin').$type<RepositoryOrigin>().notNull(),
  repositories: json<Repository[]>('repositories').notNull(),
  readAt: moment('read_at').notNull(),
})
