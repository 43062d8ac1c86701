import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { EvidenceKind } from '../../app/domain/skills/claim'
import type { ExposureAnswer } from '../../app/domain/skills/exposure/answer'
import { id, json, moment } from './columns'
import { person } from './identity'

export const skillClaim = pgTable(
  'skill_claim',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    skillId: text('skill_id').notNull(),
    /** 1 studied, 2 assessed, 3 delivered in a paid contract, 4 outcome verified; each has its own kind of evidence. */
    level: integer('level').notNull(),
    evidenceKind: text('evidence_kind').$type<EvidenceKind>().notNull(),
    evidence: text('evidence').notNull().default(''),
    note: text('note').notNull().default(''),
    /** The person's own word, whatever stands above it: a link or nothing; null where they never said it. */
    ownEvidence: text('own_evidence'),
    claimedAt: moment('claimed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.skillId] }),
    index('skill_claim_skill').on(table.skillId),
  ],
)

/**
 * An exposure check that somebody chose to keep. With a share code anybody who holds the code may
 * read it; the hash of the delete code lets whoever holds that take it back. With a person it also
 * stands in their settings. What was typed is not kept, only what it was matched to.
 */
export const exposureCheck = pgTable(
  'exposure_check',
  {
    id: id(),
    personId: text('person_id').references(() => person.id),
    shareCode: text('share_code').unique(),
    deleteCodeHash: text('delete_code_hash'),
    answers: json<ExposureAnswer[]>('answers').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('exposure_check_person').on(table.personId)],
)

/** Concepts of the European classification of skills, as `skills:import` last read them. */
export const escoSkill = pgTable('esco_skill', {
  uri: text('uri').primaryKey(),
  label: text('label').notNull(),
  altLabels: json<string[]>('alt_labels').notNull(),
  description: text('description').notNull(),
  /** "knowledge", "skill/competence", or whatever the file says. */
  skillType: text('skill_type').notNull(),
  /** The concepts above it, by their addresses. */
  broader: json<string[]>('broader').notNull(),
  importedAt: moment('imported_at').notNull(),
  /** Set when a later file no longer had it. */
  vanishedAt: moment('vanished_at'),
})
