import type { AttemptStatus } from './attempt'

/** Sets of an attempt's states for those who grade; the table itself is in `attempt.ts`. */

/** The learner is at it: an endpoint, words and files can still be changed. */
export const workingAttemptStatuses: readonly AttemptStatus[] = ['open']
/** Handed in: a measurement runs, or reviewers are looked for. */
export const submittedAttemptStatuses: readonly AttemptStatus[] = ['submitted']
/** Two reviewers mark. */
export const markingAttemptStatuses: readonly AttemptStatus[] = ['in_review']
/** The learner may appeal, for some days. */
export const appealableAttemptStatuses: readonly AttemptStatus[] = ['graded']
export const appealedAttemptStatuses: readonly AttemptStatus[] = ['appealed']
/** What was handed in is there to be read. */
export const handedInAttemptStatuses: readonly AttemptStatus[] = [
  'submitted',
  'in_review',
  'graded',
  'appealed',
  'final',
]
/** Those of them in which reviewers are missing or marking. */
export const waitingAttemptStatuses: readonly AttemptStatus[] = ['submitted', 'in_review']
/**
 * Reviewers of such an attempt may hand in marks: one that was named before the second does so while
 * that one is looked for, a third one by lot after the result.
 */
export const reviewableAttemptStatuses: readonly AttemptStatus[] = [
  'submitted',
  'in_review',
  'graded',
  'appealed',
  'final',
]
