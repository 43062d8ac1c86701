import { transitionTable } from '~/kernel/transitions'

/**
 * A version is written as a draft, read by the operator, and published. A published one never
 * changes; the next version begins as its copy.
 */
export const trackVersionTransitions = transitionTable([
  { from: 'draft', event: 'submit', to: 'in_review', actors: ['partner'] },
  { from: 'in_review', event: 'take_back', to: 'draft', actors: ['partner'] },
  { from: 'in_review', event: 'send_back', to: 'draft', actors: ['operator'] },
  { from: 'in_review', event: 'publish', to: 'published', actors: ['operator'] },
  { from: 'published', event: 'supersede', to: 'superseded', actors: ['platform'] },
  { from: 'published', event: 'withdraw', to: 'withdrawn', actors: ['partner', 'operator'] },
  { from: 'draft', event: 'discard', to: 'discarded', actors: ['partner'] },
])

export type TrackVersionStatus =
  | (typeof trackVersionTransitions.rows)[number]['from']
  | (typeof trackVersionTransitions.rows)[number]['to']
export type TrackVersionEvent = (typeof trackVersionTransitions.rows)[number]['event']

/** Versions that can still become the next one; a track has at most one. */
export const openVersionStatuses: readonly TrackVersionStatus[] = ['draft', 'in_review']
/** The one that people can enrol in. */
export const enrollingVersionStatuses: readonly TrackVersionStatus[] = ['published']
/** Only these can be edited. */
export const editableVersionStatuses: readonly TrackVersionStatus[] = ['draft']
