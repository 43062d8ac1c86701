import { labelsOf, type Message, type Task, trainingMessages } from './dataset'
import { seeded } from './random'

/** Multinomial logistic regression over hashed words, word pairs and letter trigrams. */
export type TextModel = {
  readonly plan: TrainingPlan
  readonly labels: readonly string[]
  readonly buckets: number
  /** `weights[label * (buckets + 1) + bucket]`; the last bucket is the bias. */
  readonly weights: Float32Array
}

export type TrainingPlan = {
  readonly task: Task
  readonly buckets: number
  readonly epochs: number
  readonly rows: number
  /** Single words only: cheaper, and weaker on misspelt and mixed language. */
  readonly wordsOnly: boolean
}

/**
 * The demo team took care of the categories. Its first try at them, and its model for the intents,
 * saw few messages and stopped early: those are weaker, and the platform finds out.
 */
export const plans = {
  classify: { task: 'category', buckets: 16_384, epochs: 4, rows: 6_000, wordsOnly: false },
  'classify-early': { task: 'category', buckets: 256, epochs: 2, rows: 90, wordsOnly: true },
  intent: { task: 'intent', buckets: 256, epochs: 2, rows: 220, wordsOnly: true },
} as const satisfies Record<string, TrainingPlan>
export type ModelName = keyof typeof plans

function hash(text: string, buckets: number): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return (value >>> 0) % buckets
}

/** The buckets that a message falls into, each once. */
export function featuresOf(
  text: string,
  { buckets, wordsOnly }: Pick<TrainingPlan, 'buckets' | 'wordsOnly'>,
): number[] {
  const words = text.toLowerCase().match(/[\p{L}]+|\d+/gu) ?? []
  const found = new Set<number>()
  for (const [at, word] of words.entries()) {
    const shape = /^\d+$/.test(word) ? '#' : word
    found.add(hash(`w ${shape}`, buckets))
    if (wordsOnly) continue
    found.add(hash(`p ${shape} ${words[at + 1] ?? ''}`, buckets))
    const edged = `<${shape}>`
    for (let from = 0; from + 3 <= edged.length; from++) {
      found.add(hash(`t ${edged.slice(from, from + 3)}`, buckets))
    }
  }
  return [...found]
}

function scoresOf(model: TextModel, features: readonly number[]): number[] {
  const width = model.buckets + 1
  const scores = model.labels.map((_, label) => {
    let sum = model.weights[label * width + model.buckets] ?? 0
    for (const bucket of features) sum += model.weights[label * width + bucket] ?? 0
    return sum
  })
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

/** Plain stochastic gradient descent with a falling step. */
export function train(messages: readonly Message[], plan: TrainingPlan): TextModel {
  const { task } = plan
  const labels = labelsOf[task]
  const width = plan.buckets + 1
  const model: TextModel = {
    plan,
    labels,
    buckets: plan.buckets,
    weights: new Float32Array(labels.length * width),
  }
  const rows = messages.slice(0, plan.rows).map((message) => ({
    features: featuresOf(message.message, plan),
    label: labels.indexOf(message[task]),
  }))
  const random = seeded(7)
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const step = 0.25 / (1 + epoch)
    for (let turn = 0; turn < rows.length; turn++) {
      const row = rows[Math.floor(random() * rows.length)]
      if (!row) continue
      const shares = scoresOf(model, row.features)
      for (const [label, share] of shares.entries()) {
        const change = step * ((label === row.label ? 1 : 0) - share)
        const at = label * width
        for (const bucket of row.features) model.weights[at + bucket]! += change
        model.weights[at + plan.buckets]! += change
      }
    }
  }
  return model
}

/** The most probable label, with the probability of each. */
export function classify(
  model: TextModel,
  text: string,
): { label: string; scores: Record<string, number> } {
  const shares = scoresOf(model, featuresOf(text, model.plan))
  const best = shares.indexOf(Math.max(...shares))
  const scores = Object.fromEntries(
    model.labels.map((label, at) => [label, Math.round((shares[at] ?? 0) * 10_000) / 10_000]),
  )
  return { label: model.labels[best] ?? '', scores }
}

/** One of the demo team's models, trained on its own messages. */
export function trainedModel(name: ModelName): TextModel {
  return train(trainingMessages(), plans[name])
}
