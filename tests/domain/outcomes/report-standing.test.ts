import { describe, expect, it } from 'vitest'
import type { ProcessPlan } from '~/domain/outcomes/criteria/criterion'
import { partStateOf } from '~/domain/outcomes/people/report-part.server'
import {
  type ReportDraft,
  reportPeriod,
  reportProblems,
  reportStanding,
} from '~/domain/outcomes/people/report-standing'
import { processDraft } from '../../support/judging'

const day = (n: number) => new Date(Date.UTC(2026, 10, n, 9))
const round = (
  n: number,
  objection: { answerUntil: Date; stoodByAt: Date | null } | null = null,
) => ({
  round: n,
  objectUntil: day(10 * n),
  objection,
})
const kindAt = (at: Date, ...reports: ReturnType<typeof round>[]) =>
  reportStanding({ dueAt: day(5), reports }, at).kind

describe('reported figures', () => {
  it('are awaited until they are due, and then silent', () => {
    expect(kindAt(day(4))).toBe('awaited')
    expect(kindAt(day(5))).toBe('silent')
  })

  it('are open to objection, and settled when nobody objected in time', () => {
    expect(kindAt(day(9), round(1))).toBe('open')
    expect(kindAt(day(10), round(1))).toBe('settled')
  })

  it('may be corrected once: an objection waits for an answer, then they are disputed', () => {
    const objected = round(1, { answerUntil: day(12), stoodByAt: null })
    expect(kindAt(day(11), objected)).toBe('objected')
    expect(kindAt(day(12), objected)).toBe('disputed')
    expect(kindAt(day(11), round(1, { answerUntil: day(12), stoodByAt: day(11) }))).toBe('disputed')
    expect(kindAt(day(15), objected, round(2))).toBe('open')
    expect(kindAt(day(20), objected, round(2))).toBe('settled')
    const again = round(2, { answerUntil: day(25), stoodByAt: null })
    expect(kindAt(day(16), objected, again)).toBe('disputed')
  })

  it('of several criteria: the worst decides, else the next to end is waited for', () => {
    const open = { kind: 'open', until: day(9) } as const
    const awaited = { kind: 'awaited', until: day(7) } as const
    expect(partStateOf([open, awaited])).toMatchObject({ for: 'report', until: day(7) })
    expect(partStateOf([open, { kind: 'settled' }])).toMatchObject({ for: 'objection' })
    expect(partStateOf([awaited, { kind: 'disputed' }])).toMatchObject({
      failure: 'report_disputed',
    })
    expect(partStateOf([open, { kind: 'silent' }])).toMatchObject({ failure: 'measurer_silent' })
    expect(partStateOf([{ kind: 'settled' }])).toEqual({ kind: 'done' })
  })
})

describe('figures that cannot be', () => {
  const plan = processDraft('per_m').process as ProcessPlan
  const good: ReportDraft = {
    from: '2026-11-03',
    to: '2026-12-28',
    cases: 400,
    hits: 24,
    mean: null,
    deviation: null,
  }
  const known = { plan, leastCases: 300, submittedAt: day(2), at: new Date('2026-12-29T08:00:00Z') }
  const problemsOf = (changes: Partial<ReportDraft>, more: Partial<typeof known> = {}) =>
    reportProblems({ ...good, ...changes }, { ...known, ...more }).map(
      ({ field, problem }) => `${field} ${problem}`,
    )

  it('has nothing against good ones', () => {
    expect(problemsOf({})).toEqual([])
  })

  it.each([
    [{ to: '2026-12-27' }, 'form period_fixed'],
    [{ from: '2026-11-02', to: '2026-12-27' }, 'form period_fixed'],
    [{ from: '2026-11-04', to: '2026-12-29' }, 'form period_fixed'],
    [{ cases: 299 }, 'cases cases_too_few'],
    [{ cases: 0 }, 'cases cases_needed'],
    [{ cases: 3.5 }, 'cases cases_needed'],
    [{ cases: Number.NaN }, 'cases cases_needed'],
    [{ hits: 401 }, 'hits hits_out_of_range'],
    [{ hits: null }, 'hits hits_out_of_range'],
  ])('%j', (changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem])
  })

  it('cover the days that the submission fixed, and only when the last of them is over', () => {
    expect(reportPeriod(day(2), plan)).toEqual({ from: good.from, to: good.to })
    expect(problemsOf({}, { at: new Date('2026-12-28T23:59:00Z') })).toEqual([
      'form period_not_over',
    ])
    expect(problemsOf({ cases: 300 })).toEqual([])
  })

  it('wants an average and a spread for a number', () => {
    const numbers = { ...plan, unit: 'number' as const }
    expect(problemsOf({ hits: null }, { plan: numbers })).toEqual([
      'mean mean_needed',
      'deviation deviation_needed',
    ])
    expect(problemsOf({ mean: -2, deviation: 0 }, { plan: numbers })).toEqual([
      'deviation deviation_needed',
    ])
  })
})
