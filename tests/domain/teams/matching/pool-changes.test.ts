import { matchingProfile, matchingTouch } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { pick, seeded, workingDay } from 'tests/support/matching'
import { makePerson, type TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateProfile } from '~/domain/identity/person.commands.server'
import { shuffled } from '~/domain/outcomes/measures/random'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { raiseClaim } from '~/domain/skills/raise-claim.server'
import { type Role, roles } from '~/domain/skills/roles'
import type { TeamsAnswer } from '~/domain/teams/matching/form-teams'
import { closeMatching, formTeamsAside } from '~/domain/teams/matching/matching-aside.server'
import {
  leaveMatching,
  offerForMatching,
} from '~/domain/teams/matching/matching-profile.commands.server'
import { notePastWork } from '~/domain/teams/matching/note-past-work.server'
import type { PoolChange } from '~/domain/teams/matching/profile'
import { type PoolMark, readPoolChanges } from '~/domain/teams/matching/read-pool-changes.server'
import type { TeamRequest } from '~/domain/teams/matching/request'
import { WarmPools } from '~/domain/teams/matching/warm-pools.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction, type Reader } from '~/platform/database.server'

const held = useDatabase()
afterAll(closeMatching)

const at = new Date('2026-03-02T09:00:00Z')
const skills = ['model-serving', 'monitoring', 'data-classification'] as const
let people: TestPerson[] = []

const offer = (who: TestPerson, rateMinor = 2_000n, currency: 'USD' | 'EUR' = 'USD') =>
  inTransaction((tx) =>
    offerForMatching(tx, {
      ...{ by: who.personId, rateMinor, currency, hoursPerWeek: 30, sectors: ['health'], at },
      day: { fromHour: 9, hours: 8 },
    }),
  )

const prove = (who: TestPerson, skillId: string) =>
  inTransaction((tx) =>
    raiseClaim(tx, {
      ...{ personId: who.personId, skillId, at },
      proof: { kind: 'verdict', evidence: 'ver_some' },
    }),
  )

const read = (since: PoolMark | null) => readPoolChanges(database(), { currency: 'USD', since, at })

/** What a pool reads of some work, and of nothing else. */
async function changesOf(work: () => Promise<unknown>): Promise<PoolChange[]> {
  let { until } = await read(null)
  // While a transaction is open anywhere in the cluster, a pool reads again what came after it.
  await expect
    .poll(async () => {
      const next = await read(until)
      until = next.until
      return next.changes
    })
    .toEqual([])
  await work()
  return (await read(until)).changes
}

const person = (at: number) => people[at] as TestPerson

const request: TeamRequest = {
  roles: skills.map((skillId, at) => ({
    role: roles[at] as Role,
    skills: [{ skillId, leastLevel: 2, weight: 1 }],
    hours: 40,
    steward: false,
  })),
  weeks: 8,
  budgetMinor: 1_000_000n,
  languages: [],
  domains: ['health'],
  // What a day in Karachi shares with one in UTC.
  commonHours: 3,
  maxMembers: 3,
  fixed: [],
  excluded: [],
}

beforeAll(async () => {
  people = await Promise.all(Array.from({ length: 5 }, () => makePerson(database())))
  for (const [n, who] of people.slice(0, 4).entries()) {
    await prove(who, skills[n % skills.length] as string)
    await offer(who)
  }
})

describe('what a pool reads', () => {
  it('is everybody who wants to be proposed, and nobody else', async () => {
    const { changes } = await read(null)
    const ids = changes.flatMap((one) => (one.kind === 'upsert' ? [one.profile.personId] : []))
    expect(ids.sort()).toEqual(
      people
        .slice(0, 4)
        .map(({ personId }) => personId)
        .sort(),
    )
    const first = changes.find(
      (one) => one.kind === 'upsert' && one.profile.personId === person(0).personId,
    )
    expect(first).toEqual({
      kind: 'upsert',
      profile: {
        personId: person(0).personId,
        skills: [{ skillId: 'model-serving', level: 4, evidence: 'verified' }],
        rateMinor: 2_000,
        hoursPerWeek: 30,
        workingHours: workingDay(9, 8),
        languages: [],
        domains: ['health'],
        steward: false,
      },
    })
  })

  it('is nothing when nothing happened, or only to somebody whom no pool knows', async () => {
    expect(await changesOf(async () => {})).toEqual([])
    expect(await changesOf(() => prove(person(4), 'monitoring'))).toEqual([])
  })

  it('is whoever changed: a skill, a zone, a rate', async () => {
    const changes = await changesOf(async () => {
      await inTransaction((tx) =>
        claimSkill(tx, {
          ...{ by: person(0).personId, skillId: 'monitoring', evidence: '', note: '', at },
        }),
      )
      await inTransaction((tx) =>
        updateProfile(tx, {
          ...{ by: person(1).personId, name: 'Person', country: 'PK', locale: 'en' as const },
          ...{ timeZone: 'Asia/Karachi', headline: '', about: '', languages: ['ur', 'en'] },
        }),
      )
      await offer(person(2), 2_500n)
    })
    const profiles = changes.flatMap((one) => (one.kind === 'upsert' ? [one.profile] : []))
    const of = (n: number) => profiles.find(({ personId }) => personId === person(n).personId)
    expect(profiles).toHaveLength(3)
    expect(of(0)?.skills).toContainEqual({
      ...{ skillId: 'monitoring', level: 1, evidence: 'claimed' },
    })
    expect(of(1)).toMatchObject({ languages: ['ur', 'en'], workingHours: workingDay(4, 8) })
    expect(of(2)?.rateMinor).toBe(2_500)
  })

  it('misses no transaction that was open when it read', async () => {
    let until: PoolMark | undefined
    await inTransaction(async (tx) => {
      await tx
        .update(matchingProfile)
        .set({ hoursPerWeek: 35 })
        .where(eq(matchingProfile.personId, person(0).personId))
      // Later transactions end, and are read, before this one does.
      await offer(person(3), 2_100n)
      until = (await read(null)).until
    })
    const { changes } = await read(until ?? null)
    const mine = changes.find(
      (one) => one.kind === 'upsert' && one.profile.personId === person(0).personId,
    )
    expect(mine).toMatchObject({ profile: { hoursPerWeek: 35 } })
  })

  it('is past work with whom a person delivered, whichever of both changed', async () => {
    const pair = [person(1).personId, person(0).personId] as const
    const noted = await changesOf(() =>
      inTransaction((tx) => notePastWork(tx, [{ between: pair, delivered: 3, verified: 2 }])),
    )
    const past = {
      kind: 'collaboration',
      between: [...pair].sort(),
      score: Math.round((10_000 * 2.5) / 3.5) / 10_000,
    }
    expect(noted).toContainEqual(past)
    for (const n of [0, 1]) {
      expect(await changesOf(() => offer(person(n), 2_000n))).toContainEqual(past)
    }
  })

  it('keeps one mark of a person, however often they change', async () => {
    for (let n = 0; n < 5; n++) await offer(person(3), 2_200n + BigInt(n))
    const marks = await database()
      .select()
      .from(matchingTouch)
      .where(eq(matchingTouch.personId, person(3).personId))
    expect(marks).toHaveLength(1)
  })
})

/** What a pool knows after these changes, by person and by pair. */
function known(into: Map<string, unknown>, changes: readonly PoolChange[]) {
  for (const change of changes) {
    if (change.kind === 'upsert') into.set(change.profile.personId, change.profile)
    if (change.kind === 'remove') into.delete(change.personId)
    if (change.kind === 'collaboration') into.set(change.between.join(), change.score)
  }
  return into
}

describe('a pool that reads what changed', () => {
  it('knows what one that reads everything knows', async () => {
    const source = seeded(11)
    const others = await Promise.all(Array.from({ length: 4 }, () => makePerson(database())))
    let { changes, until } = await read(null)
    const kept = known(new Map(), changes)
    for (let round = 0; round < 15; round++) {
      for (const who of shuffled(others, source).slice(0, 2)) {
        const by = who.personId
        const acts = [
          () => offer(who, BigInt(1_000 + round)),
          () => inTransaction((tx) => leaveMatching(tx, { by })),
          () => offer(who, 900n, 'EUR'),
          () => prove(who, pick(source, skills)),
        ]
        await pick(source, acts)()
      }
      ;({ changes, until } = await read(until))
      known(kept, changes)
      const all = known(new Map(), (await read(null)).changes)
      const profiles = (map: Map<string, unknown>) =>
        [...map].filter(([key]) => !key.includes(',')).sort()
      expect(profiles(kept)).toEqual(profiles(all))
    }
    for (const { personId } of others) {
      await inTransaction((tx) => leaveMatching(tx, { by: personId }))
    }
  })
})

describe('the thread', () => {
  const ask = () => formTeamsAside({ currency: 'USD', request, at }, 20_000)
  const membersOf = (answer: Awaited<ReturnType<typeof ask>>) =>
    answer.outcome === 'teams'
      ? answer.options[0]?.team.members.map(({ personId }) => personId)
      : answer.outcome

  it('forms teams from the database, and whoever leaves is gone at once', async () => {
    await offer(person(3), 1_500n)
    // The fourth has verified what the first has, and costs less; the first has worked with the second.
    const before = await ask()
    expect(membersOf(before)).toEqual([0, 1, 2].map((n) => person(n).personId))
    await inTransaction((tx) => leaveMatching(tx, { by: person(0).personId }))
    expect(membersOf(await ask())).toEqual([3, 1, 2].map((n) => person(n).personId))
    await offer(person(3), 1_500n, 'EUR')
    expect(await ask()).toMatchObject({ outcome: 'none', unfilled: [0] })
    await offer(person(0))
    expect(membersOf(await ask())).toEqual([0, 1, 2].map((n) => person(n).personId))
  })

  it('says so when somebody whom the team should have has left, and who', async () => {
    const fixed = [{ personId: person(0).personId, role: 0 }]
    const with0 = () =>
      formTeamsAside({ currency: 'USD', request: { ...request, fixed }, at }, 20_000)
    expect(membersOf(await with0())).toContain(person(0).personId)
    await inTransaction((tx) => leaveMatching(tx, { by: person(0).personId }))
    expect(await with0()).toEqual({
      outcome: 'invalid',
      problems: [{ field: 'fixed.0', problem: 'person_unknown' }],
    })
    await offer(person(0))
    expect(membersOf(await with0())).toContain(person(0).personId)
  })

  it('says so when it is late, and answers whoever asks again', async () => {
    await closeMatching()
    expect(await formTeamsAside({ currency: 'USD', request, at }, 1)).toEqual({ outcome: 'late' })
    expect((await ask()).outcome).toBe('teams')
  })
})

/** Takes away what the database noted of somebody's changes, which only its owner may. */
async function forgetMarks(personId: string): Promise<void> {
  const sql = postgres(held.ownerUrl, { max: 1, onnotice: () => {} })
  await sql`delete from matching_touch where person_id = ${personId}`
  await sql.end()
}

describe('warm pools', () => {
  const dayAfter = addDays(at, 1)
  const answer = (pools: WarmPools, on: Date, db: Reader = database()) =>
    pools.answer(db, { currency: 'USD', request, at: on })
  const costOf = (of: TeamsAnswer) =>
    of.outcome === 'teams' ? of.options[0]?.team.costMinor : of.outcome

  it('know after a reading that failed what they would have read', async () => {
    const pools = new WarmPools()
    const before = costOf(await answer(pools, at))
    await offer(person(1), 2_600n)
    const away = { execute: () => Promise.reject(new Error('away')) } as unknown as Reader
    await expect(answer(pools, at, away)).rejects.toThrow('away')
    const after = costOf(await answer(pools, at))
    expect(after).not.toBe(before)
    expect(after).toBe(costOf(await answer(new WarmPools(), at)))
  })

  it('read everybody again on another day, and when the clock was put back', async () => {
    const pools = new WarmPools()
    const before = costOf(await answer(pools, at))
    // A change that nobody marked.
    await offer(person(1), 2_700n)
    await forgetMarks(person(1).personId)
    expect(costOf(await answer(pools, at))).toBe(before)
    const next = costOf(await answer(pools, dayAfter))
    expect(next).not.toBe(before)
    await offer(person(1), 2_800n)
    await forgetMarks(person(1).personId)
    expect(costOf(await answer(pools, at))).not.toBe(next)
  })
})
