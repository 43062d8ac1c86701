import type { SkillLevel } from '~/domain/skills/claim'
import type { Role } from '~/domain/skills/roles'
import type { Placed } from './best-team'
import { countHours, wholeDay } from './hours'
import type { Pool } from './pool'
import { type EvidenceStrength, evidenceStrengths } from './profile'
import type { TeamRequest } from './request'
import { shareOfSkills, unitsOf, worthOfGrade } from './score'
import { evidenceOfGrade, levelOfGrade } from './skill-index'

/** One needed skill of somebody in a role: what they have, and what it adds to the score. */
export type SkillTerm = {
  readonly skillId: string
  readonly leastLevel: SkillLevel
  readonly level: SkillLevel
  readonly evidence: EvidenceStrength
  readonly score: number
}

export type FitTerm = {
  /** The place of the role in the request. */
  readonly at: number
  readonly role: Role
  /** How well the person fits, 0 to 1. */
  readonly fit: number
  readonly skills: readonly SkillTerm[]
  readonly score: number
}

/** A wanted field that the person knows; its score is shared evenly with the others who know it. */
export type DomainTerm = { readonly domain: string; readonly score: number }

/** Past work with another member, −1 to 1; its score is shared evenly by the two. */
export type CollaborationTerm = {
  readonly personId: string
  readonly past: number
  readonly score: number
}

/** The terms of a member's score, whose sum over the members is the score of the team. */
export type TeamMember = {
  readonly personId: string
  readonly fixed: boolean
  readonly fit: readonly FitTerm[]
  readonly domains: readonly DomainTerm[]
  readonly collaborations: readonly CollaborationTerm[]
  readonly score: number
  readonly hours: number
  readonly costMinor: bigint
}

export type FormedTeam = {
  readonly members: readonly TeamMember[]
  readonly score: number
  readonly costMinor: bigint
  /** The UTC hours of the working day that all share, as a mask. */
  readonly commonHours: number
  /** The wanted languages that all speak. */
  readonly languages: readonly string[]
}

/** A team with every term of its score, for whoever has to judge it. */
export function formedTeam(pool: Pool, request: TeamRequest, team: Placed): FormedTeam {
  const members = team.places
    .map((place, at) => memberOf(pool, request, team, place, team.roles[at] ?? 0))
    .sort((a, b) => (a.fit[0]?.at ?? 0) - (b.fit[0]?.at ?? 0))
  const bitOf = (id: string) => pool.languageBits.get(id)
  return {
    members,
    score: scoreOf(members),
    costMinor: members.reduce((total, { costMinor }) => total + costMinor, 0n),
    commonHours: team.places.reduce(
      (mask, place) => mask & (pool.workingHours[place] as number),
      wholeDay,
    ),
    languages: request.languages.filter((id) =>
      team.places.every((place) => has(pool.languages[place] as number, bitOf(id))),
    ),
  }
}

/** How many hours of the working day a team shares. */
export function hoursInCommon({ commonHours }: Pick<FormedTeam, 'commonHours'>): number {
  return countHours(commonHours)
}

const has = (mask: number, bit: number | undefined) =>
  bit !== undefined && ((mask >>> bit) & 1) === 1

/** What several terms add to the score together. */
export function scoreOf(terms: readonly { score: number }[]): number {
  return terms.reduce((total, { score }) => total + score, 0)
}

function memberOf(
  pool: Pool,
  request: TeamRequest,
  { places }: Placed,
  place: number,
  roles: number,
): TeamMember {
  const held = request.roles.flatMap((_, at) => ((roles >>> at) & 1 ? [at] : []))
  const fit = held.map((at) => fitOf(pool, request, place, at))
  const domains = domainsOf(pool, request, places, place)
  const collaborations = collaborationsOf(pool, request, places, place)
  const hours = held.reduce((total, at) => total + (request.roles[at]?.hours ?? 0), 0)
  const personId = pool.ids[place] as string
  return {
    personId,
    fixed: request.fixed.some((one) => one.personId === personId),
    fit,
    domains,
    collaborations,
    score: scoreOf(fit) + scoreOf(domains) + scoreOf(collaborations),
    hours,
    costMinor: BigInt(hours) * BigInt(pool.rateMinor[place] as number),
  }
}

function fitOf(pool: Pool, request: TeamRequest, place: number, at: number): FitTerm {
  const need = request.roles[at] as TeamRequest['roles'][number]
  const unit = unitsOf(request).fit
  const shares = shareOfSkills(need)
  const skills = need.skills.map(({ skillId, leastLevel }, skill): SkillTerm => {
    const grade = pool.skills.gradeIn(place, pool.skills.codeOf(skillId))
    return {
      skillId,
      leastLevel,
      level: levelOfGrade(grade) as SkillLevel,
      evidence: evidenceStrengths[evidenceOfGrade(grade)] ?? 'claimed',
      score: (worthOfGrade[grade] as number) * (shares[skill] as number) * unit,
    }
  })
  const score = scoreOf(skills)
  return { at, role: need.role, fit: score / unit, skills, score }
}

function domainsOf(
  pool: Pool,
  request: TeamRequest,
  places: readonly number[],
  place: number,
): DomainTerm[] {
  const unit = unitsOf(request).domain
  return request.domains.flatMap((domain) => {
    const bit = pool.domainBits.get(domain)
    const knows = (one: number) => has(pool.domains[one] as number, bit)
    return knows(place) ? [{ domain, score: unit / places.filter(knows).length }] : []
  })
}

function collaborationsOf(
  pool: Pool,
  request: TeamRequest,
  places: readonly number[],
  place: number,
): CollaborationTerm[] {
  const unit = unitsOf(request).pair
  const terms: CollaborationTerm[] = []
  const past = pool.collaborations
  for (let at = past.from(place); at < past.until(place); at++) {
    const other = past.columns.other[at] as number
    if (!places.includes(other)) continue
    const score = (past.columns.scoreBps[at] as number) / 10_000
    terms.push({ personId: pool.ids[other] as string, past: score, score: (score * unit) / 2 })
  }
  return terms
}
