import { criterion } from 'tests/support/outcomes'
import { describe, expect, it } from 'vitest'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { type MeasuredRow, measure } from '~/domain/outcomes/measures/measure'
import { perturbed, planFor } from '~/domain/outcomes/runs/evaluation'

function rowsOf(count: number, wrong: (at: number) => boolean, latencyMs = 50): MeasuredRow[] {
  return Array.from({ length: count }, (_, order) => {
    const label = order % 2 === 0 ? 'a' : 'b'
    const output = wrong(order) ? (label === 'a' ? 'b' : 'a') : label
    return { kind: 'sample', order, label, output, problem: null, latencyUs: latencyMs * 1000 }
  })
}

const rowsRoot = 'f'.repeat(64)
const run = (criteria: Criterion[], rows: MeasuredRow[], moreRows = true) =>
  measure({ criteria, rows, rowsRoot, moreRows })

describe('the engine', () => {
  it('measures each criterion on the first rows of the draw, whatever the order of arrival', () => {
    const small = criterion({ id: 'small', sampleSize: 100, target: 0.9 })
    const large = criterion({ id: 'large', sampleSize: 400, target: 0.9 })
    const rows = rowsOf(400, (at) => at >= 100 && at % 4 === 0)
    const [first, second] = run([small, large], rows.toReversed()).results
    expect(first).toMatchObject({ n: 100, estimate: 1, method: 'clopper_pearson', outcome: 'met' })
    expect(second).toMatchObject({ n: 400, outcome: 'not_met' })
    expect(run([small, large], rows)).toEqual(run([small, large], rows.toReversed()))
  })

  it('is stricter the more attempts are allowed', () => {
    const rows = rowsOf(400, (at) => at % 25 === 0)
    const lowerWith = (attempts: number) =>
      run([criterion({ sampleSize: 400, attempts })], rows).results[0]?.lower
    expect(lowerWith(10)).toBeLessThan(lowerWith(3) ?? 0)
    expect(lowerWith(3)).toBeLessThan(lowerWith(1) ?? 0)
  })

  it('bounds macro-F1 by a bootstrap, and a perfect score by the rows of the smallest class', () => {
    const macro = criterion({ metric: 'f1', averaging: 'macro', sampleSize: 200, attempts: 1 })
    const some = run(
      [macro],
      rowsOf(200, (at) => at % 20 === 0),
    ).results[0]
    // By hand: ten of 100 rows of a were called b. F1 of a 180/190, of b 200/210.
    expect(some?.method).toBe('bootstrap')
    expect(some?.estimate).toBeCloseTo((180 / 190 + 200 / 210) / 2, 12)
    expect(some?.lower).toBeLessThan(0.95)
    expect(some?.upper).toBeGreaterThan(0.95)
    const perfect = run(
      [macro],
      rowsOf(200, () => false),
    ).results[0]
    // Clopper–Pearson on 100 of 100 at 0.05: 0.05^(1/100).
    expect(perfect).toMatchObject({ method: 'clopper_pearson', estimate: 1, upper: 1 })
    expect(perfect?.lower).toBeCloseTo(0.05 ** (1 / 100), 9)
  })

  it('takes precision and recall as proportions of what was predicted and what was there', () => {
    const rows = rowsOf(200, (at) => at % 2 === 1 && at < 20)
    const of = (metric: string) =>
      run([criterion({ metric, averaging: 'class', positiveClass: 'a', sampleSize: 200 })], rows)
        .results[0]
    // Ten rows of b were called a: precision 100/110, recall 100/100.
    expect(of('precision')).toMatchObject({ estimate: 100 / 110, method: 'clopper_pearson' })
    expect(of('recall')).toMatchObject({ estimate: 1, method: 'clopper_pearson' })
  })

  it('counts failures for the error rate and against accuracy', () => {
    const rows = rowsOf(200, () => false).map((row, at) =>
      at < 4 ? { ...row, output: null, problem: 'deadline_passed', latencyUs: 10_000_000 } : row,
    )
    const [accuracy, errors, slow] = run(
      [
        criterion({ sampleSize: 200, target: 0.9 }),
        criterion({ id: 'e', metric: 'error_rate', sampleSize: 200, target: 0.1 }),
        criterion({ id: 'l', metric: 'latency_p90', sampleSize: 200, target: 100 }),
      ],
      rows,
    ).results
    expect(accuracy?.estimate).toBe(0.98)
    expect(errors).toMatchObject({ estimate: 0.02, outcome: 'met' })
    expect(slow?.outcome).toBe('met')
  })

  it('says inconclusive while more rows could decide, and not met when none are left', () => {
    const rows = rowsOf(200, (at) => at % 20 === 0)
    const close = criterion({ sampleSize: 200, target: 0.95 })
    expect(run([close], rows, true).overall).toBe('inconclusive')
    expect(run([close], rows, false).overall).toBe('not_met')
  })

  it('does not let duplicates and canaries into the numbers', () => {
    const rows = rowsOf(100, () => false)
    const extra: MeasuredRow[] = [
      { kind: 'duplicate', order: 3, label: 'b', output: 'a', problem: null, latencyUs: 1 },
      { kind: 'canary', order: 0, label: 'a', output: 'b', problem: null, latencyUs: 1 },
    ]
    const one = criterion({ sampleSize: 100 })
    const measured = run([one], [...rows, ...extra])
    expect(measured.results).toEqual(run([one], rows).results)
    expect(measured.consistency).toEqual({ pairs: 1, same: 0 })
    expect(measured.canaries).toEqual({ asked: 1, agreed: 0, flagged: false })
  })
})

describe('a plan', () => {
  it('asks a row again in words that mean the same, and leaves single words and numbers alone', () => {
    expect(perturbed({ text: 'where is it', city: 'Lahore', n: '12 000' })).toEqual({
      text: 'where is it ',
      city: 'Lahore',
      n: '12 000',
    })
  })

  it('gives every run time enough', () => {
    expect(planFor(400, 40).totalDeadlineMs).toBe(120_000)
    expect(planFor(10_000, 40).totalDeadlineMs).toBe(1_000_000)
  })
})
