import { transitionTable } from '~/kernel/transitions'

/**
 * One try at a quiz, an exercise or a capstone. Quizzes are graded at once, exercises by a
 * measurement, capstones by two reviewers; what people graded can be appealed against for 7 days.
 */
export const attemptTransitions = transitionTable([
  { from: 'open', event: 'submit', to: 'submitted', actors: ['learner'] },
  { from: 'open', event: 'run_out', to: 'submitted', actors: ['clock'] },
  { from: 'open', event: 'give_up', to: 'void', actors: ['learner'] },
  { from: 'submitted', event: 'grade', to: 'final', actors: ['platform'] },
  { from: 'submitted', event: 'measurement_broken', to: 'open', actors: ['platform'] },
  { from: 'submitted', event: 'ask_reviewers', to: 'in_review', actors: ['platform'] },
  { from: 'in_review', event: 'marks_in', to: 'graded', actors: ['platform'] },
  { from: 'graded', event: 'appeal', to: 'appealed', actors: ['learner'] },
  { from: 'graded', event: 'let_stand', to: 'final', actors: ['clock'] },
  { from: 'appealed', event: 'decide_appeal', to: 'final', actors: ['partner', 'operator'] },
])

export type AttemptStatus =
  | (typeof attemptTransitions.rows)[number]['from']
  | (typeof attemptTransitions.rows)[number]['to']

/** The learner is at it, or others are: an item has at most one of these. */
export const unfinishedAttemptStatuses: readonly AttemptStatus[] = [
  'open',
  'submitted',
  'in_review',
]
export const openAttemptStatuses: readonly AttemptStatus[] = ['open']
/** Handed in, and others are at it. */
export const gradingAttemptStatuses: readonly AttemptStatus[] = ['submitted', 'in_review']
/** The result is known, though an appeal may still change it. */
export const gradedAttemptStatuses: readonly AttemptStatus[] = ['graded', 'appealed', 'final']

/** Nothing changes the result any more. */
export const finalAttemptStatuses: readonly AttemptStatus[] = ['final']

export const attemptsPerItem = 3
export const hoursBetweenAttempts = 48
export const reviewBusinessDays = 5
export const appealDays = 7
