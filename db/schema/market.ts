import { customType, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { BriefStatus } from '../../app/domain/market/briefs/brief'
import type { BriefTerms } from '../../app/domain/market/briefs/brief-version'
import type { DatasetUploadState, UploadForm } from '../../app/domain/market/briefs/dataset-upload'
import type { Exchange } from '../../app/domain/market/exchange/exchange'
import type {
  CloseReason,
  ProposalStatus,
  ProposedMilestone,
} from '../../app/domain/market/proposals/proposal'
import type {
  ProposalSide,
  ProposalTerms,
} from '../../app/domain/market/proposals/proposal-version'
import type { Criterion } from '../../app/domain/outcomes/criteria/criterion'
import type { DatasetProblem } from '../../app/domain/outcomes/datasets/dataset-problem'
import type { Role } from '../../app/domain/skills/roles'
import type { DataDeclaration, ManifestEntry } from '../../app/domain/stewardship/facts'
import type { WorkloadClass } from '../../app/domain/stewardship/workload-class'
import { id, json, minor, moment } from './columns'
import { organisation, person } from './identity'
import { offerVersion } from './offers'
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
    /** The version of an offer that this brief orders, and which of its tiers; null for a client's own. */
    offerVersionId: text('offer_version_id').references(() => offerVersion.id),
    offerTier: text('offer_tier'),
    /** The newest published version; a draft is the first to be. */
    version: integer('version').notNull().default(1),
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
    index('brief_offer').on(table.offerVersionId),
  ],
)

/** What a published brief said, version by version: what teams answered is never written over. */
export const briefVersion = pgTable(
  'brief_version',
  {
    briefId: text('brief_id')
      .notNull()
      .references(() => brief.id),
    version: integer('version').notNull(),
    body: json<BriefTerms>('body').notNull(),
    /** Why it changed, for those who answer it; empty for the first. */
    note: text('note').notNull().default(''),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.briefId, table.version] })],
)

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A file that is too large to be sealed while its upload waits. It is kept encrypted till then. */
export const datasetUpload = pgTable(
  'dataset_upload',
  {
    id: id(),
    briefId: text('brief_id')
      .notNull()
      .references(() => brief.id),
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    fileKey: text('file_key').notNull(),
    /** null once the file is of no more use: what is left of it can no longer be read. */
    wrappedKey: bytes('wrapped_key'),
    form: json<UploadForm>('form').notNull(),
    state: text('state').$type<DatasetUploadState>().notNull(),
    rowsRead: integer('rows_read').notNull().default(0),
    problems: json<DatasetProblem[]>('problems').notNull(),
    problemCount: integer('problem_count').notNull().default(0),
    /** Why it was refused, where the rows were not the reason. */
    refusal: text('refusal'),
    datasetId: text('dataset_id'),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    /** Business time. */
    createdAt: moment('created_at').notNull(),
    /** System time. */
    startedAt: moment('started_at'),
    endedAt: moment('ended_at'),
  },
  (table) => [index('dataset_upload_brief').on(table.briefId, table.createdAt)],
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
    /** The newest version that one side laid before the other; 0 before the first. */
    version: integer('version').notNull().default(0),
    /** The version of the brief that the team's words answer. */
    briefVersion: integer('brief_version').notNull().default(1),
    declineKind: text('decline_kind').$type<CloseReason | ''>().notNull().default(''),
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

/** What each side laid before the other, never written over. */
export const proposalVersion = pgTable(
  'proposal_version',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposal.id),
    version: integer('version').notNull(),
    side: text('side').$type<ProposalSide>().notNull(),
    body: json<ProposalTerms>('body').notNull(),
    note: text('note').notNull().default(''),
    /** The version of the brief that it answers. */
    briefVersion: integer('brief_version').notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.version] })],
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
    /** null for a usual seat. */
    exchange: json<Exchange>('exchange'),
    agreedAt: moment('agreed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.proposalId, table.personId] }),
    index('proposal_seat_person').on(table.personId),
  ],
)
