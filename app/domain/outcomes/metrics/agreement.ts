import type { Answered } from './classification'
import { estimateOf, type Statistic } from './statistic'

/** What a disagreement weighs: the same for every pair of labels, or the square of their distance. */
export type KappaWeights = 'none' | 'quadratic'

/**
 * Cohen's kappa of a square table of counts, `counts[first * size + second]`:
 * 1 − Σ w·observed / Σ w·expected, with expected = row total · column total / all, and w = 1 off
 * the diagonal ("none") or (first − second)² ("quadratic").
 * As scikit-learn 1.2 `cohen_kappa_score(weights=None | "quadratic")` with `labels=` fixed in
 * order. null where scikit-learn gives NaN: chance alone leaves nothing to disagree about, as
 * when both sides use one and the same label.
 * @source Cohen 1960; Cohen 1968, "Weighted kappa".
 */
export function kappaOf(counts: Float64Array, size: number, weights: KappaWeights): number | null {
  const rows = new Float64Array(size)
  const columns = new Float64Array(size)
  let all = 0
  for (let at = 0; at < size * size; at++) {
    const count = counts[at] as number
    const row = Math.floor(at / size)
    const column = at % size
    rows[row] = (rows[row] as number) + count
    columns[column] = (columns[column] as number) + count
    all += count
  }
  let observed = 0
  let expected = 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const weight = weights === 'quadratic' ? (row - column) ** 2 : row === column ? 0 : 1
      observed += weight * (counts[row * size + column] as number)
      expected += weight * (rows[row] as number) * (columns[column] as number)
    }
  }
  return expected === 0 ? null : 1 - (observed * all) / expected
}

function indexOf(labels: readonly string[]): (label: string) => number {
  const index = new Map(labels.map((label, at) => [label, at]))
  return (label) => {
    const at = index.get(label)
    if (at === undefined) throw new RangeError('a label outside the fixed set')
    return at
  }
}

function tableStatistic(cells: Int32Array, size: number, weights: KappaWeights): Statistic {
  const counts = new Float64Array(size * size)
  return {
    n: cells.length,
    evaluate(rowWeights) {
      counts.fill(0)
      for (let at = 0; at < cells.length; at++) {
        const cell = cells[at] as number
        counts[cell] = (counts[cell] as number) + (rowWeights[at] as number)
      }
      return kappaOf(counts, size, weights)
    },
  }
}

/**
 * Kappa between truth and answers over a fixed list of labels, in order for "quadratic".
 * A row without an answer, or with one outside the list, counts against the endpoint and never
 * widens the list: with "quadratic" as the label farthest from the truth (the first of the two
 * when both ends are as far), with "none" as one more label that no truth has.
 * @throws RangeError when a true label is outside the list.
 */
export function truthKappaStatistic(
  rows: readonly Answered[],
  labels: readonly string[],
  weights: KappaWeights,
): Statistic {
  const index = new Map(labels.map((label, at) => [label, at]))
  const truthIndex = indexOf(labels)
  const size = weights === 'none' ? labels.length + 1 : labels.length
  const last = labels.length - 1
  const cells = Int32Array.from(rows, ({ label, output }) => {
    const truth = truthIndex(label)
    const wrong = weights === 'none' ? labels.length : truth * 2 >= last ? 0 : last
    return truth * size + ((output === null ? undefined : index.get(output)) ?? wrong)
  })
  return tableStatistic(cells, size, weights)
}

/** What two raters said about one thing. */
export type RatedPair = { readonly first: string; readonly second: string }

/**
 * Kappa between two raters over a fixed list of labels, in order for "quadratic". Both have rated
 * every row; it is the same whoever is called first.
 * @throws RangeError when a rating is outside the list.
 */
export function raterKappaStatistic(
  pairs: readonly RatedPair[],
  labels: readonly string[],
  weights: KappaWeights,
): Statistic {
  const at = indexOf(labels)
  const cells = Int32Array.from(
    pairs,
    ({ first, second }) => at(first) * labels.length + at(second),
  )
  return tableStatistic(cells, labels.length, weights)
}

/** Kappa between two raters; null where it has no value. */
export function raterKappa(
  pairs: readonly RatedPair[],
  labels: readonly string[],
  weights: KappaWeights,
): number | null {
  return estimateOf(raterKappaStatistic(pairs, labels, weights))
}
