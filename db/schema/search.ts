import { sql } from 'drizzle-orm'
import { boolean, customType, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { SubjectKind } from '../../app/domain/market/search/document'
import { id, minor, moment } from './columns'
import { person } from './identity'

const vector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/**
 * What search knows of one public offer, brief, team, person or track. A job writes it from the
 * subject, which stays the truth: the table can be emptied and made again.
 */
export const searchDocument = pgTable(
  'search_document',
  {
    subjectId: text('subject_id').primaryKey(),
    kind: text('kind').$type<SubjectKind>().notNull(),
    url: text('url').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    /** Of the words: the language whose stems they were cut to. */
    language: text('language').notNull(),
    /** "sector=health": what it can be narrowed by; also lexemes of the vector. */
    facets: text('facets').array().notNull(),
    currency: text('currency'),
    amountMinor: minor('amount_minor'),
    /** An offer's price is that of its smallest tier: true where it has others. */
    amountIsLeast: boolean('amount_is_least').notNull().default(false),
    /** Milestones with a met verdict, written down from the portfolio. */
    verified: integer('verified').notNull(),
    publishedAt: moment('published_at').notNull(),
    /** When search first had it; business time. */
    listedAt: moment('listed_at').notNull(),
    changedAt: moment('changed_at').notNull(),
    /** The folded words of title and summary, each once: what the vocabulary counts. */
    words: text('words').array().notNull(),
    vector: vector('vector').notNull(),
  },
  (table) => [
    index('search_document_vector').using('gin', table.vector),
    index('search_document_newest').on(table.publishedAt, table.subjectId),
    index('search_document_proven').on(table.verified, table.publishedAt, table.subjectId),
    index('search_document_cheapest').on(
      table.currency,
      sql`(-${table.amountMinor})`,
      table.publishedAt,
      table.subjectId,
    ),
    index('search_document_listed').on(table.listedAt),
  ],
)

/** Every word of the documents' titles and summaries, with its spellings that lack a letter. */
export const searchWord = pgTable(
  'search_word',
  {
    word: text('word').primaryKey(),
    /** As somebody wrote it, for showing. */
    shown: text('shown').notNull(),
    documents: integer('documents').notNull(),
    deletions: text('deletions').array().notNull(),
  },
  (table) => [index('search_word_deletions').using('gin', table.deletions)],
)

/** A search that somebody keeps. The address holds what was asked, without a page. */
export const savedSearch = pgTable(
  'saved_search',
  {
    id: id(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    name: text('name').notNull(),
    /** "q=clinic&kind=brief", in the canonical order. */
    query: text('query').notNull(),
    alerts: boolean('alerts').notNull(),
    createdAt: moment('created_at').notNull(),
    /** Documents listed up to here have been told; business time. */
    lookedAt: moment('looked_at').notNull(),
  },
  (table) => [
    index('saved_search_person').on(table.personId, table.createdAt),
    index('saved_search_due').on(table.lookedAt),
  ],
)
