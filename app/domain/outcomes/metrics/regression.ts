import type { Answered } from './classification'
import { parseNumber } from './numeric-answer'
import { estimateOf, meanStatistic, type Statistic } from './statistic'

export const regressionMetrics = ['mae', 'rmse', 'mape', 'r2'] as const
export type RegressionMetric = (typeof regressionMetrics)[number]

/**
 * The absolute error that a row without a numeric answer counts as, given its true value. It is
 * part of the criterion, because such a row is never dropped.
 */
export type MissingError = (truth: number) => number

export type Errors = {
  readonly truth: Float64Array
  /** |truth − answer|, or what the row counts as without an answer. */
  readonly absolute: Float64Array
}

/**
 * @throws RangeError when a true value is not a number, or `missingError` gives none that is
 * finite and at least 0.
 */
export function errorsOf(rows: readonly Answered[], missingError: MissingError): Errors {
  const truth = Float64Array.from(rows, ({ label }) => {
    const value = parseNumber(label)
    if (value === null) throw new RangeError('a true value that is not a number')
    return value
  })
  const absolute = Float64Array.from(rows, ({ output }, at) => {
    const value = truth[at] as number
    const answer = parseNumber(output)
    if (answer !== null) return Math.abs(value - answer)
    const error = missingError(value)
    if (!Number.isFinite(error) || error < 0) throw new RangeError('no error for a missing answer')
    return error
  })
  return { truth, absolute }
}

/**
 * R² = 1 − Σ error² / Σ (truth − mean truth)², as scikit-learn 1.2 `r2_score` with its default
 * `force_finite=True`: without any error it is 1; with errors but a constant truth it is 0.
 * A constant truth is told by comparing the values, not by a sum that rounds.
 * It has no value on fewer than two rows (a row drawn twice counts as two).
 */
function r2Statistic({ truth, absolute }: Errors): Statistic {
  return {
    n: truth.length,
    evaluate(weights) {
      let rows = 0
      let sum = 0
      let residual = 0
      let least = Number.POSITIVE_INFINITY
      let greatest = Number.NEGATIVE_INFINITY
      for (let at = 0; at < truth.length; at++) {
        const weight = weights[at] as number
        if (weight === 0) continue
        const value = truth[at] as number
        rows += weight
        sum += weight * value
        residual += weight * (absolute[at] as number) ** 2
        if (value < least) least = value
        if (value > greatest) greatest = value
      }
      if (rows < 2) return null
      if (residual === 0) return 1
      if (least === greatest) return 0
      const mean = sum / rows
      let spread = 0
      for (let at = 0; at < truth.length; at++) {
        spread += (weights[at] as number) * ((truth[at] as number) - mean) ** 2
      }
      return spread === 0 ? 0 : 1 - residual / spread
    },
  }
}

/**
 * One regression metric over rows, as scikit-learn 1.2 defines it.
 * - `mae`: mean |error| (`mean_absolute_error`).
 * - `rmse`: √ mean error² (`mean_squared_error(squared=False)`).
 * - `mape`: mean |error| / max(|truth|, ε) with ε = 2⁻⁵² (`mean_absolute_percentage_error`); a
 *   fraction, not hundredths. A true value of 0 makes it enormous unless the error is 0 too.
 * - `r2`: see above (`r2_score`).
 */
export function regressionStatistic(
  metric: RegressionMetric,
  rows: readonly Answered[],
  missingError: MissingError,
): Statistic {
  const errors = errorsOf(rows, missingError)
  const { truth, absolute } = errors
  if (metric === 'r2') return r2Statistic(errors)
  if (metric === 'mae') return meanStatistic(absolute)
  if (metric === 'mape') {
    const relative = absolute.map(
      (error, at) => error / Math.max(Math.abs(truth[at] as number), Number.EPSILON),
    )
    return meanStatistic(relative)
  }
  const squares = meanStatistic(absolute.map((error) => error ** 2))
  return {
    n: squares.n,
    evaluate(weights) {
      const mean = squares.evaluate(weights)
      return mean === null ? null : Math.sqrt(mean)
    },
  }
}

/** The metric's value; null on no rows, and for R² on fewer than two. */
export function regressionMetric(
  metric: RegressionMetric,
  rows: readonly Answered[],
  missingError: MissingError,
): number | null {
  return estimateOf(regressionStatistic(metric, rows, missingError))
}

/** What an endpoint would score that always answers the mean of the true values. */
export function meanBaseline(
  metric: RegressionMetric,
  rows: readonly { readonly label: string }[],
): number | null {
  const { truth } = errorsOf(
    rows.map(({ label }) => ({ label, output: label })),
    () => 0,
  )
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length
  const constant = rows.map(({ label }) => ({ label, output: String(mean) }))
  return regressionMetric(metric, constant, () => 0)
}
