import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { AttemptStatus } from '../../app/domain/learning/attempts/attempt'
import type { RenderedItem } from '../../app/domain/learning/content/rendered-item'
import type {
  ItemContent,
  ItemKind,
  Prerequisite,
  TrackContent,
} from '../../app/domain/learning/content/track-content'
import type {
  EnrolmentFunding,
  EnrolmentStatus,
} from '../../app/domain/learning/enrolments/enrolment'
import type { ImportFormat, ImportPlan } from '../../app/domain/learning/imports/import-plan'
import type { TrackVersionStatus } from '../../app/domain/learning/versions/track-version'
import type { Role } from '../../app/domain/skills/roles'
import type { Locale } from '../../app/platform/languages/locales'
import { id, json, minor, moment } from './columns'
import { organisation, person } from './identity'
import { evaluation, sealedDataset } from './outcomes'

/** What a training partner publishes; its words are in its versions. */
export const track = pgTable(
  'track',
  {
    id: id(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => organisation.id),
    slug: text('slug').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [uniqueIndex('track_slug').on(table.slug), index('track_partner').on(table.partnerId)],
)

/** Numbered from 1. Once published it is never changed. */
export const trackVersion = pgTable(
  'track_version',
  {
    id: id(),
    trackId: text('track_id')
      .notNull()
      .references(() => track.id),
    number: integer('number').notNull(),
    status: text('status').$type<TrackVersionStatus>().notNull(),
    language: text('language').$type<Locale>().notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    /** Markdown, and the HTML made of it at publishing. */
    description: text('description').notNull(),
    descriptionHtml: text('description_html').notNull().default(''),
    licence: text('licence').notNull(),
    hours: integer('hours').notNull(),
    skills: text('skills').array().notNull(),
    roles: text('roles').array().$type<Role[]>().notNull(),
    /** O*NET-SOC codes. */
    leadsFrom: text('leads_from').array().notNull(),
    prerequisites: json<Prerequisite[]>('prerequisites').notNull(),
    /** A track's slug. */
    translationOf: text('translation_of'),
    currency: text('currency'),
    priceMinor: minor('price_minor'),
    /** Counts the saves of head and order, so that a second editor notices the first. */
    revision: integer('revision').notNull().default(1),
    /** Who saved the head last; null as long as it is as it was begun. */
    headSavedBy: text('head_saved_by'),
    headSavedAt: moment('head_saved_at'),
    /** What the operator wrote when sending it back. */
    reviewNote: text('review_note').notNull().default(''),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    submittedBy: text('submitted_by'),
    submittedAt: moment('submitted_at'),
    decidedBy: text('decided_by'),
    publishedAt: moment('published_at'),
  },
  (table) => [
    uniqueIndex('track_version_number').on(table.trackId, table.number),
    uniqueIndex('track_version_open')
      .on(table.trackId)
      .where(sql`status in ('draft', 'in_review')`),
    uniqueIndex('track_version_published').on(table.trackId).where(sql`status = 'published'`),
    index('track_version_status').on(table.status),
  ],
)

export const course = pgTable(
  'course',
  {
    versionId: text('version_id')
      .notNull()
      .references(() => trackVersion.id),
    key: text('key').notNull(),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.key] })],
)

/** A lesson, quiz, exercise or capstone of one version. */
export const item = pgTable(
  'item',
  {
    versionId: text('version_id').notNull(),
    key: text('key').notNull(),
    courseKey: text('course_key').notNull(),
    /** Place within the course, from 0. */
    position: integer('position').notNull(),
    kind: text('kind').$type<ItemKind>().notNull(),
    title: text('title').notNull(),
    minutes: integer('minutes').notNull(),
    content: json<ItemContent>('content').notNull(),
    /** null until the version is published. */
    rendered: json<RenderedItem>('rendered'),
    /** SHA-256 of title and content: progress is kept across versions where it is the same. */
    contentHash: text('content_hash').notNull(),
    /** Counts the saves, so that a second editor notices the first. */
    revision: integer('revision').notNull().default(1),
    savedBy: text('saved_by').notNull(),
    savedAt: moment('saved_at').notNull(),
    /** The last save was not asked for: a next one of its kind replaces it without a trace. */
    savedByItself: boolean('saved_by_itself').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.key] }),
    foreignKey({
      columns: [table.versionId, table.courseKey],
      foreignColumns: [course.versionId, course.key],
    }),
  ],
)

/** What each save replaced, so that nothing that somebody wrote is lost. Append-only. */
export const itemRevision = pgTable(
  'item_revision',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    versionId: text('version_id')
      .notNull()
      .references(() => trackVersion.id),
    itemKey: text('item_key').notNull(),
    revision: integer('revision').notNull(),
    title: text('title').notNull(),
    minutes: integer('minutes').notNull().default(0),
    content: json<ItemContent>('content').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: moment('saved_at').notNull(),
  },
  (table) => [unique('item_revision_number').on(table.versionId, table.itemKey, table.revision)],
)

/**
 * What somebody had typed when the item was saved by another, removed or handed in. It never stood in
 * the draft; the item's history shows it. While the same editor goes on, the same row is written.
 */
export const itemLateText = pgTable(
  'item_late_text',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    trackId: text('track_id')
      .notNull()
      .references(() => track.id),
    itemKey: text('item_key').notNull(),
    title: text('title').notNull(),
    minutes: integer('minutes').notNull(),
    content: json<ItemContent>('content').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: moment('saved_at').notNull(),
  },
  (table) => [index('item_late_text_item').on(table.trackId, table.itemKey)],
)

/** What each save of a head replaced, and who had saved that. Append-only. */
export const headRevision = pgTable(
  'head_revision',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    versionId: text('version_id')
      .notNull()
      .references(() => trackVersion.id),
    head: json<Omit<TrackContent, 'courses'>>('head').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: moment('saved_at').notNull(),
  },
  (table) => [index('head_revision_version').on(table.versionId)],
)

/** A picture (`assets/…`), or the labelled rows of an exercise (`data/…`, encrypted). */
export const versionFile = pgTable(
  'version_file',
  {
    versionId: text('version_id')
      .notNull()
      .references(() => trackVersion.id),
    path: text('path').notNull(),
    /** Where the bytes lie: files of the same bytes share them. */
    fileKey: text('file_key').notNull(),
    sha256: text('sha256').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: integer('bytes').notNull(),
    secret: boolean('secret').notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.path] })],
)

/** The sealed rows that an exercise of a published version is measured on. */
export const exerciseDataset = pgTable(
  'exercise_dataset',
  {
    versionId: text('version_id').notNull(),
    itemKey: text('item_key').notNull(),
    datasetId: text('dataset_id')
      .notNull()
      .references(() => sealedDataset.id),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.itemKey] }),
    foreignKey({
      columns: [table.versionId, table.itemKey],
      foreignColumns: [item.versionId, item.key],
    }),
  ],
)

/** People who go through a track together. */
export const cohort = pgTable(
  'cohort',
  {
    id: id(),
    trackId: text('track_id')
      .notNull()
      .references(() => track.id),
    name: text('name').notNull(),
    startsAt: moment('starts_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    /** null: as many as come. */
    seats: integer('seats'),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    closedAt: moment('closed_at'),
  },
  (table) => [index('cohort_track').on(table.trackId)],
)

/** A meeting, or the day by which an item is asked for. */
export const cohortDate = pgTable(
  'cohort_date',
  {
    id: id(),
    cohortId: text('cohort_id')
      .notNull()
      .references(() => cohort.id),
    title: text('title').notNull(),
    startsAt: moment('starts_at').notNull(),
    /** 0 for a deadline. */
    minutes: integer('minutes').notNull(),
    itemKey: text('item_key'),
    place: text('place').notNull().default(''),
  },
  (table) => [index('cohort_date_cohort').on(table.cohortId, table.startsAt)],
)

/** Seats in a track that a funder pays for. */
export const sponsorship = pgTable(
  'sponsorship',
  {
    id: id(),
    trackId: text('track_id')
      .notNull()
      .references(() => track.id),
    funderId: text('funder_id')
      .notNull()
      .references(() => organisation.id),
    /** null: any cohort, or none. */
    cohortId: text('cohort_id').references(() => cohort.id),
    seats: integer('seats').notNull(),
    currency: text('currency').notNull(),
    seatMinor: minor('seat_minor').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    /** Seats are given out from here on: the money has come. */
    fundedAt: moment('funded_at'),
    closedAt: moment('closed_at'),
  },
  (table) => [index('sponsorship_track').on(table.trackId)],
)

export const enrolment = pgTable(
  'enrolment',
  {
    id: id(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    trackId: text('track_id')
      .notNull()
      .references(() => track.id),
    /** The version they began with, until they choose to move. */
    versionId: text('version_id')
      .notNull()
      .references(() => trackVersion.id),
    cohortId: text('cohort_id').references(() => cohort.id),
    status: text('status').$type<EnrolmentStatus>().notNull(),
    funding: text('funding').$type<EnrolmentFunding>().notNull(),
    sponsorshipId: text('sponsorship_id').references(() => sponsorship.id),
    /** What was to be paid when they enrolled; null where it was free. */
    currency: text('currency'),
    amountMinor: minor('amount_minor'),
    enrolledAt: moment('enrolled_at').notNull(),
    /** When they could begin: at once where it was free, otherwise when the money had come. */
    startedAt: moment('started_at'),
    /** Until then the price goes back to somebody who leaves early; null where it was free. */
    refundUntil: moment('refund_until'),
    /** The price went back to whoever paid it. */
    refundedAt: moment('refunded_at'),
    /** The price went to the partner. */
    releasedAt: moment('released_at'),
    completedAt: moment('completed_at'),
    leftAt: moment('left_at'),
    lastActiveAt: moment('last_active_at').notNull(),
    remindedAt: moment('reminded_at'),
  },
  (table) => [
    uniqueIndex('enrolment_open')
      .on(table.personId, table.trackId)
      .where(sql`status in ('awaiting_payment', 'active')`),
    index('enrolment_track').on(table.trackId),
    index('enrolment_cohort').on(table.cohortId),
  ],
)

/** Which dates of cohorts learners have been reminded of; a date that moves is a new one. */
export const cohortReminder = pgTable(
  'cohort_reminder',
  {
    cohortDateId: text('cohort_date_id')
      .notNull()
      .references(() => cohortDate.id),
    daysBefore: integer('days_before').notNull(),
    startsAt: moment('starts_at').notNull(),
    sentAt: moment('sent_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.cohortDateId, table.daysBefore, table.startsAt] })],
)

/** Who does not want to be reminded. Without a row, somebody is. */
export const learningChoice = pgTable('learning_choice', {
  personId: text('person_id')
    .primaryKey()
    .references(() => person.id),
  reminders: boolean('reminders').notNull(),
})

/** What somebody has done of a track: a lesson read, a quiz, exercise or capstone passed. */
export const itemProgress = pgTable(
  'item_progress',
  {
    enrolmentId: text('enrolment_id')
      .notNull()
      .references(() => enrolment.id),
    itemKey: text('item_key').notNull(),
    contentHash: text('content_hash').notNull(),
    doneAt: moment('done_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.itemKey] })],
)

export const attempt = pgTable(
  'attempt',
  {
    id: id(),
    enrolmentId: text('enrolment_id')
      .notNull()
      .references(() => enrolment.id),
    versionId: text('version_id').notNull(),
    itemKey: text('item_key').notNull(),
    /** From 1, over all versions. */
    number: integer('number').notNull(),
    status: text('status').$type<AttemptStatus>().notNull(),
    startedAt: moment('started_at').notNull(),
    /** When an open one is handed in by itself; null without a limit. */
    dueAt: moment('due_at'),
    submittedAt: moment('submitted_at'),
    gradedAt: moment('graded_at'),
    finalAt: moment('final_at'),
    /** Quiz: the order in which questions and choices are shown. */
    shown: json<Record<string, string[]>>('shown').notNull().default({}),
    /** Quiz: what was answered, by question. */
    answers: json<Record<string, string[]>>('answers').notNull().default({}),
    /** Capstone: what was handed in. */
    words: text('words').notNull().default(''),
    links: json<string[]>('links').notNull().default([]),
    /** Exercise: the run that measures it. */
    evaluationId: text('evaluation_id').references(() => evaluation.id),
    points: integer('points'),
    maxPoints: integer('max_points'),
    passed: boolean('passed'),
    /** Exercise: from when on the learner shows the verdict to everybody. */
    verdictPublicAt: moment('verdict_public_at'),
    /** Capstone: since when reviewers without a tie to the learner are missing. */
    reviewersMissingAt: moment('reviewers_missing_at'),
  },
  (table) => [
    unique('attempt_number').on(table.enrolmentId, table.itemKey, table.number),
    uniqueIndex('attempt_unfinished')
      .on(table.enrolmentId, table.itemKey)
      .where(sql`status in ('open', 'submitted', 'in_review')`),
    uniqueIndex('attempt_evaluation').on(table.evaluationId),
    index('attempt_item').on(table.versionId, table.itemKey),
    foreignKey({
      columns: [table.versionId, table.itemKey],
      foreignColumns: [item.versionId, item.key],
    }),
  ],
)

export const attemptFile = pgTable(
  'attempt_file',
  {
    id: id(),
    attemptId: text('attempt_id')
      .notNull()
      .references(() => attempt.id),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    fileKey: text('file_key').notNull(),
    addedAt: moment('added_at').notNull(),
  },
  (table) => [index('attempt_file_attempt').on(table.attemptId)],
)

/** One reviewer's blind marks. Seats 1 and 2 always; 3 where the two differ much, or by lot. */
export const attemptReview = pgTable(
  'attempt_review',
  {
    id: id(),
    attemptId: text('attempt_id')
      .notNull()
      .references(() => attempt.id),
    seat: integer('seat').notNull(),
    reviewerId: text('reviewer_id')
      .notNull()
      .references(() => person.id),
    assignedAt: moment('assigned_at').notNull(),
    dueAt: moment('due_at').notNull(),
    /** Points by line of the rubric. */
    marks: json<Record<string, number>>('marks'),
    words: text('words').notNull().default(''),
    submittedAt: moment('submitted_at'),
    /** How many reminders have gone out. */
    reminded: integer('reminded').notNull().default(0),
    /** The reviewer stepped back, or was late: another one takes the seat. */
    endedAt: moment('ended_at'),
    endedBecause: text('ended_because').$type<'conflict' | 'late'>(),
  },
  (table) => [
    uniqueIndex('attempt_review_seat').on(table.attemptId, table.seat).where(sql`ended_at is null`),
    unique('attempt_review_reviewer').on(table.attemptId, table.reviewerId),
    index('attempt_review_waits').on(table.reviewerId, table.submittedAt),
  ],
)

export const appeal = pgTable('appeal', {
  attemptId: text('attempt_id')
    .primaryKey()
    .references(() => attempt.id),
  reason: text('reason').notNull(),
  filedAt: moment('filed_at').notNull(),
  /** When it had lain so long that the operator was told. */
  operatorToldAt: moment('operator_told_at'),
  decidedBy: text('decided_by'),
  decidedAt: moment('decided_at'),
  outcome: text('outcome').$type<'stands' | 'passed' | 'again'>(),
  words: text('words').notNull().default(''),
})

/** An archive that was looked at; nothing is made of it before somebody says so. */
export const trackImport = pgTable(
  'track_import',
  {
    id: id(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => organisation.id),
    format: text('format').$type<ImportFormat>().notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    fileKey: text('file_key').notNull(),
    plan: json<ImportPlan>('plan').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    /** The version that was made of it. */
    versionId: text('version_id').references(() => trackVersion.id),
    confirmedAt: moment('confirmed_at'),
    discardedAt: moment('discarded_at'),
  },
  (table) => [index('track_import_partner').on(table.partnerId, table.createdAt)],
)

/** What the package of a lesson says of a learner's work; the last of it, to go on from. */
export const packageReport = pgTable(
  'package_report',
  {
    enrolmentId: text('enrolment_id')
      .notNull()
      .references(() => enrolment.id),
    itemKey: text('item_key').notNull(),
    elements: json<Record<string, string>>('elements').notNull(),
    reportedAt: moment('reported_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.itemKey] })],
)
