import { transitionTable } from '~/kernel/transitions'

/** A person's way through one version of a track. */
export const enrolmentTransitions = transitionTable([
  { from: 'awaiting_payment', event: 'paid', to: 'active', actors: ['platform'] },
  { from: 'awaiting_payment', event: 'lapse', to: 'left', actors: ['clock', 'learner'] },
  { from: 'active', event: 'complete', to: 'completed', actors: ['platform'] },
  { from: 'active', event: 'leave', to: 'left', actors: ['learner'] },
])

export type EnrolmentStatus =
  | (typeof enrolmentTransitions.rows)[number]['from']
  | (typeof enrolmentTransitions.rows)[number]['to']

/** A person has at most one of these in a track. */
export const openEnrolmentStatuses: readonly EnrolmentStatus[] = ['awaiting_payment', 'active']
/** These may read the lessons; who has completed keeps them. */
export const readingStatuses: readonly EnrolmentStatus[] = ['active', 'completed']
/** Everybody who has ever begun. */
export const begunStatuses: readonly EnrolmentStatus[] = ['active', 'completed', 'left']
export const activeEnrolmentStatuses: readonly EnrolmentStatus[] = ['active']
export const completedEnrolmentStatuses: readonly EnrolmentStatus[] = ['completed']

export type EnrolmentFunding = 'free' | 'paid' | 'sponsored'
/** These sit on a seat of their cohort. */
export const seatedStatuses: readonly EnrolmentStatus[] = [
  'awaiting_payment',
  'active',
  'completed',
]
