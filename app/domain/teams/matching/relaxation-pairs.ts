import type { Pool } from './pool'
import {
  budgetRelaxation,
  hoursRelaxation,
  languagesRelaxation,
  possibleIn,
  type Relaxation,
  relaxationsOf,
  withRelaxation,
} from './relaxations'
import type { TeamRequest } from './request'

/** Two changes that are enough together, where none is alone. */
export type RelaxationPair = readonly [Relaxation, Relaxation]

/** What pairs are looked for with: a part at its loosest, and how little of it will do. */
type Part = {
  readonly loosest: Partial<TeamRequest>
  readonly least: (pool: Pool, request: TeamRequest) => Relaxation[]
}

const parts: readonly Part[] = [
  {
    loosest: { budgetMinor: BigInt(Number.MAX_SAFE_INTEGER) },
    least: budgetRelaxation,
  },
  {
    loosest: { commonHours: 0 },
    least: (pool, request) => hoursRelaxation(request, possibleIn(pool, request)),
  },
  {
    loosest: { languages: [] },
    least: (pool, request) => languagesRelaxation(request, possibleIn(pool, request)),
  },
]

/** More would be a list to read, not advice. */
const mostPairs = 3

/**
 * Which two changes make an impossible request possible, where no single one does: with one part at
 * its loosest, what else would have to give, and as little of the part as will do beside that. The
 * first part that helps is enough, so that the work stays within a few single searches.
 */
export function relaxationPairsOf(pool: Pool, request: TeamRequest): RelaxationPair[] {
  for (const { loosest, least } of parts) {
    const pairs = relaxationsOf(pool, { ...request, ...loosest })
      .slice(0, mostPairs)
      .flatMap((other) =>
        least(pool, withRelaxation(request, other)).map((own): RelaxationPair => [own, other]),
      )
    if (pairs.length > 0) return pairs
  }
  return []
}
