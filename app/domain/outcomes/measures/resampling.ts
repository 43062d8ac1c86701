import type { Statistic } from '../metrics/statistic'
import type { Interval } from './interval'
import { fastSource, type Source } from './random'

const resamples = 2_000

/**
 * How a resample is drawn. `rows`: rows from all rows. `strata`: as many rows from every stratum as
 * it has. `groups`: whole groups from all groups, for rows that are not independent (messages of
 * one customer, pages of one document). `of` names the stratum or the group of each row, dense
 * from 0 (`codesOf`).
 */
export type Resampling =
  | { readonly kind: 'rows' }
  | { readonly kind: 'strata' | 'groups'; readonly of: Int32Array }

/** Dense codes from 0 in order of first appearance; every null is a group of its own. */
export function codesOf(values: readonly (string | null)[]): Int32Array {
  const codes = new Map<string, number>()
  let next = 0
  return Int32Array.from(values, (value) => {
    if (value === null) return next++
    const known = codes.get(value)
    if (known !== undefined) return known
    codes.set(value, next)
    return next++
  })
}

type Draw = (weights: Int32Array) => void

const add = (weights: Int32Array, at: number) => {
  weights[at] = (weights[at] as number) + 1
}

function drawRows(n: number, source: Source): Draw {
  return (weights) => {
    weights.fill(0)
    for (let drawn = 0; drawn < n; drawn++) add(weights, source.below(n))
  }
}

function drawWithinStrata(of: Int32Array, source: Source): Draw {
  const members: number[][] = []
  for (const [at, stratum] of of.entries()) {
    const rows = members[stratum] ?? []
    rows.push(at)
    members[stratum] = rows
  }
  const strata = members.map((rows) => Int32Array.from(rows))
  return (weights) => {
    weights.fill(0)
    for (const rows of strata) {
      for (let drawn = 0; drawn < rows.length; drawn++) {
        add(weights, rows[source.below(rows.length)] as number)
      }
    }
  }
}

function drawGroups(of: Int32Array, count: number, source: Source): Draw {
  const groups = new Int32Array(count)
  return (weights) => {
    groups.fill(0)
    for (let drawn = 0; drawn < count; drawn++) add(groups, source.below(count))
    for (let at = 0; at < of.length; at++) weights[at] = groups[of[at] as number] as number
  }
}

const countOf = (of: Int32Array) => of.reduce((most, code) => Math.max(most, code + 1), 0)

/**
 * The percentile bootstrap of any statistic: 2,000 resamples from a generator that the first 16
 * bytes of `seed` fix, so that everybody gets the same bounds, each one-sided at `level`. A resample on which the statistic has no value counts as the lowest for the
 * lower bound and as the highest for the upper: when there are too many of them, that side is
 * unbounded. Fewer than two groups bound nothing: one group says nothing about the next.
 * @source Efron and Tibshirani 1993, chapter 13; Davison and Hinkley 1997, section 3.8 (groups).
 * @throws RangeError when `of` does not name one stratum or group per row.
 */
export function resampledInterval(
  statistic: Statistic,
  resampling: Resampling,
  level: number,
  seed: Uint8Array,
): Interval {
  const { n } = statistic
  const of = resampling.kind === 'rows' ? null : resampling.of
  if (of && of.length !== n) throw new RangeError('one stratum or group per row')
  const units = of && resampling.kind === 'groups' ? countOf(of) : n
  if (n === 0 || (resampling.kind === 'groups' && units < 2)) {
    return { lower: null, upper: null, method: 'bootstrap' }
  }
  const source = fastSource(seed)
  const draw =
    of === null
      ? drawRows(n, source)
      : resampling.kind === 'groups'
        ? drawGroups(of, units, source)
        : drawWithinStrata(of, source)
  const weights = new Int32Array(n)
  const values = new Float64Array(resamples)
  let known = 0
  for (let resample = 0; resample < resamples; resample++) {
    draw(weights)
    const value = statistic.evaluate(weights)
    if (value !== null) values[known++] = value
  }
  return percentileBounds(values.subarray(0, known).sort(), resamples - known, level)
}

function percentileBounds(sorted: Float64Array, unknown: number, level: number): Interval {
  const last = sorted.length + unknown - 1
  return {
    lower: sorted[Math.floor(level * last) - unknown] ?? null,
    upper: sorted[Math.ceil((1 - level) * last)] ?? null,
    method: 'bootstrap',
  }
}
