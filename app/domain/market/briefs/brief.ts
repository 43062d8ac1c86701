import { transitionTable } from '~/kernel/transitions'

export type BriefStatus = 'draft' | 'published' | 'matched' | 'expired' | 'withdrawn'

export const briefTransitions = transitionTable([
  { from: 'draft', event: 'publish', to: 'published', actors: ['client'] },
  { from: 'draft', event: 'order', to: 'matched', actors: ['client'] },
  { from: 'draft', event: 'withdraw', to: 'withdrawn', actors: ['client'] },
  { from: 'published', event: 'withdraw', to: 'withdrawn', actors: ['client'] },
  { from: 'published', event: 'match', to: 'matched', actors: ['client'] },
  { from: 'published', event: 'expire', to: 'expired', actors: ['clock'] },
])

/** Briefs that may still be changed, and that only their organisation sees. */
export const draftBriefStatuses: readonly BriefStatus[] = ['draft']
/** Briefs that anybody may read. */
export const publicBriefStatuses: readonly BriefStatus[] = ['published', 'matched', 'expired']
/** Briefs that their organisation has taken back. */
export const withdrawnBriefStatuses: readonly BriefStatus[] = ['withdrawn']
/** Briefs that take proposals. */
export const openBriefStatuses: readonly BriefStatus[] = ['published']

/** Whether a brief takes proposals now, also before its passed deadline has closed it. */
export function isOpenBrief(
  { status, deadlineAt }: { readonly status: BriefStatus; readonly deadlineAt: Date | null },
  at: Date,
): boolean {
  return openBriefStatuses.includes(status) && !(deadlineAt && deadlineAt <= at)
}

export const sectors = [
  'agriculture',
  'education',
  'energy',
  'finance',
  'government',
  'health',
  'logistics',
  'manufacturing',
  'media',
  'retail',
] as const
export type Sector = (typeof sectors)[number]

/** One criterion alone is too easy to please; two make a team answer for more than one number. */
export const leastCriteria = 2
