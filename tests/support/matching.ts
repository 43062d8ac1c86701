import { fastSource, type Source, shuffled } from '~/domain/outcomes/measures/random'
import type { SkillLevel } from '~/domain/skills/claim'
import { type Role, roles } from '~/domain/skills/roles'
import { skillsOfRole } from '~/domain/skills/taxonomy'
import { applyChanges, createPool, type Pool } from '~/domain/teams/matching/pool'
import type { EvidenceStrength, PoolChange, Profile } from '~/domain/teams/matching/profile'
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

/** Somebody of one role or two, whose rate rises, on the whole, with what they can show. */
export function randomProfile(source: Source, n: number): Profile {
  const own = shuffled(roles, source).slice(0, between(source, 1, 2))
  const skills = skillsFor(source, own, between(source, 6, 14))
  const shown = skills.reduce((sum, { level }) => sum + level, 0) / skills.length
  return {
    personId: personId(n),
    skills,
    rateMinor: Math.round(800 * shown * (50 + source.below(100))) / 100 + 400,
    hoursPerWeek: between(source, 2, 9) * 5,
    workingHours: workingDay(
      pick(source, [2, 3, 4, 4, 5, 6, 7, 8, 9, 14, 20]),
      between(source, 6, 10),
    ),
    languages: ['en', ...languages.filter(() => chance(source, 30))].slice(
      chance(source, 10) ? 1 : 0,
    ),
    domains: sectors.filter(() => chance(source, 20)),
    steward: chance(source, 25),
    optedIn: !chance(source, 5),
  }
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
export function randomScene(source: Source, people: number): Scene {
  const profiles = Array.from({ length: people }, (_, n) => randomProfile(source, n)).map(
    (profile) => ({ ...profile, rateMinor: Math.round(profile.rateMinor) }),
  )
  const changes = [
    ...profiles.map((profile): PoolChange => ({ kind: 'upsert', profile })),
    ...randomCollaborations(source, people, Math.ceil(people / 4)),
  ]
  return { profiles, changes }
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

/** A request for so many roles, with a budget that nobody reaches unless `changes` gives one. */
export function randomRequest(
  source: Source,
  count: number,
  changes: Partial<TeamRequest> = {},
): TeamRequest {
  return {
    roles: shuffled(roles, source)
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
