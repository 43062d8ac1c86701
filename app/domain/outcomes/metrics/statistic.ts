/**
 * A metric over `n` rows, prepared once and evaluated many times. Row `at` counts `weights[at]`
 * times: all ones give the estimate, multiplicities give the value of a resample.
 */
export type Statistic = {
  readonly n: number
  /** @returns null where the metric has no value on these rows. */
  evaluate(weights: Int32Array): number | null
}

/** The value over every row once; null when there are no rows, or the metric has no value. */
export function estimateOf(statistic: Statistic): number | null {
  return statistic.n === 0 ? null : statistic.evaluate(new Int32Array(statistic.n).fill(1))
}

/** The mean of one number per row. */
export function meanStatistic(values: Float64Array): Statistic {
  return {
    n: values.length,
    evaluate(weights) {
      let sum = 0
      let rows = 0
      for (let at = 0; at < values.length; at++) {
        const weight = weights[at] as number
        sum += weight * (values[at] as number)
        rows += weight
      }
      return rows === 0 ? null : sum / rows
    },
  }
}
