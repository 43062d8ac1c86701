import {
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { id, moment } from './columns'
import { evaluation } from './outcomes'

/** What one rater has to mark in one run, and how far that has come. Business time. */
export const ratingTask = pgTable(
  'rating_task',
  {
    evaluationId: text('evaluation_id')
      .notNull()
      .references(() => evaluation.id),
    criterionId: text('criterion_id').notNull(),
    /** Place of the rater in the criterion: 0 or 1. */
    rater: integer('rater').notNull(),
    personId: text('person_id').notNull(),
    askedAt: moment('asked_at').notNull(),
    dueAt: moment('due_at').notNull(),
    remindAt: moment('remind_at').notNull(),
    remindedAt: moment('reminded_at'),
    handedInAt: moment('handed_in_at'),
    declinedAt: moment('declined_at'),
    declineReason: text('decline_reason').notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.evaluationId, table.criterionId, table.rater] }),
    index('rating_task_person').on(table.personId),
    index('rating_task_remind').on(table.remindAt),
  ],
)

/** The points of one rater for one item of one answer; they may change until they are handed in. */
export const rating = pgTable(
  'rating',
  {
    evaluationId: text('evaluation_id')
      .notNull()
      .references(() => evaluation.id),
    criterionId: text('criterion_id').notNull(),
    drawOrder: integer('draw_order').notNull(),
    rater: integer('rater').notNull(),
    item: integer('item').notNull(),
    points: integer('points').notNull(),
    ratedAt: moment('rated_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.evaluationId, table.criterionId, table.drawOrder, table.rater, table.item],
    }),
  ],
)

/** Whose figures a run waits for, and until when. Business time. */
export const reportTask = pgTable(
  'report_task',
  {
    evaluationId: text('evaluation_id')
      .notNull()
      .references(() => evaluation.id),
    criterionId: text('criterion_id').notNull(),
    personId: text('person_id').notNull(),
    /** The window is over: from here on a period can be complete. */
    opensAt: moment('opens_at').notNull(),
    dueAt: moment('due_at').notNull(),
    remindedAt: moment('reminded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.evaluationId, table.criterionId] }),
    index('report_task_person').on(table.personId),
    index('report_task_opens').on(table.opensAt),
  ],
)

/** The figures after, as they were handed in. A correction is a second row. */
export const processReport = pgTable(
  'process_report',
  {
    id: id(),
    evaluationId: text('evaluation_id')
      .notNull()
      .references(() => evaluation.id),
    criterionId: text('criterion_id').notNull(),
    /** 1, and 2 for the correction. */
    round: integer('round').notNull(),
    /** ISO dates, both included. */
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    cases: integer('cases').notNull(),
    /** A share has hits; the average of a number has mean and deviation. */
    hits: integer('hits'),
    mean: doublePrecision('mean'),
    deviation: doublePrecision('deviation'),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    reportedBy: text('reported_by').notNull(),
    reportedAt: moment('reported_at').notNull(),
    objectUntil: moment('object_until').notNull(),
  },
  (table) => [
    unique('process_report_round').on(table.evaluationId, table.criterionId, table.round),
  ],
)

/** What a side holds against a report. One is enough: the measurer then answers for it. */
export const reportObjection = pgTable('report_objection', {
  id: id(),
  reportId: text('report_id')
    .notNull()
    .unique()
    .references(() => processReport.id),
  side: text('side').$type<'client' | 'team'>().notNull(),
  personId: text('person_id').notNull(),
  reason: text('reason').notNull(),
  objectedAt: moment('objected_at').notNull(),
  answerUntil: moment('answer_until').notNull(),
  /** When the measurer stood by the figures, and why. */
  stoodByAt: moment('stood_by_at'),
  answer: text('answer').notNull().default(''),
})
