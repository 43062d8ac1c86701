import { type KappaWeights, kappaOf } from '../metrics/agreement'
import type { Confusion } from '../metrics/classification'
import type { Spread } from './approximate-power'

/*
 * Before a run nobody knows how much rows differ. Each of these says what it assumes; they serve
 * for planning a sample, and no verdict uses them. For BLEU there is no assumption that could be
 * defended: its spread has to come from a dry run.
 */

/**
 * A mean of scores between 0 and 1 (token F1, ROUGE-L): √(m(1 − m)), the most that is possible, as
 * if every row were either right or wrong. Real scores differ less, so it asks for too many rows.
 */
export const scoreSpread: Spread = (mean) => Math.sqrt(Math.max(0, mean * (1 - mean)))

/**
 * MAE, and MAPE where true values are of one size: errors are normal around 0, so that
 * |error| has the mean σ√(2/π) and the standard deviation mean · √(π/2 − 1).
 */
export const absoluteErrorSpread: Spread = (mean) => mean * Math.sqrt(Math.PI / 2 - 1)

/** RMSE with normal errors around 0: σ / √(2n) is its standard error. */
export const rmseSpread: Spread = (rmse) => rmse / Math.SQRT2

/**
 * R² of calibrated answers with normal errors: 2 · R · (1 − R²), the delta method for the ratio of
 * two variances whose correlation is 1 − R². For R² above 0. The bootstrap of R² is skewed besides,
 * so that with 200 rows a chance computed from this is up to 0.1 too high.
 */
export const r2Spread: Spread = (r2) => 2 * Math.sqrt(Math.max(0, r2)) * (1 - r2)

/**
 * ROC-AUC with a share `positives` of positive rows, scores exponential within either class:
 * variance 2A²/(1 + A) − A² over the positives, and A/(2 − A) − A² over the negatives.
 * @source Hanley and McNeil 1982.
 */
export function aucSpread(positives: number): Spread {
  return (auc) => {
    const byPositive = (2 * auc ** 2) / (1 + auc) - auc ** 2
    const byNegative = auc / (2 - auc) - auc ** 2
    return Math.sqrt(Math.max(0, byPositive / positives + byNegative / (1 - positives)))
  }
}

/** The confusion matrix, in shares, of an endpoint as often right on every class, errors even. */
function assumedTable(labels: readonly string[], shares: readonly number[], right: number) {
  const size = labels.length
  const counts = new Float64Array(size * (size + 1))
  for (let truth = 0; truth < size; truth++) {
    for (let answer = 0; answer < size; answer++) {
      const share = truth === answer ? right : (1 - right) / (size - 1)
      counts[truth * (size + 1) + answer] = (shares[truth] ?? 0) * share
    }
  }
  return { labels, counts }
}

/** How many cells of a table are differentiated at most, and how many tables. */
const mostCells = 256
const tables = 33

/** The cells to differentiate with their weights: all, or an even sample where there are many. */
function cellsWithWeights(counts: Float64Array): [number, number][] {
  const present = [...counts.entries()].filter(([, chance]) => chance > 0)
  if (present.length <= mostCells) return present
  const sample: [number, number][] = []
  let passed = 0
  for (const [cell, chance] of present) {
    passed += chance
    while ((sample.length + 0.5) / mostCells < passed) sample.push([cell, 1 / mostCells])
  }
  return sample
}

/** √n times the standard error of `score`, squared, by the infinitesimal jackknife. */
function jackknifed(
  table: Confusion,
  center: number,
  score: (confusion: Confusion) => number | null,
): number {
  const step = 1e-6
  const moved = new Float64Array(table.counts.length)
  let variance = 0
  for (const [cell, weight] of cellsWithWeights(table.counts)) {
    for (let at = 0; at < moved.length; at++) moved[at] = (table.counts[at] as number) * (1 - step)
    moved[cell] = (moved[cell] as number) + step
    const slope = ((score({ labels: table.labels, counts: moved }) ?? center) - center) / step
    variance += weight * slope ** 2
  }
  return variance
}

/**
 * Any metric of the confusion matrix that is no single proportion (F1, macro averages, kappa).
 * It assumes an endpoint that is right equally often on every class and whose errors fall evenly on
 * the other labels, as often right as gives the metric the value asked for. The spread is the
 * infinitesimal jackknife's: √ Σ p(cell) · (d metric / d cell)², derivatives by small differences.
 * It is worked out once for 33 such endpoints, from chance to flawless, and read off between them.
 * @param shares of the classes among the rows, in the order of `labels`, adding up to 1.
 * @source Efron and Tibshirani 1993, chapter 21.
 */
export function confusionSpread(
  labels: readonly string[],
  shares: readonly number[],
  score: (confusion: Confusion) => number | null,
): Spread {
  const chance = 1 / labels.length
  const known = Array.from({ length: tables }, (_, at) => {
    const table = assumedTable(labels, shares, chance + ((1 - chance) * at) / (tables - 1))
    const value = score(table) ?? 0
    return { value, variance: jackknifed(table, value, score) }
  })
  return (value) => {
    const above = known.findIndex((one) => one.value >= value)
    const high = known.at(above)
    const low = known.at(Math.max(0, above - 1))
    if (!high || !low) return 0
    // Above every table: the last, which is flawless. Between two: their mean by distance.
    const part =
      above > 0 && high.value > low.value ? (value - low.value) / (high.value - low.value) : 1
    const end = above < 0 ? high : low
    return Math.sqrt(Math.max(0, end.variance + part * (high.variance - end.variance)))
  }
}

/** Kappa between truth and answers, with the assumptions of `confusionSpread`. */
export function kappaSpread(
  labels: readonly string[],
  shares: readonly number[],
  weights: KappaWeights,
): Spread {
  const size = labels.length
  return confusionSpread(labels, shares, ({ counts }) => {
    const square = new Float64Array(size * size)
    for (let at = 0; at < size * size; at++) {
      square[at] = counts[Math.floor(at / size) * (size + 1) + (at % size)] as number
    }
    return kappaOf(square, size, weights)
  })
}
