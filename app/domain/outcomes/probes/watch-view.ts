import { dayMs } from '~/kernel/clock'
import { clopperPearson } from '../measures/interval'
import type { Probe } from '../measures/measured-input'
import { countProbes, type ProbeCounts, type Schedule } from './service-watch'

/** Below this a share is not shown: an interval and the counts say what is known. */
export const fewestForShare = 30

export type SpanKey = 'day' | 'week' | 'month' | 'all'
export type Span = ProbeCounts & {
  readonly key: SpanKey
  /** null on too few looks. */
  readonly share: number | null
  /** 95 % Clopper–Pearson interval; null without any look. */
  readonly lower: number | null
  readonly upper: number | null
}

export type Slot = ProbeCounts & {
  readonly from: Date
  /** The looks that are due in this part, taken or not. */
  readonly looks: number
  /** In microseconds over the answered looks; null without any. */
  readonly medianUs: number | null
  readonly p95Us: number | null
}

const lengths: readonly (readonly [SpanKey, number])[] = [
  ['day', 1],
  ['week', 7],
  ['month', 30],
]

const dueMs = ({ dueAt }: Probe) => new Date(dueAt).getTime()

function spanOf(key: SpanKey, probes: readonly Probe[]): Span {
  const counts = countProbes(probes)
  const taken = counts.ok + counts.failed
  const { lower, upper } = clopperPearson(counts.ok, taken, 0.025)
  return {
    key,
    ...counts,
    share: taken < fewestForShare ? null : counts.ok / taken,
    lower: taken === 0 ? null : lower,
    upper: taken === 0 ? null : upper,
  }
}

/** Availability back from `until` over a day, a week and a month, as far as it was watched that long. */
export function spansOf(probes: readonly Probe[], schedule: Schedule, until: Date): Span[] {
  const watchedMs = until.getTime() - schedule.startsAt.getTime()
  const shorter = lengths
    .filter(([, days]) => days * dayMs < watchedMs)
    .map(([key, days]) => {
      const from = until.getTime() - days * dayMs
      return spanOf(
        key,
        probes.filter((probe) => dueMs(probe) >= from),
      )
    })
  return [...shorter, spanOf('all', probes)]
}

/** The value at a rank: the smallest that at least this share of the values do not exceed. */
function ranked(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

/** The whole window in parts of equal length, at most `most`, what is still to come as empty parts. */
export function slotsOf(probes: readonly Probe[], schedule: Schedule, most: number): Slot[] {
  const { startsAt, endsAt, everySeconds } = schedule
  const start = startsAt.getTime()
  const whole = Math.max(1, endsAt.getTime() - start)
  const looks = Math.max(1, Math.floor(whole / (everySeconds * 1_000)))
  const parts = Math.min(most, looks)
  const length = whole / parts
  const inPart: Probe[][] = Array.from({ length: parts }, () => [])
  for (const probe of probes) {
    const at = Math.floor((dueMs(probe) - start) / length)
    inPart[Math.min(parts - 1, Math.max(0, at))]?.push(probe)
  }
  const firstIn = (part: number) => Math.ceil((part * looks) / parts)
  return inPart.map((own, at) => {
    const answered = own.flatMap(({ result, latencyUs }) =>
      result === 'ok' && latencyUs !== null ? [latencyUs] : [],
    )
    return {
      from: new Date(start + at * length),
      looks: firstIn(at + 1) - firstIn(at),
      ...countProbes(own),
      medianUs: ranked(answered, 0.5),
      p95Us: ranked(answered, 0.95),
    }
  })
}
