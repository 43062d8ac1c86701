import { bestTeam, placed } from './best-team'
import type { Found } from './descent'
import { type FormedTeam, formedTeam, hoursInCommon } from './formed-team'
import { hoursOfDay } from './hours'
import type { Pool } from './pool'
import type { TeamRequest } from './request'
import { workBeside } from './search'
import { type Survey, surveyOf } from './survey'

/** How many common hours fewer, and more, are tried. */
export const leverHours = 2

/** The best team if one thing were otherwise. */
export type Lever = {
  readonly budgetMinor: bigint
  readonly commonHours: number
  /** Null when no team is possible then. */
  readonly team: FormedTeam | null
  /** The score of that team less the score of the best one now. */
  readonly change: number | null
}

/** A lever is null where it could not be told what it would do. */
export type Levers = {
  /** Ten per cent more money. */
  readonly budget: Lever | null
  /** Two hours less to share; null, too, when none are asked for. */
  readonly fewerHours: Lever | null
  /** Two hours more to share: what that would cost. Null, too, when the day has no more. */
  readonly moreHours: Lever | null
}

/** What a client could buy, or would give up, with each of three changes. */
export function leversOf(pool: Pool, request: TeamRequest, survey: Survey, best: Found): Levers {
  const { field } = survey
  const { commonHours, budgetMinor } = request
  const leverOf = (changed: TeamRequest, changedSurvey: Survey, known: Found | null) => {
    const answer = bestTeam(pool, changed, changedSurvey, { known, work: workBeside })
    if (!answer.best && !answer.certain) return null
    return {
      budgetMinor: changed.budgetMinor,
      commonHours: changed.commonHours,
      team: answer.best && formedTeam(pool, request, placed(field, answer.best)),
      change: answer.best && answer.best.value - best.value,
    }
  }
  const shared = hoursInCommon(formedTeam(pool, request, placed(field, best)))
  const withHours = (hours: number) => {
    const changed = { ...request, commonHours: hours }
    return leverOf(changed, surveyOf(field, hours), shared >= hours ? best : null)
  }
  const more = commonHours + leverHours
  return {
    budget: leverOf({ ...request, budgetMinor: (budgetMinor * 11n) / 10n }, survey, best),
    fewerHours: commonHours === 0 ? null : withHours(Math.max(0, commonHours - leverHours)),
    moreHours: more > hoursOfDay ? null : withHours(more),
  }
}
