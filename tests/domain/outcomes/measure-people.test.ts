import { describe, expect, it } from 'vitest'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { type MeasuredRow, measure } from '~/domain/outcomes/measures/measure'
import type { Rating, Report } from '~/domain/outcomes/measures/measured-input'
import { studentInterval, studentQuantile } from '~/domain/outcomes/measures/student'
import { processDraft, rubricDraft } from '../../support/judging'

function made(draft: Record<string, unknown>): Criterion {
  const checked = validateCriterion({ id: 'c1', ...draft })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.criterion
}

const people = ['per_first', 'per_second'] as const
const judged = (changes: Record<string, unknown> = {}, rubric: Record<string, unknown> = {}) =>
  made({ ...rubricDraft(people, rubric), ...changes })

const rowsOf = (count: number, silent: (order: number) => boolean = () => false): MeasuredRow[] =>
  Array.from({ length: count }, (_, order) => ({
    kind: 'sample',
    order,
    label: 'x',
    output: silent(order) ? null : `answer ${order}`,
    problem: silent(order) ? 'deadline_passed' : null,
    latencyUs: 1_000,
  }))

/** Marks of both raters for both items of every answer. */
const marksOf = (
  count: number,
  points: (order: number, rater: number, item: number) => number,
): Rating[] =>
  Array.from({ length: count }, (_, order) =>
    [0, 1].flatMap((rater) =>
      [0, 1].map((item) => ({
        criterionId: 'c1',
        order,
        rater,
        item,
        points: points(order, rater, item),
      })),
    ),
  ).flat()

function judge(criterion: Criterion, rows: MeasuredRow[], ratings: Rating[], moreRows = true) {
  const inputs = { probes: [], ratings, reports: [] }
  const run = { criteria: [criterion], rows, rowsRoot: 'f'.repeat(64), moreRows, inputs }
  const [result] = measure(run).results
  if (!result) throw new Error('nothing was measured')
  return result
}

describe('points by two raters', () => {
  it('are the mean over answers of the mean over raters and items', () => {
    // 20 answers with 4 4 5 5, 20 with 5 5 5 5: means 4.5 and 5.
    const marks = marksOf(40, (order, rater) => (order < 20 && rater === 0 ? 4 : 5))
    const result = judge(judged({}, { leastAgreement: 0 }), rowsOf(40), marks)
    expect(result.estimate).toBeCloseTo(4.75, 12)
    expect(result).toMatchObject({ method: 'bootstrap', n: 40, outcome: 'met' })
    expect(result.lower).toBeGreaterThan(4.6)
    expect(result.upper).toBeLessThan(4.9)
    expect(result.detail).toMatchObject({ kind: 'ratings', counts: [0, 0, 0, 40, 120] })
  })

  it('come out the same whatever order the marks arrive in', () => {
    const marks = marksOf(40, (order, _, item) => 3 + ((order + item) % 3))
    const one = judge(judged(), rowsOf(40), marks)
    expect(judge(judged(), rowsOf(40).toReversed(), marks.toReversed())).toEqual(one)
  })

  it('count an answer that never came as the least points', () => {
    const silent = (order: number) => order < 10
    const marks = marksOf(40, () => 5).filter(({ order }) => !silent(order))
    const result = judge(judged(), rowsOf(40, silent), marks)
    expect(result.estimate).toBeCloseTo((10 * 1 + 30 * 5) / 40, 12)
    expect(result.detail).toMatchObject({ means: [4, 4], counts: [0, 0, 0, 0, 120] })
  })

  it('stand item by item, and the items together are the estimate', () => {
    const marks = marksOf(24, (order, rater, item) => (item === 0 ? 5 - rater : 2 + (order % 2)))
    const result = judge(judged({ sampleSize: 24 }, { leastAgreement: 0 }), rowsOf(24), marks)
    expect(result.detail).toMatchObject({ kind: 'ratings', means: [4.5, 2.5] })
    expect(result.estimate).toBeCloseTo((4.5 + 2.5) / 2, 12)
    const none = judge(judged(), [], [])
    expect(none).toMatchObject({ estimate: null, detail: { means: [] } })
  })

  it('do not claim certainty when every answer got the same mark', () => {
    const result = judge(
      judged({ target: 4.95 }),
      rowsOf(40),
      marksOf(40, () => 5),
    )
    // 5 of 5 on 40 answers at level 0.05 / 2: share 0.025^(1/40), the rest may be 1.
    const share = 0.025 ** (1 / 40)
    expect(result.lower).toBeCloseTo(share * 5 + (1 - share) * 1, 9)
    expect(result.outcome).toBe('inconclusive')
    expect(result.detail).toMatchObject({ agreement: null })
  })

  it('decide nothing when the raters agree too little', () => {
    const marks = marksOf(40, (order, rater) => (rater === 0 ? 1 + (order % 5) : 5 - (order % 5)))
    const result = judge(judged({ target: 1.5 }), rowsOf(40), marks)
    expect(result).toMatchObject({ outcome: 'inconclusive', reason: 'raters_disagree' })
    // Opposite orders on a uniform scale: quadratic weighted kappa is -1.
    expect(result.detail).toMatchObject({ agreement: -1 })
    expect(judge(judged({ target: 1.5 }, { leastAgreement: 0 }), rowsOf(40), marks).reason).toBe(
      'raters_disagree',
    )
  })

  it('take only the marks of their own criterion', () => {
    const others = marksOf(40, () => 1).map((mark) => ({ ...mark, criterionId: 'c2' }))
    const marks = marksOf(40, (order) => 4 + (order % 2))
    const result = judge(judged(), rowsOf(40), [...others, ...marks])
    expect(result.estimate).toBeCloseTo(4.5, 12)
  })
})

const share = (changes: Record<string, unknown> = {}) =>
  made({ ...processDraft('per_measurer'), ...changes })
const numeric = (changes: Record<string, unknown> = {}) =>
  made({
    ...processDraft('per_measurer', {
      unit: 'number',
      unitName: 'days',
      baseline: { value: 12.4, cases: 300, from: '2026-01-01', to: '2026-03-31' },
    }),
    target: 10,
    ...changes,
  })

const report = (changes: Partial<Report> = {}): Report => ({
  criterionId: 'c1',
  from: '2026-11-03',
  to: '2026-12-28',
  cases: 400,
  hits: 24,
  mean: null,
  deviation: null,
  fileSha256: 'a'.repeat(64),
  ...changes,
})

function compare(criterion: Criterion, reports: Report[], moreRows = false) {
  const inputs = { probes: [], ratings: [], reports }
  const [result] = measure({
    criteria: [criterion],
    rows: [],
    rowsRoot: '',
    moreRows,
    inputs,
  }).results
  if (!result) throw new Error('nothing was measured')
  return result
}

describe("a client's own figures", () => {
  it('bound a share by Clopper–Pearson on its cases', () => {
    const result = compare(share(), [report()])
    expect(result).toMatchObject({
      estimate: 0.06,
      n: 400,
      method: 'clopper_pearson',
      outcome: 'met',
      baseline: 0.18,
      detail: { kind: 'process', cases: 400, deviation: null, from: '2026-11-03' },
    })
    // scipy 1.17.1: beta.ppf(0.05, 24, 377) and beta.ppf(0.95, 25, 376).
    expect(result.lower).toBeCloseTo(0.041713525239861736, 12)
    expect(result.upper).toBeCloseTo(0.08334607872125388, 12)
  })

  it('bound the average of a number by Student’s t', () => {
    const figures = report({ hits: null, mean: 9.2, deviation: 3, cases: 100 })
    const result = compare(numeric({ sampleSize: 100 }), [figures])
    // t(0.95; 99) = 1.660391, standard error 0.3.
    expect(result.method).toBe('student_t')
    expect(result.upper).toBeCloseTo(9.2 + 1.6603911560169928 * 0.3, 9)
    expect(result.lower).toBeCloseTo(9.2 - 1.6603911560169928 * 0.3, 9)
    expect(result.outcome).toBe('met')
  })

  it('go the way that the criterion says', () => {
    const up = share({ direction: 'at_least', target: 0.05 })
    expect(compare(up, [report({ hits: 40 })]).outcome).toBe('met')
    expect(compare(up, [report({ hits: 5 })]).outcome).toBe('not_met')
    expect(compare(share(), [report({ hits: 90 })]).outcome).toBe('not_met')
  })

  it('decide nothing on fewer cases than were agreed', () => {
    expect(compare(share(), [report({ cases: 299, hits: 0 })])).toMatchObject({
      outcome: 'inconclusive',
      reason: 'too_few_rows',
      n: 299,
    })
    expect(compare(share(), [])).toMatchObject({ estimate: null, reason: 'too_few_rows', n: 0 })
  })

  it('stay open where they straddle, whatever rows are left: figures use none', () => {
    expect(compare(share(), [report({ hits: 38 })], false)).toMatchObject({
      outcome: 'inconclusive',
      reason: 'interval_straddles',
    })
  })
})

describe('Student’s t', () => {
  // scipy 1.17.1, stats.t.ppf(p, df).
  it.each([
    [0.95, 1, 6.313751514675037],
    [0.975, 2, 4.302652729749462],
    [0.95, 9, 1.833112932656237],
    [0.99, 29, 2.4620213601504126],
    [0.995, 120, 2.6174211451068654],
    [0.95, 1_000_000, 1.6448551507220404],
  ])('has its known quantile at %f with %i degrees', (p, degrees, value) => {
    expect(studentQuantile(p, degrees)).toBeCloseTo(value, 8)
    expect(studentQuantile(1 - p, degrees)).toBeCloseTo(-value, 8)
  })

  it('is 0 in the middle, and bounds nothing on one case', () => {
    expect(studentQuantile(0.5, 7)).toBeCloseTo(0, 12)
    expect(studentInterval(3, 1, 1, 0.05)).toMatchObject({ lower: null, upper: null })
  })
})
