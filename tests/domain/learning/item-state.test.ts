import { describe, expect, it } from 'vitest'
import {
  type ItemState,
  itemState,
  nextStep,
  type StandingAttempt,
} from '~/domain/learning/enrolments/item-state'
import { addHours } from '~/kernel/clock'

const at = new Date('2026-04-01T10:00:00Z')
const tried = (given: Partial<StandingAttempt>): StandingAttempt => ({
  ...{ id: 'att', status: 'final', startedAt: at, submittedAt: at, dueAt: null },
  ...{ same: true, wanted: null, until: null },
  ...given,
})
const state = (attempts: readonly StandingAttempt[], when = at) => itemState(null, attempts, when)

describe('how an item stands', () => {
  it('is new, begun, with others, failed until the next may begin, used, or done', () => {
    const until = addHours(at, 40)
    expect(state([])).toEqual({ kind: 'new' })
    expect(itemState(at, [tried({})], at)).toEqual({ kind: 'done' })
    expect(state([tried({ status: 'open', submittedAt: null })])).toMatchObject({ kind: 'begun' })
    expect(state([tried({ status: 'submitted' })])).toMatchObject({ kind: 'measured' })
    expect(state([tried({ status: 'in_review', until })])).toMatchObject({
      kind: 'reviewed',
      until,
    })
    const failed = state([tried({})], addHours(at, 1))
    expect(failed).toEqual({ kind: 'failed', from: addHours(at, 48), left: 2 })
    expect(state([tried({})], addHours(at, 48))).toEqual({ kind: 'failed', from: null, left: 2 })
    expect(state([tried({}), tried({}), tried({})])).toEqual({ kind: 'used' })
    expect(state([tried({ same: false })])).toEqual({ kind: 'new' })
  })

  it('is the learner’s turn while a measurement waits for their file or their word', () => {
    const until = addHours(at, 48)
    for (const wanted of ['file', 'confirm'] as const) {
      expect(state([tried({ status: 'submitted', wanted, until })])).toEqual({
        kind: 'begun',
        attemptId: 'att',
        wanted,
        until,
      })
    }
  })
})

describe('the next step', () => {
  const item = (key: string, of: ItemState) => ({
    key,
    doneAt: of.kind === 'done' ? at : null,
    state: of,
  })
  const done: ItemState = { kind: 'done' }
  const fresh: ItemState = { kind: 'new' }
  const soon: ItemState = { kind: 'failed', from: addHours(at, 48), left: 2 }
  const marked: ItemState = { kind: 'reviewed', attemptId: 'att', until: null }
  const begun = (until: Date | null): ItemState => ({
    kind: 'begun',
    attemptId: 'att',
    wanted: null,
    until,
  })

  it('is never something that others have, or that has to wait', () => {
    const items = [item('a', done), item('quiz', soon), item('capstone', marked)]
    expect(nextStep(items)).toBeNull()
    expect(nextStep([...items, item('exercise', begun(at))])?.key).toBe('exercise')
    expect(nextStep([item('b', fresh), ...items])?.key).toBe('b')
  })

  it('is what is begun, the most pressing first, before anything new', () => {
    const items = [
      item('a', fresh),
      item('b', begun(null)),
      item('c', begun(addHours(at, 9))),
      item('d', begun(addHours(at, 2))),
    ]
    expect(nextStep(items)?.key).toBe('d')
    expect(nextStep([item('a', done), item('b', fresh)])?.key).toBe('b')
  })
})
