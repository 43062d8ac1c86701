import { bestTeam, placed } from './best-team'
import type { Found } from './descent'
import { type Field, fieldOf } from './field'
import { type FormedTeam, formedTeam } from './formed-team'
import { type Levers, leverHours, leversOf } from './levers'
import type { Node } from './nodes'
import type { Pool } from './pool'
import { type RelaxationPair, relaxationPairsOf } from './relaxation-pairs'
import { type Relaxation, relaxationsOf } from './relaxations'
import type { RequestProblem, TeamRequest } from './request'
import { type Answer, search, workBeside } from './search'
import { type Survey, surveyOf } from './survey'
import { requestProblems } from './validate-request'

/** A team, and what no team that differs enough from those before it can score more than. */
export type TeamOption = { readonly team: FormedTeam; readonly certificate: Certificate }

export type Certificate = {
  readonly boundScore: number
  /** By how much of its score another team could be better; 0 when none can. */
  readonly gap: number
}

export type TeamsAnswer =
  | { readonly outcome: 'invalid'; readonly problems: readonly RequestProblem[] }
  /** Nobody who opted in has a rate in the currency of the pool. */
  | { readonly outcome: 'empty' }
  /** The working hours lie so oddly that it could not be told whether a team is possible. */
  | { readonly outcome: 'undecided' }
  | {
      readonly outcome: 'none'
      /** Roles, by place, that nobody can hold, whatever hours and languages are asked for. */
      readonly unfilled: readonly number[]
      /** Each alone would make a team possible; empty when more than one thing must give. */
      readonly relaxations: readonly Relaxation[]
      /** Where no change is enough alone, those that are in pairs. */
      readonly pairs: readonly RelaxationPair[]
    }
  | {
      readonly outcome: 'teams'
      /** The best first; each has at least two people who are in none before it. */
      readonly options: readonly TeamOption[]
      readonly levers: Levers
    }

export const mostOptions = 3

/**
 * The best teams for a request, with every term of their scores, how good another could be at most,
 * and what more money or other hours would buy; or what to change when no team is possible. "None"
 * is always certain.
 */
export function formTeams(pool: Pool, request: TeamRequest): TeamsAnswer {
  if (pool.places.size === 0) return { outcome: 'empty' }
  const problems = requestProblems(pool, request)
  if (problems.length > 0) return { outcome: 'invalid', problems }
  const leastHours = Math.max(0, request.commonHours - leverHours)
  const field = fieldOf(pool, request, 'score', leastHours)
  const survey = surveyOf(field, request.commonHours)
  const first = bestTeam(pool, request, survey)
  if (!first.best && !first.certain) return { outcome: 'undecided' }
  if (!first.best) return noTeam(pool, request)
  const answers = optionsFrom(survey, Number(request.budgetMinor), first)
  return {
    outcome: 'teams',
    options: answers.flatMap(({ best, bound }) =>
      best ? [optionOf(pool, request, field, best, bound)] : [],
    ),
    levers: leversOf(pool, request, survey, answers[0]?.best ?? first.best),
  }
}

function noTeam(pool: Pool, request: TeamRequest): TeamsAnswer {
  const { groups } = fieldOf(pool, { ...request, languages: [] }, 'cost', 0)
  const relaxations = relaxationsOf(pool, request)
  return {
    outcome: 'none',
    unfilled: request.roles.flatMap((_, role) =>
      groups[1 << role]?.people.length === 0 ? [role] : [],
    ),
    relaxations,
    pairs: relaxations.length > 0 ? [] : relaxationPairsOf(pool, request),
  }
}

function optionOf(
  pool: Pool,
  request: TeamRequest,
  field: Field,
  best: Found,
  bound: number,
): TeamOption {
  const team = formedTeam(pool, request, placed(field, best))
  const gap = Math.max(0, bound - best.value) / Math.abs(best.value)
  return { team, certificate: { boundScore: Math.max(bound, best.value), gap } }
}

function optionsFrom(survey: Survey, budget: number, first: Answer): Answer[] {
  let answers = [first]
  let nodes: Node[] | undefined = first.nodes
  while (answers.length < mostOptions) {
    const earlier = answers.map(({ best }) => new Set(best?.people))
    const answer = search({ survey, budget, earlier, nodes, work: workBeside })
    if (!answer.best) break
    if (answer.best.value <= (answers[0]?.best?.value ?? 0)) {
      answers.push(answer)
      continue
    }
    // Where the work ran out, what came second may be better. Then it is first, and what the nodes
    // have learnt of teams beside the other one is of no use.
    answers = [{ ...answer, bound: first.bound }]
    nodes = undefined
  }
  return answers
}
