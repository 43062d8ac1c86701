import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Criterion } from '../../app/domain/outcomes/criteria/criterion'
import type { LabelCount } from '../../app/domain/outcomes/datasets/dataset'
import type { DatasetReport } from '../../app/domain/outcomes/datasets/dataset-report'
import type { LabelKind } from '../../app/domain/outcomes/datasets/label-kind'
import type { RowKind } from '../../app/domain/outcomes/datasets/row-record'
import type { AnswerRule, EndpointKind } from '../../app/domain/outcomes/endpoints/endpoint'
import type { Outcome } from '../../app/domain/outcomes/measures/decide'
import type { Probe } from '../../app/domain/outcomes/measures/measured-input'
import type { WatchPurpose, WatchState } from '../../app/domain/outcomes/probes/service-watch'
import type { Ranges } from '../../app/domain/outcomes/runs/draw'
import type {
  EvaluationState,
  Purpose,
  RunFailure,
  RunPlan,
  Wait,
} from '../../app/domain/outcomes/runs/evaluation'
import { id, json, moment } from './columns'

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A client's holdout. Rows are encrypted under a key of its own, which the master key wraps. */
export const sealedDataset = pgTable(
  'sealed_dataset',
  {
    id: id(),
    /** What it is for (a brief), opaque to this module. */
    reference: text('reference').notNull(),
    organisationId: text('organisation_id').notNull(),
    workloadClass: text('workload_class').notNull(),
    labelColumn: text('label_column').notNull(),
    labelKind: text('label_kind').$type<LabelKind>().notNull().default('class'),
    /** Names rows that belong together; null where none was named. */
    groupColumn: text('group_column'),
    /** Feature columns, in the order of the file. */
    columns: json<string[]>('columns').notNull(),
    /** The classes and how often each comes; empty for numbers and texts. */
    labels: json<LabelCount[]>('labels').notNull(),
    /** null for datasets that were sealed before reports were made. */
    report: json<DatasetReport>('report'),
    rowCount: integer('row_count').notNull(),
    /** The first rows, published and never drawn. */
    sampleRows: integer('sample_rows').notNull(),
    canaryRows: integer('canary_rows').notNull(),
    duplicates: integer('duplicates').notNull(),
    merkleRoot: text('merkle_root').notNull(),
    /** null once the dataset is deleted: without it no row, salt or label can be read again. */
    wrappedKey: bytes('wrapped_key'),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    deletedAt: moment('deleted_at'),
  },
  (table) => [index('sealed_dataset_reference').on(table.reference, table.createdAt)],
)

export const sealedRow = pgTable(
  'sealed_row',
  {
    datasetId: text('dataset_id')
      .notNull()
      .references(() => sealedDataset.id),
    rowNumber: integer('row_number').notNull(),
    leafHash: bytes('leaf_hash').notNull(),
    sealed: bytes('sealed').notNull(),
    canary: boolean('canary').notNull(),
    /** The evaluation that an endpoint has seen it in; a spent row is never drawn again. */
    spentIn: text('spent_in'),
  },
  (table) => [
    primaryKey({ columns: [table.datasetId, table.rowNumber] }),
    // Only rows that may not be drawn: the others change nothing when they are written.
    index('sealed_row_undrawable')
      .on(table.datasetId, table.rowNumber)
      .where(sql`${table.canary} or ${table.spentIn} is not null`),
  ],
)

/** One registration; a change is a new row, so that a verdict always says what it measured. */
export const endpoint = pgTable(
  'endpoint',
  {
    id: id(),
    /** What it answers for (a milestone), opaque to this module. */
    reference: text('reference').notNull(),
    kind: text('kind').$type<EndpointKind>().notNull().default('single'),
    /** Empty where predictions come as a file. */
    url: text('url').notNull(),
    headerNames: json<string[]>('header_names').notNull(),
    headersSealed: bytes('headers_sealed').notNull(),
    requestTemplate: text('request_template').notNull(),
    answerPointer: text('answer_pointer').notNull(),
    /** Where the list of answers is, when one request carries several rows. */
    listPointer: text('list_pointer').notNull().default(''),
    answerRule: text('answer_rule').$type<AnswerRule>().notNull().default('as_it_is'),
    rowsPerRequest: integer('rows_per_request').notNull().default(1),
    concurrency: integer('concurrency').notNull().default(16),
    /** A salted commitment to all of the above, for the evidence. */
    commitment: text('commitment').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('endpoint_reference').on(table.reference, table.createdAt)],
)

/** What a trial on the published rows came to, so that nobody submits without having seen it. */
export const endpointTrial = pgTable(
  'endpoint_trial',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => endpoint.id),
    rows: integer('rows').notNull(),
    /** Rows that got an answer which can be counted. */
    answered: integer('answered').notNull(),
    triedAt: moment('tried_at').notNull().defaultNow(),
  },
  (table) => [index('endpoint_trial_endpoint').on(table.endpointId)],
)

/** One measured run. What it measures is frozen when it starts. */
export const evaluation = pgTable(
  'evaluation',
  {
    id: id(),
    reference: text('reference').notNull(),
    contractReference: text('contract_reference').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull().default('attempt'),
    /** null where no criterion is measured on sealed rows. */
    datasetId: text('dataset_id').references(() => sealedDataset.id),
    endpointId: text('endpoint_id').references(() => endpoint.id),
    criteria: json<Criterion[]>('criteria').notNull(),
    plan: json<RunPlan>('plan').notNull(),
    draw: json<{ excluded: Ranges; rows: number[]; canaries: number[]; salt: string }>(
      'draw',
    ).notNull(),
    drawHash: text('draw_hash').notNull(),
    /** Unspent rows remained for another run when this one was drawn. */
    moreRows: boolean('more_rows').notNull(),
    attempt: integer('attempt').notNull(),
    attemptsAllowed: integer('attempts_allowed').notNull(),
    state: text('state').$type<EvaluationState>().notNull(),
    failure: text('failure').$type<RunFailure>(),
    waitsFor: text('waits_for').$type<Wait>(),
    /** Business time: what happens then does not need anybody. */
    waitsUntil: moment('waits_until'),
    /** When the rows were handed out as a file, once, and to whom. Business time. */
    servedAt: moment('served_at'),
    servedTo: text('served_to'),
    /** SHA-256 of the file of predictions. */
    predictionsSha256: text('predictions_sha256'),
    /** Whether it used up an attempt. */
    counted: boolean('counted').notNull().default(false),
    overall: text('overall').$type<Outcome>(),
    rowsTotal: integer('rows_total').notNull(),
    /** Rows before this place in the order of sending may have been seen. */
    announced: integer('announced').notNull().default(0),
    rowsDone: integer('rows_done').notNull().default(0),
    rowsFailed: integer('rows_failed').notNull().default(0),
    latencyP50Us: integer('latency_p50_us').notNull().default(0),
    latencyP95Us: integer('latency_p95_us').notNull().default(0),
    /** Time spent sending, over all leases: our own pauses do not use up the run's deadline. */
    activeMs: integer('active_ms').notNull().default(0),
    /** System time: a worker that stops renewing its lease has died. */
    leaseUntil: moment('lease_until'),
    leaseToken: text('lease_token'),
    tries: integer('tries').notNull().default(0),
    startedBy: text('started_by').notNull(),
    /** Business time. */
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    index('evaluation_reference').on(table.reference, table.startedAt),
    index('evaluation_contract').on(table.contractReference),
    index('evaluation_dataset').on(table.datasetId),
    index('evaluation_open').on(table.state, table.leaseUntil),
    index('evaluation_waits').on(table.waitsUntil),
  ],
)

/** One request of a run, under an opaque id of its own. */
export const evaluationRow = pgTable(
  'evaluation_row',
  {
    evaluationId: text('evaluation_id')
      .notNull()
      .references(() => evaluation.id),
    /** Place in the order of sending, from 0. */
    position: integer('position').notNull(),
    opaqueId: text('opaque_id').notNull(),
    kind: text('kind').$type<RowKind>().notNull(),
    /** Place in the draw, from 0. */
    drawOrder: integer('draw_order').notNull(),
    rowNumber: integer('row_number').notNull(),
    salt: text('salt').notNull(),
    done: boolean('done').notNull().default(false),
    output: text('output'),
    problem: text('problem'),
    latencyUs: integer('latency_us'),
  },
  (table) => [
    primaryKey({ columns: [table.evaluationId, table.position] }),
    unique('evaluation_row_opaque').on(table.opaqueId),
  ],
)

/**
 * Looks at a running service on a schedule: probe n is due at the start + n × everySeconds. A
 * window is part of a run and goes by the machine's time; a holdback goes by business time.
 */
export const serviceWatch = pgTable(
  'service_watch',
  {
    id: id(),
    reference: text('reference').notNull(),
    contractReference: text('contract_reference').notNull(),
    evaluationId: text('evaluation_id').references(() => evaluation.id),
    purpose: text('purpose').$type<WatchPurpose>().notNull(),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => endpoint.id),
    /** Whose published row is sent; null where a made-up one is. */
    datasetId: text('dataset_id').references(() => sealedDataset.id),
    criteria: json<Criterion[]>('criteria').notNull(),
    everySeconds: integer('every_seconds').notNull(),
    startsAt: moment('starts_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    state: text('state').$type<WatchState>().notNull(),
    /** The first probe that is not written down yet. */
    nextNumber: integer('next_number').notNull().default(0),
    /** Up to when its probes have been judged. */
    judgedAt: moment('judged_at'),
    /** System time: one worker at a time sends for a watch. */
    leaseUntil: moment('lease_until'),
    leaseToken: text('lease_token'),
  },
  (table) => [
    uniqueIndex('service_watch_evaluation').on(table.evaluationId),
    index('service_watch_reference').on(table.reference),
    index('service_watch_contract').on(table.contractReference),
    index('service_watch_state').on(table.state, table.purpose),
  ],
)

export const probe = pgTable(
  'probe',
  {
    watchId: text('watch_id')
      .notNull()
      .references(() => serviceWatch.id),
    number: integer('number').notNull(),
    dueAt: moment('due_at').notNull(),
    /** null where nobody looked. */
    takenAt: moment('taken_at'),
    result: text('result').$type<Probe['result']>().notNull(),
    problem: text('problem'),
    latencyUs: integer('latency_us'),
  },
  (table) => [
    primaryKey({ columns: [table.watchId, table.number] }),
    index('probe_due').on(table.watchId, table.dueAt),
  ],
)

/** Append-only. `jws` signs the canonical JSON in `body`. */
export const verdict = pgTable(
  'verdict',
  {
    id: id(),
    evaluationId: text('evaluation_id')
      .notNull()
      .unique()
      .references(() => evaluation.id),
    reference: text('reference').notNull(),
    contractReference: text('contract_reference').notNull(),
    overall: text('overall').$type<Outcome>().notNull(),
    body: text('body').notNull(),
    jws: text('jws').notNull(),
    keyId: text('key_id').notNull(),
    measuredAt: moment('measured_at').notNull(),
    signedAt: moment('signed_at').notNull().defaultNow(),
  },
  (table) => [index('verdict_reference').on(table.reference, table.measuredAt)],
)

/** Append-only, one hash chain per contract. `body` is canonical JSON, kept as it was hashed. */
export const evidenceEntry = pgTable(
  'evidence_entry',
  {
    contractReference: text('contract_reference').notNull(),
    sequence: integer('sequence').notNull(),
    kind: text('kind').notNull(),
    /** ISO 8601, business time, as it was hashed. */
    at: text('at').notNull(),
    body: text('body').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    recordedAt: moment('recorded_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.contractReference, table.sequence] })],
)

export const signingKey = pgTable('signing_key', {
  id: id(),
  purpose: text('purpose').notNull(),
  publicJwk: json<Record<string, string>>('public_jwk').notNull(),
  privateSealed: bytes('private_sealed').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  retiredAt: moment('retired_at'),
})
