import { sql } from 'drizzle-orm'
import type { Tx } from './database.server'

/**
 * What happened, for the inbox and mail. The `notify` job finds who is told; `subject` is the id of
 * the brief, proposal, contract, hand-over, milestone, payable, evaluation, invitation, enrolment,
 * sponsorship, date, message, report or saved search that it happened to.
 */
export const notifyEvents = [
  'team-invited',
  'team-invitation-answered',
  'proposal-forming',
  'proposal-reopened',
  'proposal-seat-freed',
  'proposal-submitted',
  'proposal-countered',
  'brief-changed',
  'proposal-declined',
  'proposal-accepted',
  'brief-expired',
  'offer-seats',
  'offer-reopened',
  'offer-agreed',
  'offer-ordered',
  'offer-member-left',
  'input-handed-in',
  'input-confirmed',
  'input-asked-again',
  'terms-changed',
  'contract-signed-once',
  'contract-awaiting-funds',
  'contract-lapsed',
  'discovery-ended',
  'hand-over-proposed',
  'hand-over-agreed',
  'hand-over-in-force',
  'hand-over-ended',
  'seat-holder-left',
  'funding-failed',
  'milestone-funded',
  'milestone-verdict',
  'measurement-broken',
  'changes-requested',
  'milestone-accepted',
  'milestone-released',
  'milestone-with-operator',
  'milestone-refunded',
  'milestone-overdue',
  'milestone-settled',
  'dispute-opened',
  'dispute-answered',
  'dispute-mediated',
  'dispute-ended',
  'settlement-offered',
  'settlement-declined',
  'exchange-asked',
  'exchange-confirmed',
  'exchange-host-named',
  'exchange-seat-asked',
  'exchange-seat-declined',
  'review-reminder',
  'transfer-paid',
  'payout-account-needed',
  'contract-completed',
  'reviews-revealed',
  'review-reported',
  'review-report-decided',
  'deadline-near',
  'data-deleted',
  'claim-opened',
  'claim-answered',
  'claim-silent',
  'claim-decided',
  'claim-mended',
  'claim-withdrawn',
  'rating-asked',
  'rating-reminder',
  'report-asked',
  'report-due',
  'report-made',
  'report-objected',
  'credential-issued',
  'credential-suspended',
  'credential-reinstated',
  'credential-revoked',
  'credential-expiring',
  'attempt-graded',
  'attempt-broken',
  'review-assigned',
  'review-due',
  'reviewers-missing',
  'appeal-filed',
  'appeal-waits',
  'appeal-decided',
  'track-completed',
  'enrolment-began',
  'enrolment-payment-failed',
  'enrolment-refunded',
  'enrolment-released',
  'sponsorship-funded',
  'sponsorship-payment-failed',
  'cohort-date-near',
  'learning-idle',
  'track-submitted',
  'track-sent-back',
  'track-published',
  'saved-search-found',
  'message-mentioned',
  'message-reported',
  'message-report-decided',
  'check-asked',
  'check-asked-back',
  'organisation-verified',
] as const
export type NotifyEvent = (typeof notifyEvents)[number]

/** Every task of the worker with what it is given. JSON only: money would be a decimal string. */
export type TaskPayloads = {
  'send-mail': { mailId: string }
  'sweep-due': Record<string, never>
  'sweep-files': Record<string, never>
  'count-figures': Record<string, never>
  'seal-ledger': Record<string, never>
  'run-evaluation': { evaluationId: string }
  'seal-dataset': { uploadId: string }
  'empty-dataset': { datasetId: string }
  'delete-file': { key: string }
  'evaluation-finished': { evaluationId: string }
  'take-probes': { watchId: string }
  'process-webhook': { eventId: string }
  'payment-settled': { paymentId: string }
  'run-operation': { operationId: string }
  'operation-settled': { operationId: string }
  'transfers-done': { reference: string }
  'milestone-released': { milestoneId: string }
  /** Enqueued by the database itself, wherever a subject of search changes. */
  'index-document': { kind: string; id: string }
  'reindex-search': { kind?: string; after?: string }
  notify: { event: NotifyEvent; subject: string; facts?: Record<string, string | number> }
}
export type TaskName = keyof TaskPayloads

export type EnqueueOptions = {
  /** One pending job per key; a later one replaces it. */
  jobKey?: string
  /** System time, for retries and rates; never for business deadlines. */
  runAt?: Date
  maxAttempts?: number
}

/** Adds a job in the caller's transaction: it exists only if the transaction commits. */
export async function enqueue<T extends TaskName>(
  tx: Tx,
  task: T,
  payload: TaskPayloads[T],
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.execute(
    sql`select enqueue(${task}, ${JSON.stringify(payload)}::json, ${options.jobKey ?? null}, ${
      options.runAt?.toISOString() ?? null
    }::timestamptz, ${options.maxAttempts ?? 12})`,
  )
}
