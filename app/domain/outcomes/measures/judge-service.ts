import { type Criterion, leastRows } from '../criteria/criterion'
import { judgedByProbes, probeDeadlineMs, type Schedule } from '../probes/service-watch'
import { type Decided, decide } from './decide'
import { measureAvailability, measureService } from './measure-service'
import type { Probe } from './measured-input'

/** How far back the probes go that a day's judgement rests on. */
export const judgedDays = 7

export type ServiceResult = {
  readonly criterion: Criterion
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly n: number
} & Decided

/**
 * What was agreed about a service, judged on single looks at it with the same engine as a run. It
 * is looked at again and again, so the level is shared by the looks too, as it is by attempts: a
 * service that is as good as its target does not fail because it was judged on thirty days.
 */
export function judgeService(
  criteria: readonly Criterion[],
  probes: readonly Probe[],
  { looks, schedule }: { looks: number; schedule: Schedule },
): ServiceResult[] {
  const taken = probes.filter(({ result }) => result !== 'missed')
  const least = probeDeadlineMs(schedule) * 1_000
  const rows = taken.map(({ number, result, problem, latencyUs }) => ({
    kind: 'sample' as const,
    order: number,
    output: null,
    problem: result === 'ok' ? null : (problem ?? 'failed'),
    latencyUs: result === 'ok' ? (latencyUs ?? 0) : Math.max(latencyUs ?? 0, least),
  }))
  return judgedByProbes(criteria).map((criterion) => {
    const stricter = { ...criterion, attempts: criterion.attempts * Math.max(1, looks) }
    const { estimate, interval } =
      criterion.metric === 'availability'
        ? measureAvailability(stricter, taken)
        : measureService(stricter, rows)
    const { lower, upper } = interval
    const n = taken.length
    const { metric, averaging, direction, target } = criterion
    const enough = leastRows(metric, averaging, criterion.attempts)
    const given = { direction, target, lower, upper, n, leastRows: enough, moreRows: true }
    return { criterion, estimate, lower, upper, n, ...decide(given) }
  })
}
