import type { Profile } from '~/domain/teams/matching/profile'
import type { RoleNeed, TeamRequest } from '~/domain/teams/matching/request'
import { evidenceFactors, scoreWeights } from '~/domain/teams/matching/score'
import type { Scene } from './matching'

/**
 * The rules of a team read from the request alone, written without the matcher's own code, for the
 * solvers that it is compared with.
 */
export type Rules = {
  readonly people: readonly Profile[]
  /** Fit of each person, by place, in each role; null where they cannot hold it. */
  readonly fits: readonly (readonly (number | null)[])[]
  /** Past work of two people, by their places. */
  readonly past: (a: number, b: number) => number
}

export function rulesOf({ profiles, changes }: Scene, request: TeamRequest): Rules {
  const past = new Map<string, number>()
  for (const change of changes) {
    if (change.kind !== 'collaboration') continue
    const [a, b] = change.between
    for (const key of [`${a} ${b}`, `${b} ${a}`]) past.set(key, change.score ?? 0)
  }
  const people = profiles.filter((profile) => mayTakePart(profile, request))
  return {
    people,
    fits: people.map((profile) => request.roles.map((need) => fitOf(profile, need, request))),
    past: (a, b) =>
      a === b ? 0 : (past.get(`${people[a]?.personId} ${people[b]?.personId}`) ?? 0),
  }
}

function mayTakePart(profile: Profile, { excluded, languages }: TeamRequest): boolean {
  return (
    !excluded.includes(profile.personId) &&
    (languages.length === 0 || languages.some((id) => profile.languages.includes(id)))
  )
}

function fitOf(profile: Profile, need: RoleNeed, { weeks }: TeamRequest): number | null {
  if (need.steward && !profile.steward) return null
  if (profile.hoursPerWeek * weeks < need.hours) return null
  const whole = need.skills.reduce((sum, { weight }) => sum + weight, 0)
  let fit = 0
  for (const { skillId, leastLevel, weight } of need.skills) {
    const known = profile.skills.find((skill) => skill.skillId === skillId)
    if (!known || known.level < leastLevel) return null
    fit += (weight / whole) * (known.level / 4) * evidenceFactors[known.evidence]
  }
  return fit
}

export function sharedHours(masks: readonly number[]): number {
  const shared = masks.reduce((mask, own) => mask & own, 0xffffff)
  return shared.toString(2).replaceAll('0', '').length
}

/** The score of one person per role, or null when they are no team that the request allows. */
export function scoreOf(
  rules: Rules,
  request: TeamRequest,
  holders: readonly number[],
): number | null {
  const { people, fits, past } = rules
  const members = [...new Set(holders)]
  const profiles = members.map((member) => people[member] as Profile)
  const full = Math.min(request.roles.length, request.maxMembers)
  let score = 0
  let cost = 0
  for (const [role, holder] of holders.entries()) {
    const fit = fits[holder]?.[role] ?? null
    if (fit === null) return null
    score += (scoreWeights.fit / holders.length) * fit
    cost += (people[holder]?.rateMinor ?? 0) * (request.roles[role]?.hours ?? 0)
  }
  const fitsAll =
    members.length <= request.maxMembers &&
    cost <= Number(request.budgetMinor) &&
    sharedHours(profiles.map(({ workingHours }) => workingHours)) >= request.commonHours &&
    (request.languages.length === 0 ||
      request.languages.some((id) => profiles.every((one) => one.languages.includes(id)))) &&
    members.every((member) => {
      const held = holders.flatMap((holder, role) => (holder === member ? [role] : []))
      const hours = held.reduce((sum, role) => sum + (request.roles[role]?.hours ?? 0), 0)
      return held.length <= 2 && hours <= (people[member]?.hoursPerWeek ?? 0) * request.weeks
    }) &&
    request.fixed.every(({ personId, role }) =>
      role === null
        ? profiles.some((one) => one.personId === personId)
        : people[holders[role] ?? -1]?.personId === personId,
    )
  if (!fitsAll) return null
  for (const domain of request.domains) {
    if (profiles.some(({ domains }) => domains.includes(domain))) {
      score += scoreWeights.domains / request.domains.length
    }
  }
  const pairs = (full * (full - 1)) / 2
  for (const [at, a] of members.entries()) {
    for (const b of members.slice(at + 1))
      score += (scoreWeights.collaboration / pairs) * past(a, b)
  }
  return score
}

/** The best of all teams, by looking at every one of them. For few people and few roles. */
export function bestByExhaustion(
  rules: Rules,
  request: TeamRequest,
  allows: (members: readonly string[]) => boolean = () => true,
): { score: number; members: string[] } | null {
  let best: { score: number; members: string[] } | null = null
  const holders: number[] = []
  const visit = () => {
    if (holders.length === request.roles.length) {
      const score = scoreOf(rules, request, holders)
      if (score === null || (best && score <= best.score)) return
      const members = [...new Set(holders)].map((at) => rules.people[at]?.personId ?? '')
      if (allows(members)) best = { score, members }
      return
    }
    for (let person = 0; person < rules.people.length; person++) {
      if (rules.fits[person]?.[holders.length] == null) continue
      holders.push(person)
      visit()
      holders.pop()
    }
  }
  visit()
  return best
}
