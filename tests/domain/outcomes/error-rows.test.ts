import { criterion } from 'tests/support/outcomes'
import { describe, expect, it } from 'vitest'
import { type AnsweredRow, errorRows } from '~/domain/outcomes/runs/error-rows'

function rowsOf(...answers: [label: string, output: string | null, problem?: string][]) {
  return answers.map(
    ([label, output, problem = null], index): AnsweredRow => ({
      ...{ row: index + 1, features: { text: `text ${index}` }, label, output },
      problem: output === null ? (problem ?? 'not_json') : problem,
    }),
  )
}

const numbers = (rows: readonly { row: number }[]) => rows.map(({ row }) => row)

describe('the errors that a client sees', () => {
  it('of classes are the rows with another label, in the order of the draw', () => {
    const rows = rowsOf(['a', 'b'], ['a', 'a'], ['b', null], ['b', 'a'])
    const found = errorRows([criterion({ metric: 'latency_p90', target: 9 }), criterion()], rows, 9)
    expect(numbers(found)).toEqual([1, 4, 3])
    expect(found.at(-1)).toMatchObject({
      output: null,
      problem: 'not_json',
      off: null,
      score: null,
    })
  })

  it('of numbers are the largest first, whichever way they are off', () => {
    const mae = criterion({
      ...{ metric: 'mae', labels: [], target: 2, missingError: 9, sampleSize: 100 },
    })
    const rows = rowsOf(['10', '10.5'], ['10', '2'], ['10', '10.0'], ['10', null], ['10', '11'])
    const found = errorRows([mae], rows, 9)
    expect(numbers(found)).toEqual([2, 5, 1, 4])
    expect(found.map(({ off }) => off)).toEqual([-8, 1, 0.5, null])
    expect(numbers(errorRows([mae], rows, 2))).toEqual([2, 5])
  })

  it('of texts are those that share least with what was expected', () => {
    const f1 = criterion({ metric: 'token_f1', labels: [], target: 0.5, sampleSize: 100 })
    const rows = rowsOf(
      ['the north gate', 'north gate'],
      ['closed today', 'open today'],
      ['closed today', 'something else'],
      ['closed today', null, 'deadline_passed'],
    )
    const found = errorRows([f1], rows, 9)
    // Articles do not count, so the first row is right.
    expect(numbers(found)).toEqual([3, 2, 4])
    expect(found.map(({ score }) => score)).toEqual([0, 0.5, null])
    expect(found.at(-1)?.problem).toBe('deadline_passed')
  })

  it('of a ranking are the rows that stand on the wrong side of most others', () => {
    const auc = criterion({ metric: 'roc_auc', positiveClass: 'b', target: 0.7, sampleSize: 100 })
    const rows = rowsOf(['b', '0.9'], ['b', '0.2'], ['a', '0.1'], ['a', '0.5'], ['a', '0.6'])
    expect(numbers(errorRows([auc], rows, 9))).toEqual([2, 4, 5])
  })

  it('are failures alone where nothing is compared with labels', () => {
    const fast = criterion({ metric: 'latency_p90', target: 9 })
    expect(numbers(errorRows([fast], rowsOf(['a', 'b'], ['a', null]), 9))).toEqual([2])
  })
})
