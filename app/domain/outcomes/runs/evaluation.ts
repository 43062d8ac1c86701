import { transitionTable } from '~/kernel/transitions'
import type { Criterion } from '../criteria/criterion'
import { usesRows } from '../criteria/metric'
import type { DatasetRow } from '../datasets/dataset'
import { responseBytesOf, usualConcurrency } from '../endpoints/endpoint'
import type { Json } from '../evidence/canonical'

export const evaluationStates = [
  'queued',
  'running',
  'waiting',
  'finished',
  'failed',
  'cancelled',
] as const
export type EvaluationState = (typeof evaluationStates)[number]

/**
 * A run is one of the attempts, or looks again, while a part of the price is kept back; or it is an
 * attempt at an exercise, on rows that many learners are measured on.
 */
export const purposes = ['attempt', 'recheck', 'exercise'] as const
export type Purpose = (typeof purposes)[number]

/** Whether runs of this purpose are counted, and share the level of the test among them. */
export function isCounted(purpose: Purpose): boolean {
  return purpose !== 'recheck'
}

/** Whether a run belongs to a contract, or is a learner's. */
export function isOfContract(purpose: Purpose): boolean {
  return purpose !== 'exercise'
}

/**
 * Whether the rows that a run draws are spent for everybody. Those of an exercise are spent only for
 * whoever has seen them, which the draws of earlier runs say.
 */
export function spendsRows(purpose: Purpose): boolean {
  return purpose !== 'exercise'
}

/**
 * What a run is made of, in this order, as far as its criteria need it: sealed rows answered, the
 * service probed over a window, answers marked by two raters, figures reported by the measurer and
 * open to objection.
 */
export const parts = ['rows', 'probes', 'ratings', 'report'] as const
export type Part = (typeof parts)[number]

/** What a waiting run waits for: people, or time. */
export const waits = ['file', 'probes', 'ratings', 'report', 'objection', 'correction'] as const
export type Wait = (typeof waits)[number]

/** The parts that these criteria need. */
export function partsOf(criteria: readonly Criterion[]): Part[] {
  const needs: Record<Part, (criterion: Criterion) => boolean> = {
    rows: ({ metric }) => usesRows(metric),
    probes: ({ window }) => window !== undefined,
    ratings: ({ rubric }) => rubric !== undefined,
    report: ({ process }) => process !== undefined,
  }
  return parts.filter((part) => criteria.some(needs[part]))
}

/** Whether these criteria have the team's system asked anything at all. */
export function asksEndpoint(criteria: readonly Criterion[]): boolean {
  return partsOf(criteria).some((part) => part === 'rows' || part === 'probes')
}

/** Why a run came to nothing without any fault of the team's model; such a run is no attempt. */
export const runFailures = [
  'endpoint_unreachable',
  'endpoint_address_refused',
  'dataset_unreadable',
  'rule_broken',
  'raters_silent',
  'rater_declined',
  'measurer_silent',
  'report_disputed',
  'platform_fault',
] as const
export type RunFailure = (typeof runFailures)[number]

export const evaluationTransitions = transitionTable([
  { from: 'queued', event: 'lease', to: 'running', actors: ['platform'] },
  { from: 'running', event: 'lease', to: 'running', actors: ['platform'] },
  { from: 'running', event: 'wait', to: 'waiting', actors: ['platform'] },
  { from: 'waiting', event: 'lease', to: 'running', actors: ['platform'] },
  { from: 'running', event: 'conclude', to: 'finished', actors: ['platform'] },
  { from: 'queued', event: 'fail', to: 'failed', actors: ['platform'] },
  { from: 'running', event: 'fail', to: 'failed', actors: ['platform'] },
  { from: 'waiting', event: 'fail', to: 'failed', actors: ['platform'] },
  { from: 'queued', event: 'cancel', to: 'cancelled', actors: ['party'] },
  { from: 'running', event: 'cancel', to: 'cancelled', actors: ['party'] },
  { from: 'waiting', event: 'cancel', to: 'cancelled', actors: ['party'] },
])

/** States of a run that has not ended. */
export const openEvaluationStates: readonly EvaluationState[] = ['queued', 'running', 'waiting']

/** How a run sends its rows; frozen when it starts. */
export type RunPlan = {
  /** Open loop: row i is due at start + i / ratePerSecond, whatever the endpoint does. */
  readonly ratePerSecond: number
  readonly concurrency: number
  readonly rowDeadlineMs: number
  readonly totalDeadlineMs: number
  readonly maxResponseBytes: number
}

/** What of an endpoint shapes the plan; texts are longer than labels. */
export type Asking = {
  readonly concurrency?: number
  readonly rowsPerRequest?: number
  readonly texts?: boolean
}

/** The plan for a number of rows at a rate, with time enough for every row to be slow. */
export function planFor(rows: number, ratePerSecond: number, asking: Asking = {}): RunPlan {
  const { concurrency = usualConcurrency, rowsPerRequest = 1, texts = false } = asking
  return {
    ratePerSecond,
    concurrency,
    rowDeadlineMs: 10_000,
    totalDeadlineMs: Math.max(120_000, Math.ceil((rows / ratePerSecond) * 1000) * 4),
    maxResponseBytes: responseBytesOf(rowsPerRequest, texts),
  }
}

/** How long a run waits for a file of predictions. Business time. */
export const fileWaitHours = 48

export function fileWaitEnds(from: Date): Date {
  return new Date(from.getTime() + fileWaitHours * 3_600_000)
}

/** How many drawn rows are asked a second time: one in twenty, at most twenty. */
export function duplicatesFor(rows: number): number {
  return Math.min(20, Math.floor(rows / 20))
}

/** How many canaries a run adds when the dataset has any left. */
export const canariesPerRun = 5

/** The same row in words that mean the same: a trailing space, where a value is a text of words. */
export function perturbed(features: DatasetRow['features']): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => [
      name,
      typeof value === 'string' && /\p{L}\s+\p{L}/u.test(value) ? `${value} ` : value,
    ]),
  )
}
