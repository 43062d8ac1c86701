import type { ResultDetail } from '../evidence/verdict'
import type { Answered } from '../metrics/classification'
import { scoresOf } from '../metrics/ranking'

const errorBins = 21
const scoreBins = 10
const mostRocPoints = 101

/** Scores in ten bins from 0 to 1; errors in 21 that lie evenly about 0, out to the largest. */
export function histogramOf(
  of: 'error' | 'score',
  values: readonly number[],
  missing: number,
): ResultDetail {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  const [from, to, bins] = of === 'score' ? [0, 1, scoreBins] : [-largest, largest, errorBins]
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    const at = Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))
    counts[at] = (counts[at] ?? 0) + 1
  }
  return { kind: 'histogram', of, from, to, counts, missing }
}

/**
 * The ROC curve as (false positive rate, true positive rate), from (0, 0) to (1, 1), thinned to at
 * most 101 points. Empty when only one class is present.
 */
export function rocPoints(rows: readonly Answered[], positiveClass: string): [number, number][] {
  const scores = scoresOf(rows, positiveClass)
  const order = [...rows.keys()].sort((a, b) => {
    const [first, second] = [scores[a] as number, scores[b] as number]
    return first === second ? 0 : second > first ? 1 : -1
  })
  const positives = rows.filter(({ label }) => label === positiveClass).length
  const negatives = rows.length - positives
  if (positives === 0 || negatives === 0) return []
  const points: [number, number][] = [[0, 0]]
  let hits = 0
  let alarms = 0
  for (const [place, at] of order.entries()) {
    if (rows[at]?.label === positiveClass) hits += 1
    else alarms += 1
    const next = order[place + 1]
    const tied = next !== undefined && scores[next] === scores[at]
    if (!tied) points.push([alarms / negatives, hits / positives])
  }
  const every = (points.length - 1) / (mostRocPoints - 1)
  if (every <= 1) return points
  return Array.from({ length: mostRocPoints }, (_, at) => points[Math.round(at * every)] ?? [1, 1])
}
