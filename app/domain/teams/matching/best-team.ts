import type { Found } from './descent'
import { type Field, fieldOf, worthOf } from './field'
import type { Pool } from './pool'
import type { TeamRequest } from './request'
import { type Answer, search } from './search'
import { type Survey, surveyOf } from './survey'

/** A team by the places of its members in the pool, which stay when another field is looked at. */
export type Placed = { readonly roles: readonly number[]; readonly places: readonly number[] }

export function placed({ candidates }: Field, { roles, people }: Found): Placed {
  return { roles, places: people.map((person) => candidates.places[person] as number) }
}

export type Cheapest = Placed & { readonly costMinor: number }

/**
 * The cheapest team that meets everything but the budget, or null when there is none. This search
 * always sees everything, so its "none" is certain.
 */
export function cheapestTeam(pool: Pool, request: TeamRequest): Cheapest | null {
  const field = fieldOf(pool, request, 'cost', request.commonHours)
  const survey = surveyOf(field, request.commonHours)
  const { best } = search({ survey, budget: Number.POSITIVE_INFINITY, earlier: [], known: null })
  return best && { ...placed(field, best), costMinor: best.cost }
}

/**
 * The best team for a request. Where the search ran out of steps before it met any team, the
 * cheapest one answers whether there is one.
 * @param known a team that is known to be possible
 */
export function bestTeam(
  pool: Pool,
  request: TeamRequest,
  survey: Survey,
  known: Found | null = null,
): Answer {
  const budget = Number(request.budgetMinor)
  const answer = search({ survey, budget, earlier: [], known })
  if (answer.best || answer.bound === Number.NEGATIVE_INFINITY) return answer
  const cheapest = cheapestTeam(pool, request)
  if (!cheapest || cheapest.costMinor > budget) return none
  const { roles, places, costMinor } = cheapest
  const people = places.map((place) => survey.field.candidates.candidateAt[place] as number)
  const value = worthOf(survey.field, roles, people)
  return search({ survey, budget, earlier: [], known: { roles, people, value, cost: costMinor } })
}

const none: Answer = { best: null, bound: Number.NEGATIVE_INFINITY }
