import {
  contract,
  exchangeStage,
  holdbackClaim,
  milestone,
  milestoneEvent,
} from 'db/schema/contracts'
import { credential } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { publicFigures } from 'db/schema/figures'
import { organisation } from 'db/schema/identity'
import { attempt, enrolment } from 'db/schema/learning'
import { brief } from 'db/schema/market'
import { team } from 'db/schema/teams'
import { useDatabase } from 'tests/support/database'
import { writeManyRows } from 'tests/support/figures'
import { beforeAll, describe, expect, it } from 'vitest'
import { countFigures, figuresAreDue } from '~/domain/figures/count-figures.server'
import { type Funnel, funnelOf, type Learner, twoFigures } from '~/domain/figures/graduate-funnel'
import { endedMilestones, releasedAmounts } from '~/domain/figures/milestone-figures.server'
import { incomeAfter } from '~/domain/figures/partner-learners.server'
import type { PublicFigures } from '~/domain/figures/public-figures'
import { shownFigures } from '~/domain/figures/public-figures.server'
import { learningFunnels } from '~/domain/figures/public-funnel.server'
import { recordsOfTeams } from '~/domain/reputation/work-queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const at = new Date('2026-11-01T00:00:00Z')
const now = new Date('2026-11-28T08:00:00Z')
const count = (given: { at: Date; now: Date }) => inTransaction((tx) => countFigures(tx, given))

/** Every row of the tables, read one after the other and put together by hand. */
async function readAll() {
  const db = database()
  return {
    contracts: await db.select().from(contract),
    milestones: await db.select().from(milestone),
    events: await db.select().from(milestoneEvent),
    claims: await db.select().from(holdbackClaim),
    briefs: new Map((await db.select().from(brief)).map((row) => [row.id, row])),
    countries: new Map(
      [...(await db.select().from(organisation)), ...(await db.select().from(team))].map((row) => [
        row.id,
        row.country,
      ]),
    ),
    enrolments: await db.select().from(enrolment),
    attempts: await db.select().from(attempt),
    credentials: await db.select().from(credential),
    payables: await db.select().from(payable),
  }
}
type All = Awaited<ReturnType<typeof readAll>>

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}
const between = (from: Date | null, to: Date | null) =>
  from && to ? [(to.getTime() - from.getTime()) / 86_400_000] : []

/** People, or people of one track, as one learner each. */
function learnersOf(all: All, trackId: string | null): Learner[] {
  const begun = all.enrolments.filter(
    (row) => row.status !== 'awaiting_payment' && (trackId === null || row.trackId === trackId),
  )
  return [...new Set(begun.map(({ personId }) => personId))].map((personId) => {
    const places = begun.filter((row) => row.personId === personId).map(({ id }) => id)
    const tries = all.attempts.filter(
      ({ enrolmentId, submittedAt }) => places.includes(enrolmentId) && submittedAt !== null,
    )
    const issued = all.credentials
      .filter(
        ({ reference, status }) =>
          status !== 'revoked' && places.some((id) => reference === `enrolment:${id}`),
      )
      .map(({ issuedAt }) => issuedAt.getTime())
    const credentialAt = issued.length > 0 ? new Date(Math.min(...issued)) : null
    return {
      submitted: tries.length > 0,
      passed: tries.some(({ passed }) => passed === true),
      credentialAt,
      ...incomeAfter(
        credentialAt,
        all.payables.filter((row) => row.personId === personId),
      ),
    }
  })
}

describe('before anything has happened', () => {
  it('there is no count, and one is due', async () => {
    expect(await shownFigures(database(), null)).toBeNull()
    expect(await figuresAreDue(database(), now)).toBe(true)
  })

  it('everything is nought, and the rate could be anything', async () => {
    await count({ at, now })
    const figures = (await shownFigures(database(), null))?.figures as PublicFigures
    expect(figures.outcomes).toMatchObject({
      all: { rate: { hits: 0, of: 0, lower: 0, upper: 1 } },
      ...{ sectors: [], pairs: [] },
    })
    const counts = { enrolled: 0, submitted: 0, passed: 0, credential: 0, paid: 0 }
    expect(figures.funnel).toEqual({
      ...{ counts, matured: 0, earning: null, income: [], incomeWithheld: [] },
    })
    expect(figures.money).toEqual({ shown: [], withheld: [] })
    expect(figures.exchanges).toEqual({ shown: [], withheld: false })
    expect(figures.days.map(({ n, medianDays }) => [n, medianDays])).toEqual(
      Array.from({ length: 4 }, () => [0, null]),
    )
  })

  it('is counted anew after ten minutes, not sooner', async () => {
    expect(await figuresAreDue(database(), new Date(now.getTime() + 599_000))).toBe(false)
    expect(await figuresAreDue(database(), new Date(now.getTime() + 600_000))).toBe(true)
  })
})

describe('with many contracts and learners, against a reading of every row', () => {
  let all: All
  let figures: PublicFigures
  let funnels: Awaited<ReturnType<typeof learningFunnels>>
  beforeAll(async () => {
    await writeManyRows(20_261_128)
    all = await readAll()
    await count({ at, now })
    const shown = await shownFigures(database(), null)
    expect(shown?.asOf).toEqual(at)
    figures = shown?.figures as PublicFigures
    funnels = await learningFunnels(database(), at)
  }, 60_000)

  it('counts each seat in exchange once for its contract, and shows no pair of few people', async () => {
    const said = await database().select().from(exchangeStage)
    const seats = new Map(
      said.map((row) => [
        [row.contractId, row.personId, row.fromCountry, row.toCountry].join(),
        row,
      ]),
    )
    const by = (from: string, to: string) =>
      [...seats.values()].filter((row) => row.fromCountry === from && row.toCountry === to)
    const peopleOf = (from: string, to: string) =>
      new Set(by(from, to).map(({ personId }) => personId)).size
    expect(peopleOf('TR', 'PK')).toBeGreaterThanOrEqual(3)
    expect([peopleOf('GB', 'PK'), peopleOf('DE', 'TR')]).toEqual([1, 1])
    const shown = figures.exchanges.shown
    expect(shown[0]).toEqual({ pair: { from: 'TR', to: 'PK' }, seats: by('TR', 'PK').length })
    expect(shown.reduce((sum, row) => sum + row.seats, 0)).toBe(seats.size)
    expect(said.length).toBeGreaterThan(seats.size)
    expect(JSON.stringify(shown)).not.toMatch(/GB|DE/)
    expect(figures.exchanges.withheld).toBe(false)
  })

  it('does not read what was counted in another shape, and counts it anew at once', async () => {
    const { shape: _, ...old } = figures
    for (const body of [old, { ...old, shape: 1 }]) {
      await database()
        .update(publicFigures)
        .set({ body: body as PublicFigures })
      expect(await shownFigures(database(), null)).toBeNull()
      expect(await figuresAreDue(database(), now)).toBe(true)
      await count({ at, now })
      expect((await shownFigures(database(), null))?.figures).toEqual(figures)
    }
  })

  it('keeps one row however often it counts', async () => {
    await count({ at, now })
    expect(await database().select().from(publicFigures)).toHaveLength(1)
  })

  it('counts how each funded milestone ended', async () => {
    const expected: Record<string, number> = {}
    for (const row of all.milestones) {
      const released = ['accepted', 'released', 'paid'].includes(row.status)
      if (!released && row.status !== 'refunded') continue
      const of = all.contracts.find(({ id }) => id === row.contractId)
      const its = ({ milestoneId }: { milestoneId: string }) => milestoneId === row.id
      if (row.kind === 'discovery') continue
      if (all.events.filter(its).some(({ event }) => event === 'lapse_inputs')) continue
      const returned = all.claims.filter(its).some(({ state }) => state === 'refunded')
      const verdict = row.outcome === 'met' || row.outcome === null ? 'other' : row.outcome
      const outcome =
        released && row.outcome === 'met' && !returned
          ? 'met'
          : row.acceptedHow === 'waiver'
            ? 'waived'
            : verdict
      const key = [
        all.briefs.get(of?.briefId ?? '')?.sector,
        all.countries.get(of?.organisationId ?? ''),
        all.countries.get(of?.teamId ?? ''),
        outcome,
      ].join(' ')
      expected[key] = (expected[key] ?? 0) + 1
    }
    const counted = await endedMilestones(database())
    const found: Record<string, number> = {}
    for (const { sector, from, to, outcome, count } of counted) {
      const key = `${sector} ${from} ${to} ${outcome}`
      found[key] = (found[key] ?? 0) + count
    }
    expect(found).toEqual(expected)
    const whole = Object.values(expected).reduce((sum, one) => sum + one, 0)
    expect(figures.outcomes.all.rate.of).toBe(whole)
    for (const groups of [figures.outcomes.sectors, figures.outcomes.pairs]) {
      expect(groups.reduce((sum, { rate }) => sum + rate.of, 0)).toBe(whole)
      expect(groups.reduce((sum, { counts }) => sum + counts.met, 0)).toBe(
        figures.outcomes.all.counts.met,
      )
    }
    expect(new Set(counted.map(({ outcome }) => outcome)).size).toBe(5)
  })

  it('counts the rate of all from the same milestones as each team’s own', async () => {
    const teams = await database().select().from(team)
    const records = await recordsOfTeams(
      database(),
      teams.map(({ id }) => id),
    )
    const verified = [...records.values()].map((record) => record.verified)
    const { hits, of } = figures.outcomes.all.rate
    expect(verified.reduce((sum, rate) => sum + rate.hits, 0)).toBe(hits)
    expect(verified.reduce((sum, rate) => sum + rate.of, 0)).toBe(of)
    expect(hits).toBe(figures.outcomes.all.counts.met)
  })

  it('sums what was released by client, team and currency', async () => {
    const expected = new Map<string, { contracts: Set<string>; sum: bigint }>()
    for (const row of all.milestones) {
      if (row.status !== 'released' && row.status !== 'paid') continue
      const of = all.contracts.find(({ id }) => id === row.contractId)
      const key = `${row.currency} ${of?.organisationId} ${of?.teamId}`
      const found = expected.get(key) ?? { contracts: new Set(), sum: 0n }
      expected.set(key, {
        contracts: found.contracts.add(row.contractId),
        sum: found.sum + row.amountMinor,
      })
    }
    const released = await releasedAmounts(database())
    expect(released).toHaveLength(expected.size)
    for (const row of released) {
      const found = expected.get(`${row.currency} ${row.organisationId} ${row.teamId}`)
      expect([row.contracts, row.amountMinor]).toEqual([found?.contracts.size, found?.sum])
    }
    for (const { currency, pair, amountMinor, contracts } of figures.money.shown) {
      if (pair === null) continue
      const lines = released.filter(
        (row) => row.currency === currency && row.from === pair.from && row.to === pair.to,
      )
      const sum = lines.reduce((total, row) => total + row.amountMinor, 0n)
      expect(BigInt(amountMinor)).toBe(twoFigures(sum))
      expect(contracts).toBe(lines.reduce((total, row) => total + row.contracts, 0))
    }
    expect(figures.money.shown.some(({ pair }) => pair !== null)).toBe(true)
    expect(figures.money.withheld).toEqual(['KWD'])
  })

  it('takes the medians of the days', () => {
    const firstFunded = (contractId: string) => {
      const times = all.milestones
        .filter((row) => row.contractId === contractId)
        .flatMap(({ fundedAt }) => fundedAt?.getTime() ?? [])
      return times.length > 0 ? new Date(Math.min(...times)) : null
    }
    const values = {
      signed: all.contracts.flatMap((row) =>
        between(all.briefs.get(row.briefId)?.publishedAt ?? null, row.signedAt),
      ),
      funded: all.contracts.flatMap((row) => between(row.signedAt, firstFunded(row.id))),
      accepted: all.milestones.flatMap((row) => between(row.fundedAt, row.acceptedAt)),
      paid: all.milestones.flatMap((row) => between(row.acceptedAt, row.paidAt)),
    }
    for (const { stage, n, medianDays } of figures.days) {
      expect([stage, n]).toEqual([stage, values[stage].length])
      expect(medianDays).toBeCloseTo(median(values[stage]), 9)
    }
  })

  it('counts learners, over all tracks and of each, and their income', () => {
    const same = ({ counts, matured, earning, income }: Funnel) => ({
      ...{ counts, matured, earning },
      income: income.filter((one) => one.earning > 0),
    })
    expect(funnels.all).toEqual(same(funnelOf(learnersOf(all, null), at)))
    expect(funnels.all.income.length).toBeGreaterThan(1)
    for (const { trackId, counts } of funnels.tracks) {
      expect(counts).toEqual(funnelOf(learnersOf(all, trackId), at).counts)
    }
    expect(funnels.tracks).toHaveLength(3)
    // Two tracks were taken by some: a person is one in the whole.
    const sum = funnels.tracks.reduce((total, { counts }) => total + counts.enrolled, 0)
    expect(sum).toBeGreaterThan(funnels.all.counts.enrolled)
  })

  it('shows of it what may be shown', () => {
    expect(figures.funnel.counts).toEqual(funnels.all.counts)
    for (const { counts } of figures.tracks) {
      for (const shown of Object.values(counts))
        expect(shown === null || shown === 0 || shown >= 10).toBe(true)
    }
  })

  it('counts a graduate’s income from the 90th day on', async () => {
    const [first] = all.credentials
      .filter(({ status }) => status !== 'revoked')
      .sort((a, b) => a.issuedAt.getTime() - b.issuedAt.getTime())
    const day = addDays(first?.issuedAt as Date, 90)
    const before = await learningFunnels(database(), new Date(day.getTime() - 1))
    expect([before.all.matured, (await learningFunnels(database(), day)).all.matured]).toEqual([
      0, 1,
    ])
  })
})
