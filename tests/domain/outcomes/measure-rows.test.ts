import { describe, expect, it } from 'vitest'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import type { LabelKind } from '~/domain/outcomes/datasets/label-kind'
import { histogramOf, rocPoints } from '~/domain/outcomes/measures/details'
import { f1Interval } from '~/domain/outcomes/measures/interval'
import { measure } from '~/domain/outcomes/measures/measure'

const rowsRoot = 'a'.repeat(64)

type Row = { label: string; output: string | null; group?: string }

/** One criterion measured on rows that were all answered, or not at all. */
function measured(
  draft: Record<string, unknown>,
  labelKind: LabelKind,
  rows: readonly Row[],
  engine?: string,
) {
  const labels = [...new Set(rows.map(({ label }) => label))]
  const dataset = { labelKind, labels }
  const checked = validateCriterion({ id: 'c1', attempts: 1, sampleSize: 200, ...draft }, dataset)
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  const [result] = measure({
    criteria: [checked.criterion],
    rows: rows.map((row, order) => ({
      ...row,
      kind: 'sample' as const,
      order,
      problem: row.output === null ? 'deadline_passed' : null,
      latencyUs: 1_000,
    })),
    rowsRoot,
    moreRows: true,
    ...(engine ? { engine } : {}),
  }).results
  if (!result) throw new Error('no result')
  return result
}

const many = (count: number, row: (at: number) => Row) =>
  Array.from({ length: count }, (_, at) => row(at))

describe('numbers', () => {
  const rows = many(200, (at) => ({
    label: String(at % 50),
    output: String((at % 50) + (at % 5) - 2),
  }))

  it('are met, missed or undecided by the careful end of their interval', () => {
    const mae = { metric: 'mae', missingError: 50 }
    expect(measured({ ...mae, target: 1.5 }, 'number', rows)).toMatchObject({
      estimate: 1.2,
      outcome: 'met',
      method: 'bootstrap',
    })
    expect(measured({ ...mae, target: 1 }, 'number', rows).outcome).toBe('not_met')
    expect(measured({ ...mae, target: 1.21 }, 'number', rows).outcome).toBe('inconclusive')
    expect(measured({ metric: 'r2', missingError: 50, target: 0.9 }, 'number', rows).outcome).toBe(
      'met',
    )
  })

  it('count a row without an answer as the error that was agreed, and say how many there were', () => {
    const silent = rows.map((row, at) => (at % 100 === 0 ? { ...row, output: null } : row))
    const result = measured({ metric: 'mae', missingError: 50, target: 2 }, 'number', silent)
    expect(result.estimate).toBeCloseTo((1.2 * 200 - 4 + 100) / 200, 9)
    expect(result.detail).toMatchObject({ kind: 'histogram', of: 'error', missing: 2 })
  })

  it('stand beside what always answering the mean would score', () => {
    const result = measured({ metric: 'mae', missingError: 50, target: 2 }, 'number', rows)
    expect(result.baseline).toBeCloseTo(12.5, 9)
  })

  it('that are all right are not proof of perfection', () => {
    const right = rows.map(({ label }) => ({ label, output: label }))
    const result = measured({ metric: 'mae', missingError: 50, target: 2 }, 'number', right)
    expect(result).toMatchObject({ estimate: 0, lower: 0, outcome: 'met' })
    expect(result.upper).toBeGreaterThan(0.5)
  })
})

describe('texts', () => {
  const rows = many(200, (at) => ({
    label: `crate ${at} is ripe`,
    output: at % 10 === 0 ? `crate ${at} is green` : `Crate ${at} is ripe.`,
  }))

  it('that match are a proportion; the overlap of words is resampled', () => {
    const exact = measured({ metric: 'exact_match', target: 0.85 }, 'text', rows)
    expect(exact).toMatchObject({ estimate: 0.9, method: 'clopper_pearson', outcome: 'met' })
    const overlap = measured({ metric: 'token_f1', target: 0.95 }, 'text', rows)
    expect(overlap).toMatchObject({ estimate: 0.975, method: 'bootstrap', outcome: 'met' })
    expect(measured({ metric: 'rouge_l', target: 0.99 }, 'text', rows).outcome).toBe('not_met')
    expect(measured({ metric: 'bleu', target: 0.3 }, 'text', rows)).toMatchObject({ detail: null })
  })
})

describe('rankings and grades', () => {
  const rows = many(300, (at) => ({
    label: at % 3 === 0 ? 'missed' : 'kept',
    output: String(at % 3 === 0 ? 0.5 + (at % 5) / 10 : 0.2 + (at % 4) / 10),
  }))

  it('are measured on scores, with the curve beside them', () => {
    const auc = { metric: 'roc_auc', positiveClass: 'missed', target: 0.8 }
    const result = measured(auc, 'class', rows)
    expect(result).toMatchObject({ baseline: 0.5, outcome: 'met', detail: { kind: 'roc' } })
    const points = rocPoints(rows, 'missed')
    expect([points[0], points.at(-1)]).toEqual([
      [0, 0],
      [1, 1],
    ])
    const labelled = rows.map(({ label }) => ({ label, output: label }))
    expect(measured(auc, 'class', labelled).estimate).toBe(0)
  })

  it('thin a long curve to about a hundred points', () => {
    const long = many(5_000, (at) => ({ label: at % 2 === 0 ? 'a' : 'b', output: String(at) }))
    expect(rocPoints(long, 'a')).toHaveLength(101)
  })

  it('weigh a grade by how far it is off', () => {
    const near = many(200, (at) => ({
      label: String(at % 4),
      output: String(Math.min(3, (at % 4) + (at % 8 === 0 ? 1 : 0))),
    }))
    const far = near.map(({ label }, at) => ({ label, output: at % 8 === 0 ? '3' : label }))
    const kappa = { metric: 'weighted_kappa', target: 0.8 }
    const close = measured(kappa, 'class', near)
    expect(close.outcome).toBe('met')
    expect(close.estimate ?? 0).toBeGreaterThan(measured(kappa, 'class', far).estimate ?? 1)
  })
})

describe('rows that belong together', () => {
  it('widen the interval: forty farms are not four hundred fields', () => {
    const rows = many(400, (at) => {
      const farm = Math.floor(at / 10)
      return {
        label: at % 2 === 0 ? 'x' : 'y',
        output: farm % 8 === 0 ? 'z' : at % 2 === 0 ? 'x' : 'y',
        group: `f${farm}`,
      }
    })
    const accuracy = { metric: 'accuracy', target: 0.8, sampleSize: 400 }
    const alone = measured(accuracy, 'class', rows)
    const together = measured({ ...accuracy, resampling: 'group' }, 'class', rows)
    expect(alone).toMatchObject({ method: 'clopper_pearson', outcome: 'met' })
    expect(together).toMatchObject({ method: 'bootstrap', outcome: 'inconclusive' })
    expect(together.estimate).toBe(alone.estimate)
  })
})

describe('the F1 of one class', () => {
  const rows = many(400, (at) => ({
    label: at % 7 === 0 ? 'spam' : 'post',
    output: at % 7 === 0 ? (at % 70 === 0 ? 'post' : 'spam') : at % 100 === 1 ? 'spam' : 'post',
    group: `g${at % 40}`,
  }))
  const f1 = { metric: 'f1', averaging: 'class', positiveClass: 'spam', target: 0.8 }

  it('has the exact interval of the counts', () => {
    const result = measured({ ...f1, sampleSize: 400 }, 'class', rows)
    const is = rows.filter(({ label }) => label === 'spam').length
    const called = rows.filter(({ output }) => output === 'spam').length
    const both = rows.filter((row) => row.label === 'spam' && row.output === 'spam').length
    expect(result.estimate).toBeCloseTo((2 * both) / (is + called), 12)
    const exact = f1Interval(both, called - both, is - both, 0.05)
    expect(result).toMatchObject(exact)
  })

  it('is resampled where rows come in groups, over all classes, and by the first engine', () => {
    const grouped = { ...f1, sampleSize: 400, resampling: 'group' }
    expect(measured(grouped, 'class', rows).method).toBe('bootstrap')
    for (const averaging of ['macro', 'micro']) {
      const over = { metric: 'f1', averaging, target: 0.8, sampleSize: 400 }
      expect(measured(over, 'class', rows).method).toBe('bootstrap')
    }
    const first = measured({ ...f1, sampleSize: 400 }, 'class', rows, 'samar-outcomes/1')
    expect(first.method).toBe('bootstrap')
  })
})

describe('a histogram', () => {
  it('lies evenly about nought for errors and from nought to one for scores', () => {
    expect(histogramOf('error', [-2, 0, 1], 1)).toMatchObject({ from: -2, to: 2, missing: 1 })
    expect(histogramOf('score', [0, 0.05, 1], 0)).toMatchObject({
      counts: [2, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    })
  })
})
