import type { TableRow, TableTask } from './tables'

/** Multinomial logistic regression over standardised columns. Small, and really trained. */
export type SoftmaxModel = {
  readonly columns: readonly string[]
  readonly labels: readonly string[]
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  /** One row of weights a label, the bias last. */
  readonly weights: readonly (readonly number[])[]
}

function standardise(
  model: Pick<SoftmaxModel, 'columns' | 'mean' | 'deviation'>,
  features: Readonly<Record<string, unknown>>,
) {
  return model.columns.map((column, index) => {
    const value = Number(features[column])
    return (
      ((Number.isFinite(value) ? value : (model.mean[index] ?? 0)) - (model.mean[index] ?? 0)) /
      (model.deviation[index] ?? 1)
    )
  })
}

function probabilities(
  weights: readonly (readonly number[])[],
  inputs: readonly number[],
): number[] {
  const scores = weights.map((row) =>
    inputs.reduce((sum, value, index) => sum + value * (row[index] ?? 0), row[inputs.length] ?? 0),
  )
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

/** Trains by plain stochastic gradient descent with a falling step. */
export function trainSoftmax(
  task: TableTask,
  rows: readonly TableRow[],
  epochs = 12,
): SoftmaxModel {
  const { columns, labels } = task
  const mean = columns.map(
    (column) => rows.reduce((sum, { features }) => sum + (features[column] ?? 0), 0) / rows.length,
  )
  const deviation = columns.map((column, index) => {
    const square = rows.reduce(
      (sum, { features }) => sum + ((features[column] ?? 0) - (mean[index] ?? 0)) ** 2,
      0,
    )
    return Math.sqrt(square / rows.length) || 1
  })
  const weights = labels.map(() => new Array<number>(columns.length + 1).fill(0))
  const shape = { columns, mean, deviation }
  for (let epoch = 0; epoch < epochs; epoch++) {
    const step = 0.12 / (1 + epoch)
    for (const { features, label } of rows) {
      const inputs = standardise(shape, features)
      probabilities(weights, inputs).forEach((probability, index) => {
        const error = (labels[index] === label ? 1 : 0) - probability
        const row = weights[index] as number[]
        inputs.forEach((value, at) => {
          row[at] = (row[at] ?? 0) + step * error * value
        })
        row[inputs.length] = (row[inputs.length] ?? 0) + step * error
      })
    }
  }
  return { columns, labels, mean, deviation, weights }
}

/** The most probable label, with the probability of each. */
export function predict(model: SoftmaxModel, features: Readonly<Record<string, unknown>>) {
  const shares = probabilities(model.weights, standardise(model, features))
  const best = shares.reduce(
    (most, share, index) => (share > (shares[most] ?? 0) ? index : most),
    0,
  )
  return {
    label: model.labels[best] ?? '',
    scores: Object.fromEntries(model.labels.map((label, index) => [label, shares[index] ?? 0])),
  }
}
