import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockPoints } from '~/domain/contracts/milestones/clock-points'
import {
  deadlineAfter,
  remindersReached,
  reminderTimes,
  takeBackAt,
} from '~/domain/contracts/milestones/deadlines'
import {
  currentMilestone,
  endedStatuses,
  type MilestoneStatus,
  milestoneTransitions,
  nextToFund,
} from '~/domain/contracts/milestones/milestone'
import { sameName } from '~/domain/contracts/terms/names'
import type { Terms } from '~/domain/contracts/terms/terms'
import { changedTerms, termsDifferences } from '~/domain/contracts/terms/terms-changes'
import { isTurnOf, milestoneTurn } from '~/domain/contracts/whose-turn'
import { addDays } from '~/kernel/clock'
import { en } from '~/platform/languages/en'

const at = new Date('2026-11-02T09:00:00Z')
const statuses = [...new Set(milestoneTransitions.rows.flatMap(({ from, to }) => [from, to]))]
const status = fc.constantFrom(...(statuses as MilestoneStatus[]))

describe('deadlines', () => {
  const plan = { reviewDays: 10, weeks: 3, awaitsInputs: false, inputsAt: null }
  const facts = { ...plan, at, fundedAt: at, deadlineAt: null }

  it('count from the entry into the state', () => {
    expect(deadlineAfter('funded', 'confirm_funding', facts)).toEqual(addDays(at, 21))
    expect(deadlineAfter('in_review', 'verdict_met', facts)).toEqual(addDays(at, 10))
    expect(deadlineAfter('with_operator', 'ask_operator', facts)).toEqual(addDays(at, 7))
    expect(deadlineAfter('measuring', 'measure', facts)).toBeNull()
  })

  it('give the team seven days to mend, or what the plan still has left', () => {
    const late = { ...facts, at: addDays(at, 20) }
    expect(deadlineAfter('funded', 'request_changes', late)).toEqual(addDays(at, 27))
    const early = { ...facts, at: addDays(at, 2) }
    expect(deadlineAfter('funded', 'verdict_not_met', early)).toEqual(addDays(at, 21))
  })

  it('are reminded of between the entry and the end, in order, each time once reached', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1.2, noNaN: true }),
        (days, share) => {
          const end = addDays(at, days)
          const now = new Date(at.getTime() + (end.getTime() - at.getTime()) * share)
          const times = reminderTimes(at, end)
          expect(times.every((time) => time.at > at && time.at < end)).toBe(true)
          const reached = remindersReached(at, end, now)
          const wanted =
            now >= end ? [] : times.filter((time) => time.at <= now).map(({ kind }) => kind)
          expect(reached).toEqual(wanted)
        },
      ),
    )
  })
})

describe('whose turn it is', () => {
  it('has a sentence in the catalogue, and the side is one that the table lets act', () => {
    fc.assert(
      fc.property(
        status,
        fc.constantFrom('met', 'not_met', 'inconclusive', null),
        fc.integer({ min: -40, max: 40 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 2 }),
        (from, outcome, days, isNext, rounds) => {
          const turn = milestoneTurn(
            {
              status: from,
              deadlineAt: addDays(at, days),
              outcome,
              changeRounds: rounds,
              attemptsUsed: 1,
              isNext,
              inputs: null,
            },
            { status: 'active', deadlineAt: null, overdueDays: 14 },
            at,
          )
          for (const key of [turn.key, turn.otherwise ?? turn.key]) {
            const [group = '', name = ''] = key.split('.')
            expect(en[group as 'milestone']).toHaveProperty(name)
          }
          const { side } = turn
          if (side === 'client' || side === 'team' || side === 'operator') {
            const acts = milestoneTransitions.eventsFor(from, side).length > 0
            // A started payment is completed with the provider, outside the table.
            expect(acts || from === 'funding').toBe(true)
          }
          expect(isTurnOf(turn, null)).toBe(false)
        },
      ),
    )
  })

  it('turns to the client when a milestone is long overdue', () => {
    const deadlineAt = addDays(at, -15)
    expect(takeBackAt(deadlineAt, 14) <= at).toBe(true)
    const turn = milestoneTurn(
      {
        status: 'funded',
        deadlineAt,
        outcome: null,
        changeRounds: 0,
        attemptsUsed: 0,
        isNext: false,
        inputs: null,
      },
      { status: 'active', deadlineAt: null, overdueDays: 14 },
      at,
    )
    expect(turn.key).toBe('milestone.turn_take_back')
  })
})

describe('the clock line', () => {
  it('has five points, at most one of them now, and nothing past after something future', () => {
    fc.assert(
      fc.property(status, fc.boolean(), (from, late) => {
        const points = clockPoints(
          {
            status: from,
            weeks: 2,
            deadlineAt: addDays(at, late ? -1 : 1),
            enteredAt: at,
            fundedAt: at,
            submittedAt: null,
            measuredAt: null,
            acceptedAt: null,
            paidAt: null,
          },
          at,
        )
        expect(points).toHaveLength(5)
        expect(points.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1)
        const states = points.map(({ state }) => state)
        const firstOpen = states.findIndex((state) => state !== 'past')
        if (firstOpen >= 0) expect(states.slice(firstOpen)).not.toContain('past')
      }),
    )
  })
})

describe('milestones', () => {
  it('are funded in their order, and the first that has not ended is the current one', () => {
    const rows = (['paid', 'refunded', 'funding', 'unfunded'] as const).map((state, index) => ({
      status: state as MilestoneStatus,
      position: index + 1,
    }))
    expect(nextToFund(rows)?.position).toBe(3)
    expect(currentMilestone(rows)?.position).toBe(3)
    expect(currentMilestone(rows.slice(0, 2))?.position).toBe(2)
  })

  it('end only where no row leads on, but for the transfers of a released one', () => {
    for (const ended of endedStatuses) {
      const events = milestoneTransitions.rows.filter(({ from }) => from === ended)
      expect(events.map(({ event }) => event)).toEqual(ended === 'released' ? ['pay'] : [])
    }
  })
})

describe('names', () => {
  it.each([
    ['Ayşe İnan', 'ayşe  inan', true],
    ['IŞIL KAYA', 'Işıl Kaya', true],
    ['Ｌｅｎａ', 'lena', true],
    ['محمد علی', 'محمد علی', true],
    ['Lena Lead', 'Lena Led', false],
    ['', '', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameName(a, b)).toBe(same)
  })
})

describe('changing terms', () => {
  const terms = {
    version: 1,
    holdbackBps: 0,
    reviewDays: 14,
    priceMinor: '300',
    criteria: [{ id: 'c1', target: 0.9, sampleSize: 100, attempts: 2 }],
    milestones: [
      {
        position: 1,
        title: 'A',
        description: '',
        amountMinor: '100',
        weeks: 1,
        criterionIds: ['c1'],
      },
      {
        position: 2,
        title: 'B',
        description: '',
        amountMinor: '200',
        weeks: 1,
        criterionIds: ['c1'],
      },
    ],
  } as unknown as Terms
  const same = { holdbackBps: 0, reviewDays: 14, milestones: terms.milestones, criteria: [] }

  it('makes the next version, whose price is the sum of its milestones', () => {
    const changed = changedTerms(terms, {
      ...same,
      milestones: terms.milestones.map((row) => ({ ...row, amountMinor: '250' })),
    })
    expect(changed).toMatchObject({ ok: true, terms: { version: 2, priceMinor: '500' } })
    if (!changed.ok) return
    expect(termsDifferences(terms, changed.terms).map(({ path }) => path.join('.'))).toEqual([
      'priceMinor',
      'milestones.0.amountMinor',
      'milestones.1.amountMinor',
    ])
  })

  it.each([
    [same, 'nothing_changed'],
    [{ ...same, reviewDays: 22 }, 'out_of_range'],
    [{ ...same, holdbackBps: 500 }, 'out_of_range'],
    [{ ...same, milestones: [] }, 'milestones_changed'],
    [
      { ...same, milestones: terms.milestones.map((row) => ({ ...row, amountMinor: '0' })) },
      'amount_invalid',
    ],
  ])('is refused with a reason', (change, problem) => {
    expect(changedTerms(terms, change)).toEqual({ ok: false, problem })
  })
})
