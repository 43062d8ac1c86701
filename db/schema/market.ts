import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { BriefStatus } from '../../app/domain/market/brief'
import type { ProposalStatus, ProposedMilestone } from '../../app/domain/market/proposal'
import type { Criterion } from '../../app/domain/outcomes/criterion'
import type { Role } from '../../app/domain/skills/roles'
import type { DataDeclaration, ManifestEntry } from '../../app/domain/stewardship/facts'
import type { WorkloadClass } from '../../app/domain/stewardship/workload-class'
import { id, json, minor, moment } from './columns'
import { organisation, person } from './identity'
import { team } from './teams'

export const brief = pgTable(
  'brief',
  {
    id: id(),
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    title: text('title').notNull(),
    statement: text('statement').notNull(),
    sector: text('sector').notNull(),
    country: text('country').notNull(),
    currency: text('currency').notNull(),
    budgetMinor: minor('budget_minor').notNull(),
    weeks: integer('weeks').notNull(),
    workloadClass: text('workload_class').$type<WorkloadClass>().notNull(),
    criteria: json<Criterion[]>('criteria').notNull(),
    /** Regions the data may be in, the personal fields, lawful basis and law overlay. */
    data: json<DataDeclaration>('data').notNull(),
    datasetId: text('dataset_id'),
    status: text('status').$type<BriefStatus>().notNull(),
    createdAt: moment('created_at').notNull(),
    publishedAt: moment('published_at'),
    deadlineAt: moment('deadline_at'),
    closedAt: moment('closed_at'),
  },
  (table) => [
    index('brief_status').on(table.status, table.publishedAt),
    index('brief_organisation').on(table.organisationId),
    index('brief_deadline').on(table.deadlineAt),
  ],
)

export const proposal = pgTable(
  'proposal',
  {
    id: id(),
    briefId: text('brief_id')
      .notNull()
      .references(() => brief.id),
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    approach: text('approach').notNull(),
    currency: text('currency').notNull(),
    priceMinor: minor('price_minor').notNull(),
    weeks: integer('weeks').notNull(),
    /** Amounts inside are decimal strings of minor units. */
    milestones: json<ProposedMilestone[]>('milestones').notNull(),
    manifest: json<ManifestEntry[]>('manifest').notNull(),
    holdbackBps: integer('holdback_bps').notNull().default(0),
    reviewDays: integer('review_days').notNull().default(14),
    status: text('status').$type<ProposalStatus>().notNull(),
    declineReason: text('decline_reason').notNull().default(''),
    createdAt: moment('created_at').notNull(),
    submittedAt: moment('submitted_at'),
    deadlineAt: moment('deadline_at'),
    closedAt: moment('closed_at'),
  },
  (table) => [
    index('proposal_brief').on(table.briefId, table.submittedAt),
    index('proposal_team').on(table.teamId),
    index('proposal_deadline').on(table.deadlineAt),
  ],
)

/** A member's seat in a proposal: the role and the share that the member agreed to. */
export const proposalSeat = pgTable(
  'proposal_seat',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposal.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').$type<Role>().notNull(),
    shareBps: integer('share_bps').notNull(),
    agreedAt: moment('agreed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.proposalId, table.personId] }),
    index('proposal_seat_person').on(table.personId),
  ],
)
