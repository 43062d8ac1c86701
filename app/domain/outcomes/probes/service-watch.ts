import { transitionTable } from '~/kernel/transitions'
import type { Criterion, ProbeWindow } from '../criteria/criterion'
import { familyOf, usesRows } from '../criteria/metric'
import type { Probe } from '../measures/measured-input'

export type WatchPurpose = 'window' | 'holdback'
export type WatchState = 'open' | 'ended' | 'stopped'

export const watchTransitions = transitionTable([
  { from: 'open', event: 'end', to: 'ended', actors: ['platform'] },
  { from: 'open', event: 'stop', to: 'stopped', actors: ['platform'] },
])

/** Watches of which more probes are to come. */
export const openWatchStates: readonly WatchState[] = ['open']
/** Watches that have all their probes, or will have no more. */
export const endedWatchStates: readonly WatchState[] = ['ended', 'stopped']

export type Schedule = {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly everySeconds: number
}

/** How many probes a schedule has. */
export function probesIn({ startsAt, endsAt, everySeconds }: Schedule): number {
  const seconds = (endsAt.getTime() - startsAt.getTime()) / 1_000
  return Math.max(0, Math.floor(seconds / everySeconds))
}

/** When a probe is due, whatever happened to the ones before. */
export function probeDueAt({ startsAt, everySeconds }: Schedule, number: number): Date {
  return new Date(startsAt.getTime() + number * everySeconds * 1_000)
}

/**
 * A probe is over before the next one is due, so that a service that stalls fails each of them: it
 * cannot make us miss the next.
 */
export function probeDeadlineMs({ everySeconds }: Schedule): number {
  return Math.min(10_000, everySeconds * 1_000)
}

export type ProbesDue = {
  /** Their time passed while nobody looked: from the first, up to but not with the second. */
  readonly missed: readonly [number, number]
  /** The probe whose time it is now; null where none is. */
  readonly take: number | null
  /** Every probe's time has passed. */
  readonly over: boolean
}

/** What is to be done at `now` when `next` is the first probe that is not written down. */
export function probesDue(schedule: Schedule, next: number, now: Date): ProbesDue {
  const total = probesIn(schedule)
  const since = now.getTime() - schedule.startsAt.getTime()
  const current = Math.floor(since / (schedule.everySeconds * 1_000))
  if (current < next) return { missed: [next, next], take: null, over: next >= total }
  if (current >= total) return { missed: [next, total], take: null, over: true }
  return { missed: [next, current], take: current, over: false }
}

/** The one schedule for the criteria of a run: the longest window, the shortest pause. */
export function windowOf(criteria: readonly Criterion[]): ProbeWindow | null {
  const windows = criteria.flatMap(({ window }) => window ?? [])
  if (windows.length === 0) return null
  return {
    seconds: Math.max(...windows.map(({ seconds }) => seconds)),
    everySeconds: Math.min(...windows.map(({ everySeconds }) => everySeconds)),
  }
}

/** The criteria that single looks at a service can judge: availability, latency, failures. */
export function judgedByProbes(criteria: readonly Criterion[]): Criterion[] {
  return criteria.filter(({ metric }) => familyOf(metric) === 'service' && metric !== 'throughput')
}

/** The criteria that fresh sealed rows measure again without anybody's help. */
export function measuredAgain(criteria: readonly Criterion[]): Criterion[] {
  return criteria.filter(({ metric, rubric }) => usesRows(metric) && rubric === undefined)
}

/** How many probes came to what, of those whose time was in a span. */
export type ProbeCounts = { readonly ok: number; readonly failed: number; readonly missed: number }

export function countProbes(probes: readonly Pick<Probe, 'result'>[]): ProbeCounts {
  const count = (wanted: Probe['result']) =>
    probes.reduce((sum, { result }) => sum + (result === wanted ? 1 : 0), 0)
  return { ok: count('ok'), failed: count('failed'), missed: count('missed') }
}
