import { fastSource, type Source, shuffled } from '~/domain/outcomes/measures/random'
import type { SkillLevel } from '~/domain/skills/claim'
import { type Role, roles } from '~/domain/skills/roles'
import { skillsOfRole } from '~/domain/skills/taxonomy'
import { applyChanges, createPool, type Pool } from '~/domain/teams/matching/pool'
import {
  type EvidenceStrength,
  evidenceStrengths,
  type PoolChange,
  type Profile,
} from '~/domain/teams/matching/profile'
import type { RoleNeed, TeamRequest } from '~/domain/teams/matching/request'

/** A source that the same number always starts at the same place. */
export function seeded(seed: number): Source {
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setUint32(0, seed + 1)
  new DataView(bytes.buffer).setUint32(8, Math.imul(seed + 1, 2_654_435_761) >>> 0)
  const source = fastSource(bytes)
  for (let warm = 0; warm < 16; warm++) source.below(2)
  return source
}

export const pick = <T>(source: Source, items: readonly T[]) =>
  items[source.below(items.length)] as T
const chance = (source: Source, percent: number) => source.below(100) < percent
const between = (source: Source, least: number, most: number) =>
  least + source.below(most - least + 1)

export const personId = (n: number) => `per_${String(n).padStart(6, '0')}`

/** A working day of so many hours from a UTC hour on; it may run over midnight. */
export function workingDay(from: number, hours: number): number {
  let mask = 0
  for (let hour = 0; hour < hours; hour++) mask |= 1 << ((from + hour) % 24)
  return mask
}

const evidenceOf: Readonly<Record<SkillLevel, readonly EvidenceStrength[]>> = {
  1: ['claimed'],
  2: ['claimed', 'assessed', 'assessed'],
  3: ['claimed', 'assessed', 'delivered', 'delivered'],
  4: ['delivered', 'verified', 'verified'],
}
const levels: readonly SkillLevel[] = [1, 1, 1, 2, 2, 2, 3, 3, 4]
const languages = ['en', 'ur', 'ar', 'tr']
export const sectors = ['health', 'education', 'agriculture', 'retail', 'finance', 'logistics']

function skillsFor(source: Source, own: readonly Role[], count: number) {
  const offered = shuffled(
    own.flatMap((role) => skillsOfRole(role).map(({ id }) => id)),
    source,
  )
  return [...new Set(offered)].slice(0, count).map((skillId) => {
    const level = pick(source, levels)
    return { skillId, level, evidence: pick(source, evidenceOf[level]) }
  })
}

/** Somebody of one role or two of `among`, whose rate rises, on the whole, with what they can show. */
export function randomProfile(source: Source, n: number, among: readonly Role[] = roles): Profile {
  const own = shuffled(among, source).slice(0, between(source, 1, 2))
  const skills = skillsFor(source, own, between(source, 6, 14))
  const shown = skills.reduce((sum, { level }) => sum + level, 0) / skills.length
  return {
    personId: personId(n),
    skills,
    rateMinor: 400 + Math.round(8 * shown * between(source, 50, 149)),
    hoursPerWeek: between(source, 2, 9) * 5,
    workingHours: workingDay(pick(source, dayStarts), between(source, 6, 10)),
    languages: spoken(source),
    domains: sectors.filter(() => chance(source, 20)),
    steward: chance(source, 25),
  }
}

const dayStarts = [2, 3, 4, 4, 5, 6, 7, 8, 9, 14, 20]

function spoken(source: Source): string[] {
  const others = languages.filter(() => chance(source, 30))
  return chance(source, 10) ? others : [...new Set(['en', ...others])]
}

/** People who worked together in groups of three to six; it mostly went well. */
export function randomCollaborations(source: Source, people: number, groups: number): PoolChange[] {
  return Array.from({ length: groups }, () => {
    const team = Array.from({ length: between(source, 3, 6) }, () => personId(source.below(people)))
    const score = (source.below(151) - 50) / 100
    return team.flatMap((a, at) =>
      team
        .slice(at + 1)
        .map((b): PoolChange => ({ kind: 'collaboration', between: [a, b], score })),
    )
  }).flat()
}

export type Scene = {
  readonly profiles: readonly Profile[]
  readonly changes: readonly PoolChange[]
}

/** A pool's content: `people` people, and past work of about as many of them. */
export function randomScene(source: Source, people: number, among: readonly Role[] = roles): Scene {
  const profiles = Array.from({ length: people }, (_, n) => randomProfile(source, n, among))
  return sceneOf(profiles, randomCollaborations(source, people, Math.ceil(people / 4)))
}

export function sceneOf(
  profiles: readonly Profile[],
  collaborations: readonly PoolChange[] = [],
): Scene {
  const upserts = profiles.map((profile): PoolChange => ({ kind: 'upsert', profile }))
  return { profiles, changes: [...upserts, ...collaborations] }
}

export function poolOf({ changes }: Pick<Scene, 'changes'>): Pool {
  const pool = createPool()
  applyChanges(pool, changes)
  return pool
}

/** A role as a brief would ask for it: one to three of its skills. */
export function randomNeed(source: Source, role: Role, skills = between(source, 1, 2)): RoleNeed {
  return {
    role,
    skills: shuffled(skillsOfRole(role), source)
      .slice(0, skills)
      .map(({ id }) => ({
        skillId: id,
        leastLevel: pick(source, [1, 1, 2]),
        weight: between(source, 1, 3),
      })),
    hours: between(source, 2, 12) * 10,
    steward: false,
  }
}

/** A request for so many of these roles, with a budget that nobody reaches. */
export function randomRequest(
  source: Source,
  count: number,
  changes: Partial<TeamRequest> = {},
  among: readonly Role[] = roles,
): TeamRequest {
  return {
    roles: shuffled(among, source)
      .slice(0, count)
      .map((role) => randomNeed(source, role)),
    weeks: between(source, 6, 16),
    budgetMinor: 100_000_000n,
    languages: chance(source, 50) ? ['en'] : [],
    domains: shuffled(sectors, source).slice(0, source.below(3)),
    commonHours: between(source, 2, 5),
    maxMembers: count,
    fixed: [],
    excluded: [],
    ...changes,
  }
}

const fewSkills = ['model-serving', 'monitoring']

/**
 * So few people that every team can be looked at. Most can hold most roles, their working hours
 * have any shape, and every rule is asked for by some request.
 */
export function smallScene(seed: number, people: number): { scene: Scene; request: TeamRequest } {
  const source = seeded(seed)
  const profiles = Array.from({ length: people }, (_, n): Profile => {
    const anyHours = () => source.below(1 << 24)
    return {
      ...randomProfile(source, n),
      skills: fewSkills
        .filter(() => chance(source, 75))
        .map((skillId) => {
          const level = pick(source, [1, 2, 3, 4] as const)
          return { skillId, level, evidence: pick(source, evidenceStrengths) }
        }),
      workingHours: pick(source, [
        anyHours(),
        anyHours() | anyHours(),
        workingDay(source.below(24), 12),
      ]),
    }
  })
  const scene = sceneOf(profiles, randomCollaborations(source, people, Math.ceil(people / 3)))
  return { scene, request: smallRequest(source) }
}

function smallRequest(source: Source): TeamRequest {
  const count = between(source, 3, 4)
  const least = Math.ceil(count / 2)
  const request = randomRequest(source, count, {
    languages: pick(source, [[], ['en'], ['ur', 'tr'], ['en', 'ur', 'ar']]),
    commonHours: pick(source, [0, 1, 3, 5, 8]),
    maxMembers: between(source, least, count),
    budgetMinor: BigInt(pick(source, [10_000_000, 1_500_000, 800_000, 500_000, 300_000])),
    fixed: chance(source, 30) ? [{ personId: personId(0), role: pick(source, [null, 0, 1]) }] : [],
    excluded: chance(source, 30) ? [personId(2)] : [],
  })
  const second = chance(source, 30) ? [{ personId: personId(1), role: null }] : []
  const leastLevel = () => pick(source, [1, 1, 2, 3] as const)
  return {
    ...request,
    fixed: request.fixed.length > 0 ? [...request.fixed, ...second] : [],
    roles: request.roles.map((need) => ({
      ...need,
      skills: [{ skillId: pick(source, fewSkills), leastLevel: leastLevel(), weight: 1 }],
      steward: chance(source, 12),
    })),
  }
}

/** Hours in common that only planted people have; bait works elsewhere, each role at its own time. */
const plantedHours = workingDay(9, 3)
const baitHours = [0, 3, 6, 12, 15, 18, 21].map((start) => workingDay(start, 3))

/**
 * A request that exactly one team of the scene can meet, the people 0, 1, 2 and so on, one to a
 * role. Better and cheaper people for each role work at other hours; those of the right hours all
 * cost more, and the budget is what the one team costs.
 */
export function plantedScene(seed: number, count: number): { scene: Scene; request: TeamRequest } {
  const source = seeded(seed)
  const asked = randomRequest(source, count, { commonHours: 3, domains: ['health'] })
  const someone = (n: number, role: number, changes: Partial<Profile>): Profile => ({
    ...randomProfile(source, n),
    skills: (asked.roles[role]?.skills ?? []).map(({ skillId, leastLevel }) => {
      const level = pick(source, [leastLevel, 4] as const)
      return { skillId, level, evidence: pick(source, evidenceStrengths) }
    }),
    hoursPerWeek: 40,
    languages: ['en'],
    ...changes,
  })
  const planted = asked.roles.map((_, role) =>
    someone(role, role, {
      rateMinor: between(source, 2_000, 4_000),
      workingHours: plantedHours | workingDay(between(source, 7, 9), 5),
    }),
  )
  const others = Array.from({ length: count * 20 }, (_, n) => {
    const role = n % count
    const rateMinor = planted[role]?.rateMinor ?? 0
    const bait = n % 2 === 0
    return someone(count + n, role, {
      rateMinor: bait ? Math.round(rateMinor / 2) : rateMinor + between(source, 1, 400),
      workingHours: bait ? (baitHours[role] ?? 0) : plantedHours,
      domains: sectors,
    })
  })
  const cost = asked.roles.reduce(
    (sum, { hours }, role) => sum + hours * (planted[role]?.rateMinor ?? 0),
    0,
  )
  const profiles = [...planted, ...others]
  const scene = sceneOf(profiles, randomCollaborations(source, profiles.length, count * 5))
  return { scene, request: { ...asked, budgetMinor: BigInt(cost) } }
}
