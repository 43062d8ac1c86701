import fc from 'fast-check'
import { twoCriteria } from 'tests/support/market'
import { describe, expect, it } from 'vitest'
import type { ProposedMilestone } from '~/domain/market/proposals/proposal'
import { checkProposal } from '~/domain/market/proposals/proposal-check'
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

describe('a discovery', () => {
  /** A price, a discovery of `part` basis points of it, and the rest in one milestone. */
  const begun = (given: Partial<ProposedMilestone>, part: bigint, priceMinor = 1_000_000n) => {
    const amountMinor = (priceMinor * part) / 10_000n
    return {
      priceMinor,
      milestones: [
        {
          ...{ title: 'A first look', description: 'A report.', weeks: 3, criterionIds: [] },
          amountMinor: amountMinor.toString(),
          kind: 'discovery' as const,
          ...given,
        },
        {
          ...{ title: 'The rest', description: '', weeks: 4, criterionIds: ids },
          amountMinor: (priceMinor - amountMinor).toString(),
        },
      ],
      seats: [{ personId: 'per_0', shareBps: 10_000 }],
    }
  }
  const check = (plan: Parameters<typeof checkProposal>[0]) =>
    checkProposal(plan, criteria, plentyOfRows)

  it('may cost up to 15 % of whatever price, and not a minor unit more', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100n, max: maxAmountMinor }), (priceMinor) => {
        const plan = begun({}, 1_500n, priceMinor)
        expect(check(plan)).toBeNull()
        const [first, rest] = plan.milestones
        const more = [
          { ...first, amountMinor: (BigInt(first?.amountMinor ?? 0) + 1n).toString() },
          { ...rest, amountMinor: (BigInt(rest?.amountMinor ?? 0) - 1n).toString() },
        ] as ProposedMilestone[]
        expect(check({ ...plan, milestones: more })).toEqual({
          problem: 'discovery_invalid',
          fault: 'amount',
        })
      }),
    )
  })

  it.each([
    ['of 16 %', begun({}, 1_600n), 'amount'],
    ['of four weeks', begun({ weeks: 4 }, 1_000n), 'weeks'],
    ['with a criterion', begun({ criterionIds: ['c1'] }, 1_000n), 'criteria'],
    ['that hands nothing over', begun({ description: '  ' }, 1_000n), 'deliverable'],
    [
      'that comes second',
      { ...begun({}, 1_000n), milestones: begun({}, 1_000n).milestones.toReversed() },
      'place',
    ],
  ])('%s is refused', (_, plan, fault) => {
    expect(check(plan)).toEqual({ problem: 'discovery_invalid', fault })
  })

  it('frees no other milestone of its criteria, nor the brief of any', () => {
    const plan = begun({}, 1_000n)
    const [first, rest] = plan.milestones as [ProposedMilestone, ProposedMilestone]
    const bare = { ...rest, criterionIds: [] }
    expect(check({ ...plan, milestones: [first, bare] })).toMatchObject({
      problem: 'criteria_unassigned',
    })
    const half = { ...rest, criterionIds: ['c1'] }
    expect(check({ ...plan, milestones: [first, half] })).toEqual({
      problem: 'criteria_unassigned',
      criterionId: 'c2',
    })
  })

  it('needs no rows of the sealed data', () => {
    expect(checkProposal(begun({}, 1_000n), criteria, 900)).toBeNull()
  })
})
