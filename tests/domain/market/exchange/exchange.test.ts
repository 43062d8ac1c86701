import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkExchange,
  type ExchangePlan,
  earnsCredential,
  exchangeStages,
  fittedStages,
  type PlannedStage,
  plannedStages,
} from '~/domain/market/exchange/exchange'
import { keepsWord, type ProposalTerms } from '~/domain/market/proposals/proposal-version'

const guest = (exchange: ExchangePlan, country = 'TR', shareBps = 2_000) => ({
  ...{ personId: 'guest', country, shareBps, exchange },
})
const team = ['host', 'second', 'third'].map((personId) => ({
  ...{ personId, country: 'PK', shareBps: 2_500 },
}))
const plan = (...milestones: PlannedStage[]): ExchangePlan => ({ hostId: 'host', milestones })
const check = (one: ReturnType<typeof guest>, others: Parameters<typeof checkExchange>[1] = team) =>
  checkExchange(one, [one, ...others], one.exchange.milestones.length)

describe('a seat in exchange', () => {
  it('is one of somebody from elsewhere who comes into the work step by step', () => {
    expect(check(guest(plan('shadow', 'pair', 'lead')))).toBeNull()
    expect(check(guest(plan('none', 'none', 'lead')))).toBeNull()
    expect(check(guest(plan('pair')))).toBeNull()
  })

  it('has a host who has a usual seat there and lives in another country', () => {
    const wrong = (problem: string) => ({ field: 'host', problem })
    const to = (hostId: string) => guest({ ...plan('pair'), hostId })
    expect(check(to('guest'))).toEqual(wrong('host_missing'))
    expect(check(to('nobody'))).toEqual(wrong('host_missing'))
    expect(check(guest(plan('pair'), 'PK'))).toEqual(wrong('country_of_host'))
    const both = [{ ...team[0], exchange: plan('pair') } as never, ...team.slice(1)]
    expect(check(guest(plan('pair')), both)).toEqual(wrong('host_exchanged'))
    const mixed = team.map((one, place) => (place > 0 ? { ...one, country: 'TR' } : one))
    expect(check(guest(plan('pair')), mixed)).toEqual(wrong('country_of_team'))
    // Half of the others is not most of the team.
    expect(check(guest(plan('pair')), mixed.slice(0, 2))).toEqual(wrong('country_of_team'))
  })

  it('is paid', () => {
    expect(check(guest(plan('pair'), 'TR', 0))).toEqual({
      ...{ field: 'share', problem: 'share_missing' },
    })
  })

  it('says a stage for the milestones that there are, and works in one of them', () => {
    const stages = (place: number, problem: string) => ({ field: 'stage', place, problem })
    expect(check(guest(plan('shadow', 'shadow')))).toEqual(stages(1, 'stages_only_watch'))
    expect(check(guest(plan('pair', 'shadow')))).toEqual(stages(1, 'stage_backwards'))
    expect(check(guest(plan('pair', 'none', 'lead')))).toEqual(stages(1, 'stage_backwards'))
    const one = guest(plan('pair', 'none', 'lead'))
    expect(checkExchange(one, [one, ...team], 1)).toEqual(stages(2, 'stage_beyond'))
    expect(checkExchange(guest(plan('pair', 'none')), [one, ...team], 1)).toBeNull()
  })

  it('leaves usual seats alone', () => {
    for (const seat of team) expect(checkExchange(seat, team, 2)).toBeNull()
  })

  it('never lets a plan pass that goes back or only watches', () => {
    const stages = fc.array(fc.constantFrom(...plannedStages), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(stages, (milestones) => {
        const ranks = milestones.map((stage) => plannedStages.indexOf(stage))
        const forward = ranks.every((rank, place) => place === 0 || rank >= (ranks[place - 1] ?? 0))
        const works = ranks.some((rank) => rank >= 2)
        expect(check(guest(plan(...milestones))) === null).toBe(forward && works)
      }),
    )
  })

  it('fits any other number of milestones, and stays as good as it was', () => {
    const stages = fc.array(fc.constantFrom(...plannedStages), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(stages, fc.integer({ min: 1, max: 6 }), (milestones, count) => {
        fc.pre(check(guest(plan(...milestones))) === null)
        const before = milestones.map(() => ({}))
        const after = Array.from({ length: count }, () => ({}))
        const fitted = fittedStages(plan(...milestones), before, after)
        expect(fitted.milestones).toHaveLength(count)
        expect(check(guest(fitted))).toBeNull()
        if (count === milestones.length) expect(fitted.milestones).toEqual(milestones)
        // A discovery that comes or goes moves no stage to another milestone.
        const look = { kind: 'discovery' as const }
        const begun = fittedStages(plan(...milestones), before, [look, ...after])
        expect(begun.milestones).toEqual(['none', ...fitted.milestones])
        expect(fittedStages(begun, [look, ...after], after)).toEqual(fitted)
        const other = fittedStages(plan('none', ...milestones), [look, ...before], after)
        expect(other).toEqual(fitted)
      }),
    )
  })

  it('leads to a credential for who worked, not for who watched', () => {
    expect(exchangeStages.map(earnsCredential)).toEqual([false, true, true])
    expect(earnsCredential(null)).toBe(false)
  })
})

describe('a word that was given', () => {
  const terms = (exchange?: ExchangePlan): ProposalTerms => ({
    ...{ approach: '', priceMinor: '900', weeks: 3, manifest: [], holdbackBps: 0, reviewDays: 14 },
    milestones: [{ title: 'A', description: '', amountMinor: '900', weeks: 3, criterionIds: [] }],
    seats: ['host', 'second', 'guest'].map((personId) => ({
      ...{ personId, role: 'localiser' as const, shareBps: 3_000 },
      ...(exchange && personId === 'guest'
        ? { exchange: { ...exchange, from: 'TR', to: 'PK' } }
        : {}),
    })),
  })
  const kept = (before: ProposalTerms, after: ProposalTerms) =>
    ['host', 'second', 'guest'].filter((personId) => keepsWord(before, after, personId))

  it('stands for those whom the exchange does not touch', () => {
    expect(kept(terms(plan('pair')), terms(plan('pair')))).toEqual(['host', 'second', 'guest'])
    expect(kept(terms(plan('pair')), terms(plan('lead')))).toEqual(['second'])
    expect(kept(terms(), terms(plan('lead')))).toEqual(['second'])
    const elsewhere = { ...plan('pair'), hostId: 'second' }
    expect(kept(terms(plan('pair')), terms(elsewhere))).toEqual([])
  })
})
