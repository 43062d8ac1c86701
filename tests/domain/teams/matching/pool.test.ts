import {
  personId,
  poolOf,
  randomProfile,
  randomRequest,
  randomScene,
  sceneOf,
  seeded,
} from 'tests/support/matching'
import { describe, expect, it } from 'vitest'
import { roles } from '~/domain/skills/roles'
import { formTeams } from '~/domain/teams/matching/form-teams'
import { applyChanges, createPool, type Pool, poolBytes } from '~/domain/teams/matching/pool'
import type { PoolChange, Profile } from '~/domain/teams/matching/profile'
import { gradeOf } from '~/domain/teams/matching/skill-index'

const skillIds = (profiles: readonly Profile[]) => [
  ...new Set(profiles.flatMap(({ skills }) => skills.map(({ skillId }) => skillId))),
]

/** What a pool knows of everybody, read back from its columns. */
function contentOf(pool: Pool, skills: readonly string[]) {
  const namesOf = (bits: ReadonlyMap<string, number>, mask: number) =>
    [...bits].flatMap(([name, bit]) => ((mask >>> bit) & 1 ? [name] : [])).sort()
  return [...pool.places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, place]) => {
      const past = pool.collaborations
      const entries = Array.from({ length: past.until(place) - past.from(place) }, (_, at) => {
        const entry = past.from(place) + at
        return `${pool.ids[past.columns.other[entry] ?? -1]} ${past.columns.scoreBps[entry]}`
      })
      return {
        id,
        known: pool.ids[place],
        rateMinor: pool.rateMinor[place],
        hoursPerWeek: pool.hoursPerWeek[place],
        workingHours: pool.workingHours[place],
        languages: namesOf(pool.languageBits, pool.languages[place] ?? 0),
        domains: namesOf(pool.domainBits, pool.domains[place] ?? 0),
        steward: pool.stewards[place] === 1,
        skills: skills.flatMap((skillId) => {
          const grade = pool.skills.gradeIn(place, pool.skills.codeOf(skillId))
          return grade < 0 ? [] : [`${skillId} ${grade}`]
        }),
        past: entries.sort(),
      }
    })
}

/** Of each skill, its people and their grades, from the other side. */
function postingsOf(pool: Pool, skills: readonly string[]) {
  return skills.map((skillId) => {
    const posting = pool.skills.posting(skillId)
    const rows = Array.from(
      { length: posting?.count ?? 0 },
      (_, at) => `${pool.ids[posting?.people[at] ?? -1]} ${posting?.grades[at]}`,
    )
    return [skillId, ...rows.sort()]
  })
}

describe('a pool that is kept up to date', () => {
  it('knows what one made anew knows, after any changes', () => {
    const source = seeded(5)
    const { profiles: first, changes } = randomScene(source, 120)
    const pool = poolOf({ changes })
    const people = new Map(first.map((profile) => [profile.personId, profile]))
    const past = new Map<string, PoolChange & { kind: 'collaboration' }>()
    const note = (change: PoolChange) => {
      if (change.kind === 'upsert') people.set(change.profile.personId, change.profile)
      if (change.kind === 'remove') {
        people.delete(change.personId)
        for (const [key, { between }] of past)
          if (between.includes(change.personId)) past.delete(key)
      }
      if (change.kind !== 'collaboration') return
      const [a, b] = change.between
      if (!people.has(a) || !people.has(b) || a === b) return
      past.set([...change.between].sort().join(), change)
    }
    changes.forEach(note)
    for (let round = 0; round < 60; round++) {
      const some = Array.from({ length: 40 }, (): PoolChange => {
        const id = source.below(150)
        const kind = source.below(10)
        if (kind < 5) return { kind: 'upsert', profile: randomProfile(source, id) }
        if (kind < 7) return { kind: 'remove', personId: personId(id) }
        const between = [personId(id), personId(source.below(150))] as const
        const score = source.below(4) === 0 ? null : (source.below(201) - 100) / 100
        return { kind: 'collaboration', between, score }
      })
      applyChanges(pool, some)
      some.forEach(note)
    }
    const kept = [...people.values()]
    const fresh = poolOf(sceneOf(kept, [...past.values()]))
    const skills = skillIds([...first, ...kept])
    expect(contentOf(pool, skills)).toEqual(contentOf(fresh, skills))
    expect(postingsOf(pool, skills)).toEqual(postingsOf(fresh, skills))
    for (let seed = 0; seed < 12; seed++) {
      const request = randomRequest(seeded(seed), 3)
      const [now, anew] = [pool, fresh].map((one) => formTeams(one, request))
      expect(now?.outcome).toBe(anew?.outcome)
      if (now?.outcome !== 'teams' || anew?.outcome !== 'teams') continue
      expect(now.options[0]?.team.score).toBeCloseTo(anew.options[0]?.team.score ?? 0, 9)
    }
  })

  it('holds a profile as it was given', () => {
    const profile = randomProfile(seeded(1), 7)
    const pool = poolOf(sceneOf([profile]))
    const skills = profile.skills.map(({ skillId }) => skillId)
    expect(contentOf(pool, skills)).toEqual([
      {
        id: personId(7),
        known: personId(7),
        rateMinor: profile.rateMinor,
        hoursPerWeek: profile.hoursPerWeek,
        workingHours: profile.workingHours,
        languages: [...profile.languages].sort(),
        domains: [...profile.domains].sort(),
        steward: profile.steward,
        skills: profile.skills.map((skill) => `${skill.skillId} ${gradeOf(skill)}`),
        past: [],
      },
    ])
  })

  it('gives the place of somebody who left to somebody else, with nothing of theirs', () => {
    const [a, b, c] = [0, 1, 2].map((n) => randomProfile(seeded(n), n)) as [
      Profile,
      Profile,
      Profile,
    ]
    const met: PoolChange = {
      kind: 'collaboration',
      between: [a.personId, b.personId],
      score: 1,
    }
    const pool = poolOf(sceneOf([a, b], [met]))
    const place = pool.places.get(a.personId)
    applyChanges(pool, [
      { kind: 'remove', personId: a.personId },
      { kind: 'remove', personId: 'per_unknown' },
      { kind: 'upsert', profile: c },
    ])
    expect(pool.places.get(c.personId)).toBe(place)
    const skills = skillIds([a, b, c])
    expect(contentOf(pool, skills)).toEqual(contentOf(poolOf(sceneOf([b, c])), skills))
  })

  it('stays small when the same people change again and again', () => {
    const source = seeded(9)
    const { changes } = randomScene(source, 400)
    const pool = poolOf({ changes })
    const before = poolBytes(pool)
    for (let round = 0; round < 40; round++) {
      applyChanges(
        pool,
        Array.from({ length: 400 }, (_, n) => ({
          kind: 'upsert',
          profile: randomProfile(source, n, roles),
        })),
      )
    }
    expect(poolBytes(pool)).toBeLessThan(3 * before)
    expect(before / 400).toBeLessThan(500)
  })

  it.each<[string, Partial<Profile>]>([
    ['a broken rate', { rateMinor: 10.5 }],
    ['a rate below nothing', { rateMinor: -1 }],
    ['more hours than a week has', { hoursPerWeek: 169 }],
    ['more hours than a day has', { workingHours: 1 << 24 }],
    ['no name', { personId: '' }],
    [
      'a skill twice',
      {
        skills: [
          { skillId: 'monitoring', level: 1, evidence: 'claimed' },
          { skillId: 'monitoring', level: 2, evidence: 'assessed' },
        ],
      },
    ],
  ])('refuses a profile with %s', (_name, wrong) => {
    const pool = createPool()
    const profile = { ...randomProfile(seeded(2), 1), ...wrong }
    expect(() => applyChanges(pool, [{ kind: 'upsert', profile }])).toThrow(RangeError)
    expect(pool.places.size).toBe(0)
  })

  it('refuses a score that is none', () => {
    const pool = poolOf(sceneOf([0, 1].map((n) => randomProfile(seeded(n), n))))
    const between = [personId(0), personId(1)] as const
    for (const score of [1.01, -2, Number.NaN]) {
      expect(() => applyChanges(pool, [{ kind: 'collaboration', between, score }])).toThrow(
        RangeError,
      )
    }
  })
})

describe('pools of any size', () => {
  const request = randomRequest(seeded(3), 3, { languages: [], commonHours: 2 })

  it('of nobody: says so, and blames no role', () => {
    expect(formTeams(createPool(), request)).toEqual({ outcome: 'empty' })
  })

  it('of one person: a team of nobody else is none', () => {
    const everything = request.roles.flatMap(({ skills }) =>
      skills.map(({ skillId }) => ({ skillId, level: 4 as const, evidence: 'verified' as const })),
    )
    const skills = [...new Map(everything.map((skill) => [skill.skillId, skill])).values()]
    const profile = { ...randomProfile(seeded(4), 0), skills, hoursPerWeek: 60 }
    const pool = poolOf(sceneOf([profile]))
    const answer = formTeams(pool, request)
    // One person holds two roles at most.
    expect(answer).toEqual({ outcome: 'none', unfilled: [], relaxations: [], pairs: [] })
  })

  it('of 100,000 people: a team whose certificate says that there is hardly a better one', () => {
    const pool = poolOf(randomScene(seeded(6), 100_000))
    const answer = formTeams(pool, randomRequest(seeded(8), 5))
    if (answer.outcome !== 'teams') throw new Error(answer.outcome)
    expect(answer.options).toHaveLength(3)
    for (const { certificate } of answer.options) expect(certificate.gap).toBeLessThan(0.02)
  }, 60_000)
})
