import type { ExposedService } from './exposure-check'
import type { PublishedScores, Rating } from './published-scores'

export type ShownScores = Pick<PublishedScores, 'people' | 'model' | 'applicability'>

const average = (values: readonly { value: number; weight: number }[]): number | null => {
  const weight = values.reduce((sum, part) => sum + part.weight, 0)
  return weight > 0
    ? values.reduce((sum, part) => sum + part.value * part.weight, 0) / weight
    : null
}

function averageRating(
  services: readonly ExposedService[],
  of: (scores: PublishedScores) => Rating,
): Rating {
  const part = (name: keyof Rating) =>
    average(
      services.map(({ scores, shareBps }) => ({ value: of(scores)[name], weight: shareBps })),
    ) ?? 0
  return { alpha: part('alpha'), beta: part('beta'), gamma: part('gamma') }
}

/** All services together, each by its share of the time; null when there is none. */
export function togetherOf(services: readonly ExposedService[]): ShownScores | null {
  if (services.length === 0) return null
  return {
    people: averageRating(services, ({ people }) => people),
    model: averageRating(services, ({ model }) => model),
    applicability: average(
      services.flatMap(({ scores, shareBps }) =>
        scores.applicability === null ? [] : [{ value: scores.applicability, weight: shareBps }],
      ),
    ),
  }
}

/** How far the two raters of the first study are apart, on its scale from 0 to 1. */
export function raterDifference({ people, model }: ShownScores): number {
  return Math.abs(people.beta - model.beta)
}

export type Agreement = 'close' | 'apart' | 'far'

export function raterAgreement(scores: ShownScores): Agreement {
  const difference = raterDifference(scores)
  return difference < 0.1 ? 'close' : difference < 0.25 ? 'apart' : 'far'
}

export type RankAgreement = 'same' | 'first_higher' | 'second_higher'

/**
 * Whether both studies place an occupation alike among all others. Their scales differ, so places
 * are compared and not figures. null where the second study has none.
 */
export function rankAgreement({ above }: PublishedScores): RankAgreement | null {
  if (above.applicability === null) return null
  const difference = (above.people + above.model) / 2 - above.applicability
  if (Math.abs(difference) <= 15) return 'same'
  return difference > 0 ? 'first_higher' : 'second_higher'
}

/** The code stands for a part of a group for which the second study has one figure. */
export function isGroupScore(soc: string): boolean {
  return !soc.endsWith('.00')
}

export type PlotMark = {
  readonly key: 'people' | 'model' | 'applicability'
  /** null where nothing was published. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The three rows of the plot, on one scale from 0 to 1. */
export function plotMarks(scores: ShownScores): PlotMark[] {
  const { people, model, applicability } = scores
  return [
    { key: 'people', value: people.beta, low: people.alpha, high: people.gamma },
    { key: 'model', value: model.beta, low: model.alpha, high: model.gamma },
    { key: 'applicability', value: applicability, low: null, high: null },
  ]
}

/** A place on the scale as a percentage from the left; right-to-left pages count from the right. */
export function placeOf(value: number, dir: 'ltr' | 'rtl'): number {
  const share = Math.min(1, Math.max(0, value)) * 100
  return dir === 'rtl' ? 100 - share : share
}
