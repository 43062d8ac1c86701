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
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { ContractStatus } from '../../app/domain/contracts/contract'
import type {
  ClaimFact,
  ClaimReason,
  ClaimState,
  RecheckSkip,
} from '../../app/domain/contracts/holdback/claim'
import type { ContractInputState } from '../../app/domain/contracts/inputs/contract-input'
import type {
  MilestoneActor,
  MilestoneEvent,
  MilestoneStatus,
} from '../../app/domain/contracts/milestones/milestone'
import type { Naming } from '../../app/domain/contracts/naming'
import type {
  HandOverState,
  LapseReason,
  WordPart,
} from '../../app/domain/contracts/seats/hand-over'
import type { Terms } from '../../app/domain/contracts/terms/terms'
import type { ExchangeStage } from '../../app/domain/market/exchange/exchange'
import type { InputKind } from '../../app/domain/market/offers/offer'
import type { WorkloadClass } from '../../app/domain/stewardship/workload-class'
import { id, json, minor, moment } from './columns'
import { organisation, person } from './identity'
import { brief, proposal } from './market'
import { team } from './teams'

export const contract = pgTable(
  'contract',
  {
    id: id(),
    title: text('title').notNull(),
    briefId: text('brief_id')
      .notNull()
      .references(() => brief.id),
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposal.id),
    organisationId: text('organisation_id')
      .notNull()
      .references(() => organisation.id),
    teamId: text('team_id')
      .notNull()
      .references(() => team.id),
    workloadClass: text('workload_class').$type<WorkloadClass>().notNull(),
    rulesVersion: integer('rules_version').notNull(),
    /** null where no criterion is measured on sealed rows. */
    datasetId: text('dataset_id'),
    currency: text('currency').notNull(),
    priceMinor: minor('price_minor').notNull(),
    termsVersion: integer('terms_version').notNull(),
    endpointId: text('endpoint_id'),
    status: text('status').$type<ContractStatus>().notNull(),
    enteredAt: moment('entered_at').notNull(),
    deadlineAt: moment('deadline_at'),
    createdAt: moment('created_at').notNull(),
    signedAt: moment('signed_at'),
    closedAt: moment('closed_at'),
    deleteDataAt: moment('delete_data_at'),
    dataDeletedAt: moment('data_deleted_at'),
  },
  (table) => [
    uniqueIndex('contract_proposal').on(table.proposalId),
    index('contract_organisation').on(table.organisationId),
    index('contract_team').on(table.teamId),
    index('contract_deadline').on(table.deadlineAt),
  ],
)

/** The people of a contract and their shares, as the signed terms name them: who may see and act. */
export const contractMember = pgTable(
  'contract_member',
  {
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    role: text('role').notNull(),
    shareBps: integer('share_bps').notNull(),
    lead: integer('lead').notNull().default(0),
    /** The first milestone with a seat of theirs. */
    seatFrom: integer('seat_from').notNull().default(1),
    /** The last one; null: to the end. 0 for whoever handed over before the first. */
    seatUntil: integer('seat_until'),
  },
  (table) => [
    primaryKey({ columns: [table.contractId, table.personId] }),
    index('contract_member_person').on(table.personId),
  ],
)

/** An immutable version of what both sides sign. `canonical` is the text that is hashed. */
export const contractTerms = pgTable(
  'contract_terms',
  {
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    version: integer('version').notNull(),
    body: json<Terms>('body').notNull(),
    canonical: text('canonical').notNull(),
    sha256: text('sha256').notNull(),
    note: text('note').notNull().default(''),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contractId, table.version] })],
)

export const signature = pgTable(
  'signature',
  {
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    version: integer('version').notNull(),
    side: text('side').$type<'client' | 'team'>().notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    typedName: text('typed_name').notNull(),
    sha256: text('sha256').notNull(),
    signedAt: moment('signed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contractId, table.version, table.side] })],
)

/** Other seats from a milestone on, proposed in mid-contract: a draft beside the terms until all agree. */
export const handOver = pgTable(
  'hand_over',
  {
    id: id(),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    fromPosition: integer('from_position').notNull(),
    /** The version of the terms that it would be, as it is signed. */
    body: json<Terms>('body').notNull(),
    canonical: text('canonical').notNull(),
    sha256: text('sha256').notNull(),
    reason: text('reason').notNull(),
    proposedBy: text('proposed_by')
      .notNull()
      .references(() => person.id),
    proposedAt: moment('proposed_at').notNull(),
    deadlineAt: moment('deadline_at').notNull(),
    state: text('state').$type<HandOverState>().notNull(),
    endedAt: moment('ended_at'),
    /** Whose step ended it; null where it lapsed. */
    endedBy: text('ended_by').references(() => person.id),
    /** Why somebody refused. */
    endedWords: text('ended_words').notNull().default(''),
    lapsedWhy: text('lapsed_why').$type<LapseReason>(),
  },
  (table) => [
    index('hand_over_contract').on(table.contractId, table.proposedAt),
    index('hand_over_deadline').on(table.state, table.deadlineAt),
    uniqueIndex('hand_over_open')
      .on(table.contractId)
      .where(sql`state in ('with_team', 'with_client')`),
  ],
)

/** Somebody's word on a hand-over: for their own seat, or a side's signature under its text. */
export const handOverWord = pgTable(
  'hand_over_word',
  {
    handOverId: text('hand_over_id')
      .notNull()
      .references(() => handOver.id),
    part: text('part').$type<WordPart>().notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    /** As signed; empty where somebody agreed to their own seat. */
    typedName: text('typed_name').notNull().default(''),
    saidAt: moment('said_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.handOverId, table.part, table.personId] }),
    uniqueIndex('hand_over_signature').on(table.handOverId, table.part).where(sql`part <> 'seat'`),
  ],
)

export const milestone = pgTable(
  'milestone',
  {
    id: id(),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    /** As in the terms; null for all but a discovery. */
    kind: text('kind').$type<'discovery'>(),
    criterionIds: text('criterion_ids').array().notNull(),
    currency: text('currency').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    weeks: integer('weeks').notNull(),
    status: text('status').$type<MilestoneStatus>().notNull(),
    enteredAt: moment('entered_at').notNull(),
    deadlineAt: moment('deadline_at'),
    attemptsUsed: integer('attempts_used').notNull().default(0),
    changeRounds: integer('change_rounds').notNull().default(0),
    paymentId: text('payment_id'),
    evaluationId: text('evaluation_id'),
    verdictId: text('verdict_id'),
    outcome: text('outcome').$type<'met' | 'not_met' | 'inconclusive'>(),
    deliveryNote: text('delivery_note').notNull().default(''),
    fundedAt: moment('funded_at'),
    /** The weeks do not count yet: the client still owes something that the terms name. */
    awaitsInputs: boolean('awaits_inputs').notNull().default(false),
    /** When the last of it was confirmed, or the team delivered without. */
    inputsAt: moment('inputs_at'),
    acceptedAt: moment('accepted_at'),
    acceptedHow: text('accepted_how').$type<'accepted' | 'silence' | 'waiver' | 'operator'>(),
    releasedAt: moment('released_at'),
    paidAt: moment('paid_at'),
  },
  (table) => [
    uniqueIndex('milestone_position').on(table.contractId, table.position),
    index('milestone_deadline').on(table.deadlineAt),
    index('milestone_status').on(table.status),
  ],
)

/** What happened to a milestone, in order; never changed. */
export const milestoneEvent = pgTable(
  'milestone_event',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    event: text('event').$type<MilestoneEvent>().notNull(),
    from: text('from_status').$type<MilestoneStatus>().notNull(),
    to: text('to_status').$type<MilestoneStatus>().notNull(),
    actor: text('actor').$type<MilestoneActor>().notNull(),
    personId: text('person_id'),
    note: text('note').notNull().default(''),
    at: moment('at').notNull(),
  },
  (table) => [index('milestone_event_milestone').on(table.milestoneId)],
)

export const changeRequest = pgTable(
  'change_request',
  {
    id: id(),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    /** null where a discovery is asked to be other: it has none. */
    criterionId: text('criterion_id'),
    wanted: text('wanted').notNull(),
    round: integer('round').notNull(),
    personId: text('person_id').notNull(),
    requestedAt: moment('requested_at').notNull(),
  },
  (table) => [index('change_request_milestone').on(table.milestoneId)],
)

export const deliveryFile = pgTable(
  'delivery_file',
  {
    id: id(),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    uploadedBy: text('uploaded_by').notNull(),
    uploadedAt: moment('uploaded_at').notNull(),
  },
  (table) => [index('delivery_file_milestone').on(table.milestoneId)],
)

/** What the client must hand over before the weeks count, and how far each has come. */
export const contractInput = pgTable(
  'contract_input',
  {
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    /** As in the terms. */
    inputId: text('input_id').notNull(),
    kind: text('kind').$type<InputKind>().notNull(),
    state: text('state').$type<ContractInputState>().notNull(),
    note: text('note').notNull().default(''),
    link: text('link').notNull().default(''),
    /** What keeps the hash in the public evidence from being guessed; goes with the words. */
    salt: text('salt').notNull().default(''),
    handedInBy: text('handed_in_by'),
    handedInAt: moment('handed_in_at'),
    /** What the team still misses. */
    missing: text('missing').notNull().default(''),
    rounds: integer('rounds').notNull().default(0),
    /** When silence confirms what was handed in. */
    deadlineAt: moment('deadline_at'),
    confirmedAt: moment('confirmed_at'),
    confirmedHow: text('confirmed_how').$type<'team' | 'silence' | 'sealed'>(),
  },
  (table) => [
    primaryKey({ columns: [table.contractId, table.inputId] }),
    index('contract_input_deadline').on(table.state, table.deadlineAt),
  ],
)

export const contractInputFile = pgTable(
  'contract_input_file',
  {
    id: id(),
    contractId: text('contract_id').notNull(),
    inputId: text('input_id').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    uploadedBy: text('uploaded_by').notNull(),
    uploadedAt: moment('uploaded_at').notNull(),
  },
  (table) => [
    index('contract_input_file_input').on(table.contractId, table.inputId),
    foreignKey({
      columns: [table.contractId, table.inputId],
      foreignColumns: [contractInput.contractId, contractInput.inputId],
    }),
  ],
)

/** What a host says of somebody in exchange, once for each milestone and person. */
export const exchangeStage = pgTable(
  'exchange_stage',
  {
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    hostId: text('host_id')
      .notNull()
      .references(() => person.id),
    /** Home of the person and country of the host, as the terms say. */
    fromCountry: text('from_country').notNull(),
    toCountry: text('to_country').notNull(),
    stage: text('stage').$type<ExchangeStage>().notNull(),
    words: text('words').notNull(),
    confirmedAt: moment('confirmed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.milestoneId, table.personId] }),
    index('exchange_stage_contract').on(table.contractId),
  ],
)

/** Reminders and overdue notices that were sent: one for each kind and deadline. */
export const deadlineNotice = pgTable(
  'deadline_notice',
  {
    subject: text('subject').notNull(),
    kind: text('kind')
      .$type<'half_time' | 'two_days' | 'one_day' | 'overdue' | 'take_back'>()
      .notNull(),
    deadlineAt: moment('deadline_at').notNull(),
    sentAt: moment('sent_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.kind, table.deadlineAt] })],
)

/** A measurement that looks again while a part of the price is kept back; each slot comes once. */
export const recheck = pgTable(
  'recheck',
  {
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    /** `half_time`, `near_end`, or the claim after which the team asked for it. */
    slot: text('slot').notNull(),
    evaluationId: text('evaluation_id'),
    /** Why none was started. */
    skipped: text('skipped').$type<RecheckSkip>(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.milestoneId, table.slot] }),
    index('recheck_evaluation').on(table.evaluationId),
  ],
)

/** Something got worse, or the client says so, while a part of the price is kept back. */
export const holdbackClaim = pgTable(
  'holdback_claim',
  {
    id: id(),
    milestoneId: text('milestone_id')
      .notNull()
      .references(() => milestone.id),
    contractId: text('contract_id')
      .notNull()
      .references(() => contract.id),
    reason: text('reason').$type<ClaimReason>().notNull(),
    /** The criterion that a client names. */
    criterionId: text('criterion_id'),
    evaluationId: text('evaluation_id'),
    watchId: text('watch_id'),
    /** What was measured; empty where a client opened it. */
    facts: json<ClaimFact[]>('facts').notNull(),
    note: text('note').notNull().default(''),
    openedBy: text('opened_by'),
    openedAt: moment('opened_at').notNull(),
    state: text('state').$type<ClaimState>().notNull(),
    enteredAt: moment('entered_at').notNull(),
    deadlineAt: moment('deadline_at'),
    answer: text('answer').notNull().default(''),
    answeredBy: text('answered_by'),
    answeredAt: moment('answered_at'),
    /** The team says that it is mended and wants to be measured again. */
    measureAgain: boolean('measure_again').notNull().default(false),
    decision: text('decision').notNull().default(''),
    endedBy: text('ended_by'),
    endedAt: moment('ended_at'),
  },
  (table) => [
    index('holdback_claim_contract').on(table.contractId),
    index('holdback_claim_deadline').on(table.state, table.deadlineAt),
    uniqueIndex('holdback_claim_open')
      .on(table.milestoneId)
      .where(sql`state in ('open', 'answered', 'silent')`),
  ],
)

/** What a client lets others read of a contract whose class keeps it unnamed; without a row, nothing. */
export const contractNaming = pgTable('contract_naming', {
  contractId: text('contract_id')
    .primaryKey()
    .references(() => contract.id),
  naming: text('naming').$type<Naming>().notNull(),
  personId: text('person_id')
    .notNull()
    .references(() => person.id),
  allowedAt: moment('allowed_at').notNull(),
})
