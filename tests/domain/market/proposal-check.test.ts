import fc from 'fast-check'
import { twoCriteria } from 'tests/support/market'
import { describe, expect, it } from 'vitest'
import { checkProposal } from '~/domain/market/proposal-check'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { allocate, maxAmountMinor } from '~/kernel/money'

const criteria: Criterion[] = twoCriteria.map((draft, index) => {
  const checked = validateCriterion({ ...draft, id: `c${index + 1}` })
  if (!checked.ok) throw new Error('The criteria of the tests are valid.')
  return checked.criterion
})
const ids = criteria.map(({ id }) => id)
const plentyOfRows = 1_000_000

/** Whole parts of `total`, none of them 0. */
const parts = (total: bigint, most: number) =>
  fc
    .array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: most })
    .filter((weights) => BigInt(weights.length) <= total)
    .map((weights) => {
      const left = total - BigInt(weights.length)
      const shares = allocate(
        left,
        weights.map((weight, index) => ({ id: String(index).padStart(3, '0'), weight })),
      )
      return [...shares.values()].map((part) => part + 1n)
    })

const plans = fc.bigInt({ min: 6n, max: maxAmountMinor }).chain((priceMinor) =>
  fc.record({
    priceMinor: fc.constant(priceMinor),
    milestones: parts(priceMinor, 6).map((amounts) =>
      amounts.map((amount) => ({
        title: 'Part',
        description: '',
        amountMinor: amount.toString(),
        weeks: 1,
        criterionIds: ids,
      })),
    ),
    seats: parts(10_000n, 12).map((shares) =>
      shares.map((share, index) => ({ personId: `per_${index}`, shareBps: Number(share) })),
    ),
  }),
)

describe('checkProposal', () => {
  it('finds nothing wrong with whatever adds up', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(checkProposal(plan, criteria, plentyOfRows)).toBeNull()
      }),
    )
  })

  it('finds a single minor unit too much or too little', () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(1n, -1n), (plan, difference) => {
        const off = { ...plan, priceMinor: plan.priceMinor + difference }
        expect(checkProposal(off, criteria, plentyOfRows)).toEqual({
          problem: 'milestones_not_price',
          sumMinor: plan.priceMinor,
        })
      }),
    )
  })

  it('finds a single basis point too much or too little', () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(1, -1), (plan, difference) => {
        const seats = plan.seats.map((seat, index) =>
          index === 0 ? { ...seat, shareBps: seat.shareBps + difference } : seat,
        )
        expect(checkProposal({ ...plan, seats }, criteria, plentyOfRows)).toEqual({
          problem: 'shares_not_whole',
          sumBps: 10_000 + difference,
        })
      }),
    )
  })

  it('finds an amount that is none, wherever it stands', () => {
    const wrong = fc.constantFrom('0', '-1', '1.5', '1e3', '', ' 7', '0x1f', '9'.repeat(19))
    fc.assert(
      fc.property(plans, wrong, fc.nat(), (plan, amountMinor, place) => {
        const milestones = plan.milestones.map((row, index) =>
          index === place % plan.milestones.length ? { ...row, amountMinor } : row,
        )
        expect(checkProposal({ ...plan, milestones }, criteria, plentyOfRows)).toEqual({
          problem: 'amount_invalid',
        })
      }),
    )
  })

  it('needs rows for every attempt of every milestone', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const needed = plan.milestones.length * 3 * 300
        expect(checkProposal(plan, criteria, needed)).toBeNull()
        expect(checkProposal(plan, criteria, needed - 1)).toEqual({
          problem: 'dataset_too_small',
          needed,
          rows: needed - 1,
        })
      }),
    )
  })

  it('names the criterion that nothing measures, and the one that the brief does not have', () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(...ids), (plan, gone) => {
        const without = plan.milestones.map((row) => ({
          ...row,
          criterionIds: ids.filter((id) => id !== gone),
        }))
        expect(checkProposal({ ...plan, milestones: without }, criteria, plentyOfRows)).toEqual({
          problem: 'criteria_unassigned',
          criterionId: gone,
        })
        const more = plan.milestones.map((row) => ({ ...row, criterionIds: [...ids, 'c9'] }))
        expect(checkProposal({ ...plan, milestones: more }, criteria, plentyOfRows)).toEqual({
          problem: 'criteria_unassigned',
          criterionId: 'c9',
        })
      }),
    )
  })
})
