import type { Role } from '~/domain/skills/roles'
import { addDays } from '~/kernel/clock'
import type { TeamOption } from './form-teams'
import { scoreOf } from './formed-team'

/**
 * A year. The EU AI Act asks whoever uses such a system
 * for half a year at least (Regulation 2024/1689, Article 26, 6); a person should find last year's too.
 */
export const considerationDays = 365

/** Why somebody was shown: the roles, and what they added to the score of the team, 0 to 1. */
export type ConsideredTerms = {
  readonly roles: readonly Role[]
  readonly hours: number
  readonly fit: number
  readonly domains: number
  readonly pastWork: number
}

export type Considered = { readonly personId: string; readonly terms: ConsideredTerms }

/**
 * Everybody who stands in a shown team and is not one of `members`, with the terms of the best team
 * that they stand in.
 */
export function consideredIn(
  options: readonly TeamOption[],
  members: readonly string[],
): Considered[] {
  const found = new Map<string, ConsideredTerms>()
  for (const { team } of options) {
    for (const { personId, fit, domains, collaborations, hours } of team.members) {
      if (members.includes(personId) || found.has(personId)) continue
      found.set(personId, {
        roles: fit.map(({ role }) => role),
        hours,
        fit: scoreOf(fit),
        domains: scoreOf(domains),
        pastWork: scoreOf(collaborations),
      })
    }
  }
  return [...found].map(([personId, terms]) => ({ personId, terms }))
}

/** What was shown before this moment is forgotten. */
export function considerationsFrom(at: Date): Date {
  return addDays(at, -considerationDays)
}
