import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { ReportReason, ReportState } from '../../app/domain/messages/report'
import type { SubjectKind, ThreadSide } from '../../app/domain/messages/thread'
import { id, moment } from './columns'
import { contract } from './contracts'
import { organisation, person } from './identity'
import { team } from './teams'

/** What is said about one brief, proposal, contract or milestone. */
export const messageThread = pgTable(
  'message_thread',
  {
    id: id(),
    subjectKind: text('subject_kind').$type<SubjectKind>().notNull(),
    subjectId: text('subject_id').notNull(),
    /** The client. */
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    /** The contract, or that of the milestone. */
    contractId: text('contract_id').references(() => contract.id),
    messageCount: integer('message_count').notNull().default(0),
    lastAt: moment('last_at').notNull(),
  },
  (table) => [uniqueIndex('message_thread_subject').on(table.subjectKind, table.subjectId)],
)

/** One message, never edited: only that it was withdrawn is noted. Times grow with the position. */
export const message = pgTable(
  'message',
  {
    id: id(),
    threadId: text('thread_id')
      .notNull()
      .references(() => messageThread.id),
    /** Its number in the thread, from 1: a page is a range of them, whatever the planner has counted. */
    position: integer('position').notNull(),
    authorId: text('author_id')
      .notNull()
      .references(() => person.id),
    side: text('side').$type<ThreadSide>().notNull(),
    /** The team for which a question about a brief is asked. */
    teamId: text('team_id').references(() => team.id),
    /** The question about a brief that it answers. */
    answersId: text('answers_id').references((): AnyPgColumn => message.id),
    body: text('body').notNull(),
    /** Keeps the hash in the evidence from being guessed; empty for what was written before there was one. */
    salt: text('salt').notNull().default(''),
    /** It names a way to reach or pay somebody outside. */
    outside: boolean('outside').notNull(),
    at: moment('at').notNull(),
    withdrawnAt: moment('withdrawn_at'),
  },
  (table) => [
    uniqueIndex('message_in_thread').on(table.threadId, table.position),
    index('message_author').on(table.threadId, table.authorId, table.at),
    index('message_answers').on(table.answersId),
  ],
)

export const messageFile = pgTable(
  'message_file',
  {
    id: id(),
    messageId: text('message_id')
      .notNull()
      .references(() => message.id),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
  },
  (table) => [index('message_file_message').on(table.messageId)],
)

export const messageMention = pgTable(
  'message_mention',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.personId] })],
)

/** How far somebody has read a thread, and what has come since. */
export const threadReading = pgTable(
  'thread_reading',
  {
    threadId: text('thread_id')
      .notNull()
      .references(() => messageThread.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    /** The last message read; null before the first. */
    readAt: moment('read_at'),
    /** The latest unread message; null where there is none. */
    unreadAt: moment('unread_at'),
    /** The oldest unread message that no mail has told of. */
    mailAt: moment('mail_at'),
  },
  (table) => [
    primaryKey({ columns: [table.threadId, table.personId] }),
    index('thread_reading_person').on(table.personId),
    index('thread_reading_unread').on(table.personId).where(sql`unread_at is not null`),
    index('thread_reading_mail').on(table.mailAt).where(sql`mail_at is not null`),
  ],
)

/** Somebody does not want to hear from somebody. */
export const personBlock = pgTable(
  'person_block',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    blockedId: text('blocked_id')
      .notNull()
      .references(() => person.id),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.blockedId] }),
    index('person_block_blocked').on(table.blockedId),
  ],
)

/** A message shown to the operator by somebody who reads it. */
export const messageReport = pgTable(
  'message_report',
  {
    id: id(),
    messageId: text('message_id')
      .notNull()
      .references(() => message.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    reason: text('reason').$type<ReportReason>().notNull(),
    words: text('words').notNull(),
    state: text('state').$type<ReportState>().notNull(),
    at: moment('at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: moment('decided_at'),
    decision: text('decision').notNull().default(''),
  },
  (table) => [
    uniqueIndex('message_report_once').on(table.messageId, table.personId),
    index('message_report_state').on(table.state, table.at),
  ],
)

/** Who wants no mail about unread messages, and when the last one went out. */
export const messageChoice = pgTable('message_choice', {
  personId: text('person_id')
    .primaryKey()
    .references(() => person.id),
  digest: boolean('digest').notNull().default(true),
  mailedAt: moment('mailed_at'),
})
