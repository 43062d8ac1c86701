import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  classificationMetric,
  confusionOf,
  majorityBaseline,
  majorityLabel,
} from '~/domain/outcomes/metrics/classification'
import { expectClose } from './reference/closeness'
import reference from './reference/scikit-learn-1.2.json'

function rowsOf(labels: string[], outputs: (string | null)[]) {
  return labels.map((label, at) => ({ label, output: outputs[at] ?? null }))
}

function score(
  metric: 'accuracy' | 'precision' | 'recall' | 'f1',
  averaging: 'class' | 'macro' | 'micro' | null,
  rows: { label: string; output: string | null }[],
  labels: string[],
  positiveClass: string | null = null,
) {
  return classificationMetric({ metric, averaging, positiveClass }, confusionOf(rows, labels))
}

describe('classification metrics', () => {
  /*
   * The example of scikit-learn's own page on precision_recall_fscore_support:
   * macro (0.22…, 0.33…, 0.26…), micro (0.33…, 0.33…, 0.33…), and for ['pig', 'dog', 'cat']
   * precision [0, 0, 0.66…], recall [0, 0, 1], F [0, 0, 0.8].
   */
  const labels = ['cat', 'dog', 'pig']
  const rows = rowsOf(
    ['cat', 'dog', 'pig', 'cat', 'dog', 'pig'],
    ['cat', 'pig', 'dog', 'cat', 'cat', 'dog'],
  )

  it('agree with the example that scikit-learn publishes', () => {
    expect(score('precision', 'macro', rows, labels)).toBeCloseTo(2 / 9, 12)
    expect(score('recall', 'macro', rows, labels)).toBeCloseTo(1 / 3, 12)
    expect(score('f1', 'macro', rows, labels)).toBeCloseTo(0.8 / 3, 12)
    for (const metric of ['precision', 'recall', 'f1'] as const) {
      expect(score(metric, 'micro', rows, labels)).toBeCloseTo(1 / 3, 12)
    }
    expect(score('precision', 'class', rows, labels, 'cat')).toBeCloseTo(2 / 3, 12)
    expect(score('recall', 'class', rows, labels, 'cat')).toBe(1)
    expect(score('f1', 'class', rows, labels, 'cat')).toBeCloseTo(0.8, 12)
    expect(score('accuracy', null, rows, labels)).toBeCloseTo(2 / 6, 12)
  })

  it.each(reference.classification)('agree with scikit-learn: $name', (one) => {
    const { name, labels: fixed, rows: given, values } = one
    expectClose(score('accuracy', null, given, fixed), values.accuracy, `${name}, accuracy`)
    for (const metric of ['precision', 'recall', 'f1'] as const) {
      for (const averaging of ['macro', 'micro'] as const) {
        const what = `${name}, ${averaging} ${metric}`
        expectClose(score(metric, averaging, given, fixed), values[averaging][metric], what)
      }
      for (const [at, label] of fixed.entries()) {
        const value = score(metric, 'class', given, fixed, label)
        expectClose(value, values.classes[at]?.[metric] ?? null, `${name}, ${metric} of ${label}`)
      }
    }
  })

  it('give 0 where nothing was predicted or nothing was there (zero_division=0)', () => {
    const none = rowsOf(['a', 'a'], ['a', 'a'])
    expect(score('precision', 'class', none, ['a', 'b'], 'b')).toBe(0)
    expect(score('recall', 'class', none, ['a', 'b'], 'b')).toBe(0)
    expect(score('f1', 'class', none, ['a', 'b'], 'b')).toBe(0)
    // By hand: F1 of a is 1, of b is 0; their mean is 0.5, although every answer is right.
    expect(score('f1', 'macro', none, ['a', 'b'])).toBe(0.5)
  })

  /*
   * By hand, labels fixed to {a, b}. True a, a, b, b; answers a, spam, b, nothing.
   * a: TP 1, predicted 1, actual 2 → P 1, R 1/2, F 2/3. b the same. Macro F 2/3, accuracy 2/4.
   * Micro: TP 2, predicted 2, actual 4 → P 1, R 1/2, F 2/3.
   * With labels from the union there would be a third class and macro F would fall to 4/9.
   */
  it('count a stray label as an error of its row and never widen the set', () => {
    const stray = rowsOf(['a', 'a', 'b', 'b'], ['a', 'spam', 'b', null])
    expect(score('f1', 'macro', stray, ['a', 'b'])).toBeCloseTo(2 / 3, 12)
    expect(score('precision', 'macro', stray, ['a', 'b'])).toBe(1)
    expect(score('recall', 'macro', stray, ['a', 'b'])).toBe(0.5)
    expect(score('accuracy', null, stray, ['a', 'b'])).toBe(0.5)
    expect(score('precision', 'micro', stray, ['a', 'b'])).toBe(1)
    expect(score('recall', 'micro', stray, ['a', 'b'])).toBe(0.5)
    expect(score('f1', 'micro', stray, ['a', 'b'])).toBeCloseTo(2 / 3, 12)
  })

  it('three strays in 1,673 rows move macro-F1 by thousandths, not by a third', () => {
    const many = Array.from({ length: 1_673 }, (_, at) => {
      const label = at % 2 === 0 ? 'ham' : 'spam'
      return { label, output: at % 50 === 0 ? 'ham' : label }
    })
    const before = score('f1', 'macro', many, ['ham', 'spam'])
    const strays = many.map((row, at) =>
      at === 7 || at === 9 || at === 11 ? { ...row, output: '?' } : row,
    )
    expect(before - score('f1', 'macro', strays, ['ham', 'spam'])).toBeLessThan(0.002)
  })

  it('report what the most frequent label would score', () => {
    const uneven = rowsOf(['a', 'a', 'a', 'b'], ['b', 'b', 'b', 'b'])
    expect(majorityLabel(uneven, ['a', 'b'])).toBe('a')
    const accuracy = {
      metric: 'accuracy',
      averaging: null,
      positiveClass: null,
      labels: ['a', 'b'],
    } as const
    expect(majorityBaseline(accuracy, uneven)).toBe(0.75)
    // P of a = 3/4, R = 1, F = 6/7; b is 0; macro = 3/7.
    const macro = { ...accuracy, metric: 'f1', averaging: 'macro' } as const
    expect(majorityBaseline(macro, uneven)).toBeCloseTo(3 / 7, 12)
  })

  it('stay between 0 and 1, and are 1 when every answer is right and every label occurs', () => {
    const set = ['a', 'b', 'c']
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...set), fc.constantFrom(...set, 'stray', null)), {
          minLength: 1,
        }),
        (pairs) => {
          const some = pairs.map(([label, output]) => ({ label, output }))
          const right = [...set, ...pairs.map(([label]) => label)].map((label) => ({
            label,
            output: label,
          }))
          for (const metric of ['precision', 'recall', 'f1'] as const) {
            for (const averaging of ['macro', 'micro'] as const) {
              const value = score(metric, averaging, some, set)
              expect(value).toBeGreaterThanOrEqual(0)
              expect(value).toBeLessThanOrEqual(1)
              expect(score(metric, averaging, right, set)).toBeCloseTo(1, 12)
            }
          }
        },
      ),
    )
  })
})
