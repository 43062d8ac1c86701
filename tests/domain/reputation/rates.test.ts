import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClaimState } from '~/domain/contracts/holdback/claim'
import type { MilestoneEvent, MilestoneStatus } from '~/domain/contracts/milestones/milestone'
import { binomialAtMost } from '~/domain/outcomes/measures/interval'
import {
  clientRecord,
  medianOf,
  reviewSpans,
  type SignedContract,
} from '~/domain/reputation/client-record'
import { isEnough, leastForRate, rankingBps } from '~/domain/reputation/rate'
import {
  disagreementsOf,
  hasEnded,
  isOnTime,
  isVerified,
  onTimeUntil,
  rateOf,
  type Work,
  workRecord,
} from '~/domain/reputation/rates'
import { addDays } from '~/kernel/clock'

const start = new Date('2026-01-05T09:00:00Z')
const day = (n: number) => addDays(start, n)
const step = (event: MilestoneEvent, to: MilestoneStatus, n: number) => ({ event, to, at: day(n) })

/** Four weeks of work, delivered on day 20, met, accepted on day 23. */
const met: Work = {
  status: 'paid',
  outcome: 'met',
  criteria: 2,
  weeks: 4,
  fundedAt: day(0),
  inputsAt: null,
  steps: [
    step('confirm_funding', 'funded', 0),
    step('submit', 'submitted', 20),
    step('measure', 'measuring', 20),
    step('verdict_met', 'in_review', 21),
    step('accept', 'accepted', 23),
    step('release', 'released', 23),
    step('pay', 'paid', 23),
  ],
  claims: [],
}
const with_ = (change: Partial<Work>): Work => ({ ...met, ...change })
const takenBack = with_({
  status: 'refunded',
  outcome: null,
  steps: [step('confirm_funding', 'funded', 0), step('take_back', 'refunded', 43)],
})
const lapsed = with_({
  ...takenBack,
  steps: [step('confirm_funding', 'funded', 0), step('lapse_inputs', 'refunded', 30)],
})
const running = with_({ status: 'funded', outcome: null, steps: [] })

const counts = fc
  .tuple(fc.nat(300), fc.nat(300))
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])

describe('the interval of a rate', () => {
  it('holds the share, lies between none and all, and is exact at both ends', () => {
    fc.assert(
      fc.property(counts, ([hits, of]) => {
        const { lower, upper } = rateOf(hits, of)
        expect(lower).toBeGreaterThanOrEqual(0)
        expect(upper).toBeLessThanOrEqual(1)
        expect(lower).toBeLessThanOrEqual(upper)
        if (of === 0) {
          expect([lower, upper]).toEqual([0, 1])
          return
        }
        expect(lower).toBeLessThanOrEqual(hits / of)
        expect(upper).toBeGreaterThanOrEqual(hits / of)
        // At the lower end so many hits come in one case of forty, at the upper end so few.
        if (hits > 0) expect(1 - binomialAtMost(hits - 1, of, lower)).toBeCloseTo(0.025, 6)
        if (hits < of) expect(binomialAtMost(hits, of, upper)).toBeCloseTo(0.025, 6)
      }),
    )
  })

  it('is narrower with more of the same, rises with a hit, and ranks by what is known at the least', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 5 }), ([hits, of], times) => {
        fc.pre(of > 0)
        const once = rateOf(hits, of)
        const more = rateOf(hits * times, of * times)
        expect(more.upper - more.lower).toBeLessThan(once.upper - once.lower)
        expect(rateOf(hits + 1, of + 1).lower).toBeGreaterThanOrEqual(once.lower)
        expect(rankingBps(once)).toBeGreaterThanOrEqual(0)
        expect(rankingBps(once)).toBeLessThanOrEqual((hits / of) * 10_000)
      }),
    )
    // Three of three stand behind forty-five of fifty.
    expect(rankingBps(rateOf(3, 3))).toBeLessThan(rankingBps(rateOf(45, 50)))
  })

  it('is not written out below five, however good', () => {
    expect(leastForRate).toBe(5)
    expect(isEnough(rateOf(4, 4))).toBe(false)
    expect(isEnough(rateOf(5, 5))).toBe(true)
  })
})

describe('a verified outcome', () => {
  it('was accepted with a met verdict', () => {
    expect(isVerified(met)).toBe(true)
    expect(isVerified(with_({ outcome: 'not_met' }))).toBe(false)
    expect(isVerified(with_({ status: 'refunded' }))).toBe(false)
    expect(isVerified(with_({ status: 'in_review' }))).toBe(false)
  })

  it('is none once what was kept back was returned', () => {
    for (const state of ['mended', 'withdrawn', 'released', 'open'] as const) {
      expect(isVerified(with_({ claims: [state] }))).toBe(true)
    }
    expect(isVerified(with_({ claims: ['withdrawn', 'refunded'] }))).toBe(false)
  })

  it('is counted of what has ended, but for what never could begin', () => {
    expect([met, takenBack, lapsed, running].map(hasEnded)).toEqual([true, true, false, false])
    const unmeasured = with_({ criteria: 0, outcome: null })
    const { verified, onTime } = workRecord([met, takenBack, lapsed, running, unmeasured])
    expect([verified.hits, verified.of]).toEqual([1, 2])
    expect([onTime.hits, onTime.of]).toEqual([2, 3])
  })
})

describe('a delivery on time', () => {
  it('came within the weeks, counted from the money and the inputs', () => {
    const late = with_({ steps: [step('submit', 'submitted', 29)] })
    expect(isOnTime(met)).toBe(true)
    expect(onTimeUntil(met)).toEqual(day(28))
    expect(isOnTime(late)).toBe(false)
    expect(isOnTime({ ...late, inputsAt: day(2) })).toBe(true)
    expect(isOnTime(takenBack)).toBe(false)
  })

  it('is the last one: handing in anything at all on the first day helps nobody', () => {
    const twice = [step('submit', 'submitted', 1), step('submit', 'submitted', 40)]
    expect(isOnTime(with_({ steps: twice }))).toBe(false)
  })

  it('may follow within seven days after the client asked for changes', () => {
    const changed = (n: number) =>
      with_({
        steps: [
          step('submit', 'submitted', 27),
          step('request_changes', 'funded', 35),
          step('deliver_unmeasured', 'in_review', n),
        ],
      })
    expect(isOnTime(changed(42))).toBe(true)
    expect(isOnTime(changed(42.1))).toBe(false)
  })
})

const events = fc.constantFrom<MilestoneEvent>(
  ...(['submit', 'deliver_unmeasured', 'request_changes', 'accept', 'accept_by_silence'] as const),
  ...(['decide_release', 'decide_refund', 'take_back', 'lapse_inputs'] as const),
)
const claimStates = fc.constantFrom<ClaimState>(
  ...(['open', 'answered', 'silent', 'released', 'refunded', 'mended', 'withdrawn'] as const),
)
const works = fc.array(
  fc.record({
    status: fc.constantFrom<MilestoneStatus>('funded', 'in_review', 'paid', 'refunded'),
    outcome: fc.constantFrom('met', 'not_met', 'inconclusive', null),
    verdictId: fc.constantFrom('vrd_1', null),
    criteria: fc.nat(2),
    weeks: fc.integer({ min: 1, max: 12 }),
    fundedAt: fc.nat(400).map(day),
    inputsAt: fc.option(fc.nat(400).map(day)),
    steps: fc.array(
      fc.record({ event: events, to: fc.constant('funded' as const), at: fc.nat(500).map(day) }),
      { maxLength: 5 },
    ),
    claims: fc.array(claimStates, { maxLength: 3 }),
  }),
  { maxLength: 12 },
)

describe('time away', () => {
  const moved = (work: Work, days: number): Work => ({
    ...work,
    fundedAt: addDays(work.fundedAt, days),
    inputsAt: work.inputsAt && addDays(work.inputsAt, days),
    steps: work.steps.map((one) => ({ ...one, at: addDays(one.at, days) })),
  })
  const contractOf = (all: readonly Work[], days = 0): SignedContract => ({
    signedAt: addDays(start, days - 3),
    ended: true,
    works: all,
  })

  it('changes nothing: work of ten years ago counts like that of yesterday', () => {
    fc.assert(
      fc.property(works, fc.integer({ min: 1, max: 4_000 }), (all, days) => {
        const then = all.map((work) => moved(work, -days))
        expect(workRecord(then)).toEqual(workRecord(all))
        expect(clientRecord([contractOf(then, -days)])).toEqual(clientRecord([contractOf(all)]))
      }),
    )
  })

  it('does not weigh one piece of work against another by its date or its place', () => {
    fc.assert(
      fc.property(works, (all) => {
        const mixed = all.map((work, index) => moved(work, index % 2 === 0 ? -3_000 : 0))
        expect(workRecord(mixed.reverse())).toEqual(workRecord(all))
      }),
    )
  })
})

describe('what the two sides did not agree on', () => {
  it('adds up, whoever was right', () => {
    fc.assert(
      fc.property(works, (all) => {
        const { opened, settled, forTeam, forClient, open } = disagreementsOf(all)
        expect(settled + forTeam + forClient + open).toBe(opened)
        expect(Math.min(settled, forTeam, forClient, open)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is told apart by how it ended', () => {
    const decided = (event: MilestoneEvent) => with_({ steps: [step(event, 'accepted', 1)] })
    expect(
      disagreementsOf([
        decided('decide_release'),
        decided('decide_refund'),
        with_({ status: 'with_operator' }),
        with_({ claims: ['mended', 'withdrawn', 'answered'] }),
        with_({ claims: ['refunded', 'released'] }),
      ]),
    ).toEqual({ opened: 8, settled: 2, forTeam: 2, forClient: 2, open: 2 })
  })
})

describe('a client', () => {
  it('is measured by the middle of its days, not by the worst', () => {
    expect(medianOf([])).toBeNull()
    expect(medianOf([90, 1, 2])).toEqual({ value: 2, of: 3 })
    expect(medianOf([4, 1])).toEqual({ value: 2.5, of: 2 })
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
        (all) => {
          const middle = medianOf(all)?.value ?? Number.NaN
          expect(all.filter((value) => value <= middle).length * 2).toBeGreaterThanOrEqual(
            all.length,
          )
          expect(all.filter((value) => value >= middle).length * 2).toBeGreaterThanOrEqual(
            all.length,
          )
        },
      ),
    )
  })

  it('has its time to fund, to review, and its silence counted', () => {
    const silent = with_({
      steps: [
        step('confirm_funding', 'funded', 5),
        step('deliver_unmeasured', 'in_review', 20),
        step('accept_by_silence', 'accepted', 34),
      ],
      fundedAt: day(5),
    })
    expect(reviewSpans(met)).toEqual([2])
    const record = clientRecord([
      { signedAt: day(-1), ended: true, works: [met] },
      { signedAt: day(0), ended: false, works: [silent] },
      { signedAt: day(0), ended: true, works: [] },
      { signedAt: day(0), ended: false, works: [] },
    ])
    expect(record).toMatchObject({
      signed: 4,
      neverFunded: 1,
      fundingDays: { value: 3, of: 2 },
      reviewDays: { value: 8, of: 2 },
      bySilence: { hits: 1, of: 2 },
    })
  })
})
