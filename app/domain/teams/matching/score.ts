import type { RoleNeed, TeamRequest } from './request'
import { evidenceOfGrade, levelOfGrade } from './skill-index'

/**
 * The score of a team is the sum of three terms and of nothing else:
 * fit (0 to 0.75), the mean over the roles of how well their holders fit;
 * domains (0 to 0.15), the share of the wanted fields that somebody in the team knows;
 * collaboration (−0.1 to 0.1), the mean over the pairs of a full team of how past work together
 * went, where a pair that never worked together counts 0.
 */
export const scoreWeights = { fit: 0.75, domains: 0.15, collaboration: 0.1 } as const

/** How far each strength of evidence is believed, from a person's own word to a verdict. */
export const evidenceFactors = { claimed: 0.4, assessed: 0.7, delivered: 0.9, verified: 1 } as const

const factors = Object.values(evidenceFactors)

/** What one grade of a skill is worth, 0 to 1: level over 4 times the factor of its evidence. */
export const worthOfGrade: Readonly<Float64Array> = Float64Array.from(
  { length: 16 },
  (_, grade) => (levelOfGrade(grade) / 4) * (factors[evidenceOfGrade(grade)] ?? 0),
)

/** The share of each skill in the fit of its role; they sum to 1. */
export function shareOfSkills({ skills }: RoleNeed): number[] {
  const whole = skills.reduce((sum, { weight }) => sum + weight, 0)
  return skills.map(({ weight }) => weight / whole)
}

/** What each unit of the three terms adds to the score of a team. */
export type Units = { readonly fit: number; readonly domain: number; readonly pair: number }

/** Per role at a fit of 1, per wanted field that is known, per pair at a score of 1. */
export function unitsOf({ roles, domains, maxMembers }: TeamRequest): Units {
  const full = Math.min(roles.length, maxMembers)
  return {
    fit: scoreWeights.fit / roles.length,
    domain: domains.length === 0 ? 0 : scoreWeights.domains / domains.length,
    pair: scoreWeights.collaboration / ((full * (full - 1)) / 2),
  }
}
