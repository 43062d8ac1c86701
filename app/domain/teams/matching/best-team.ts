import type { Found } from './descent'
import { type Field, fieldOf, worthOf } from './field'
import type { Pool } from './pool'
import type { TeamRequest } from './request'
import { type Answer, type Quest, search } from './search'
import { type Survey, surveyOf } from './survey'

/** A team by the places of its members in the pool, which stay when another field is looked at. */
export type Placed = { readonly roles: readonly number[]; readonly places: readonly number[] }

export function placed({ candidates }: Field, { roles, people }: Found): Placed {
  return { roles, places: people.map((person) => candidates.places[person] as number) }
}

export type Costed = Placed & { readonly costMinor: number }

/** Whether a team is possible is worth more work than how good one is. */
const patientWork = 30_000_000

/**
 * Some team within the budget; null when it is certain that there is none, and `unknown` when the
 * working hours of many people lie so oddly that this cannot be told in reasonable time.
 */
export function possibleTeam(
  pool: Pool,
  request: TeamRequest,
  work = patientWork,
): Costed | null | 'unknown' {
  // Costs are whole, so that this is at most the budget.
  const anyAbove = -Number(request.budgetMinor) - 0.5
  const { field, best, certain } = lookForCheap(pool, request, { anyAbove, work })
  if (best) return { ...placed(field, best), costMinor: best.cost }
  return certain ? null : 'unknown'
}

/** The cheapest team that was found, whatever the budget; null when none was. */
export function cheapestTeam(pool: Pool, request: TeamRequest): Costed | null {
  const { field, best } = lookForCheap(pool, request, {})
  return best && { ...placed(field, best), costMinor: best.cost }
}

function lookForCheap(
  pool: Pool,
  request: TeamRequest,
  quest: Pick<Quest, 'anyAbove' | 'work'>,
): Answer & { field: Field } {
  const field = fieldOf(pool, request, 'cost', request.commonHours)
  const survey = surveyOf(field, request.commonHours)
  return { field, ...search({ survey, budget: Number.POSITIVE_INFINITY, ...quest }) }
}

/**
 * The best team for a request. Where the search met no team before its work ran out, a search for
 * any team at all answers whether there is one.
 * @param given a team that is known to be possible, and how much work may be spent
 */
export function bestTeam(
  pool: Pool,
  request: TeamRequest,
  survey: Survey,
  given: Pick<Quest, 'known' | 'work'> = {},
): Answer {
  const budget = Number(request.budgetMinor)
  const answer = search({ survey, budget, ...given })
  if (answer.best || answer.certain) return answer
  const possible = possibleTeam(pool, request)
  if (possible === 'unknown') return answer
  if (possible === null) return { ...answer, certain: true }
  const { roles, places, costMinor } = possible
  const people = places.map((place) => survey.field.candidates.candidateAt[place] as number)
  const found = { roles, people, value: worthOf(survey.field, roles, people), cost: costMinor }
  return search({ survey, budget, known: found, nodes: answer.nodes })
}
