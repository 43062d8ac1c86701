import type { Spread } from './approximate-power'
import { type KappaWeights, kappaOf } from './metrics/agreement'
import type { Confusion } from './metrics/classification'

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

/**
 * Any metric of the confusion matrix that is no single proportion (F1, macro averages, kappa).
 * It assumes an endpoint that is right equally often on every class and whose errors fall evenly on
 * the other labels, as often right as gives the metric the value asked for. The spread is the
 * infinitesimal jackknife's: √ Σ p(cell) · (d metric / d cell)², derivatives by small differences.
 * @param shares of the classes among the rows, in the order of `labels`, adding up to 1.
 * @source Efron and Tibshirani 1993, chapter 21.
 */
export function confusionSpread(
  labels: readonly string[],
  shares: readonly number[],
  score: (confusion: Confusion) => number | null,
): Spread {
  return (value) => {
    let low = 1 / labels.length
    let high = 1
    for (let step = 0; step < 40; step++) {
      const middle = (low + high) / 2
      if ((score(assumedTable(labels, shares, middle)) ?? 0) < value) low = middle
      else high = middle
    }
    const table = assumedTable(labels, shares, high)
    const center = score(table) ?? 0
    const step = 1e-6
    let variance = 0
    const moved = new Float64Array(table.counts.length)
    for (const [cell, chance] of table.counts.entries()) {
      if (chance === 0) continue
      for (const [at, count] of table.counts.entries()) moved[at] = count * (1 - step)
      moved[cell] = (moved[cell] as number) + step
      const slope = ((score({ labels, counts: moved }) ?? center) - center) / step
      variance += chance * slope ** 2
    }
    return Math.sqrt(variance)
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
