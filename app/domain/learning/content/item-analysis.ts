/** The share of its points that one attempt got for one question, 0 to 1. */
export type QuestionScore = { readonly question: string; readonly share: number }

export type ItemAnalysis = {
  readonly question: string
  readonly attempts: number
  /** The mean share of the points: 1 is a question that everybody gets right. */
  readonly difficulty: number
  /**
   * The correlation of the question with the rest of the quiz, −1 to 1; null where either never
   * varies. Near nought it tells nobody apart; below nought those who know more get it wrong.
   */
  readonly discrimination: number | null
}

/** Fewer attempts say nothing about a question. */
export const leastAttempts = 10

/**
 * Classical item analysis over first attempts: difficulty, and discrimination as the corrected
 * item–total correlation, in which the total leaves the question itself out.
 * Source: Crocker and Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14.
 * @param attempts every attempt with the questions that it was asked: as many in each.
 */
export function analyseItems(attempts: readonly (readonly QuestionScore[])[]): ItemAnalysis[] {
  const questions = new Set(attempts.flatMap((scores) => scores.map(({ question }) => question)))
  return [...questions].flatMap((question) => {
    const asked = attempts.filter((scores) => scores.some((score) => score.question === question))
    if (asked.length < leastAttempts) return []
    const own = asked.map((scores) => scoreOf(scores, question))
    const rest = asked.map((scores, at) => total(scores) - (own[at] ?? 0))
    return {
      question,
      attempts: asked.length,
      difficulty: mean(own),
      discrimination: correlation(own, rest),
    }
  })
}

const scoreOf = (scores: readonly QuestionScore[], question: string) =>
  scores.find((score) => score.question === question)?.share ?? 0

const total = (scores: readonly QuestionScore[]) =>
  scores.reduce((sum, { share }) => sum + share, 0)

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Pearson's; null where one side never varies. */
function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, sumA, sumB] = [0, 0, 0]
  for (const [at, value] of a.entries()) {
    const [da, db] = [value - meanA, (b[at] ?? 0) - meanB]
    both += da * db
    sumA += da * da
    sumB += db * db
  }
  const least = 1e-12
  return sumA < least || sumB < least ? null : both / Math.sqrt(sumA * sumB)
}

export const looks = ['misleads', 'easy', 'hard', 'flat', 'fine'] as const
export type Look = (typeof looks)[number]

/** Beyond these shares nearly everybody, or nearly nobody, gets a question right. */
const easyFrom = 0.95
const hardTo = 0.1
/** Below this correlation a question tells nobody apart; Ebel and Frisbie call it poor below 0.2. */
const leastDiscrimination = 0.15

/** What an author does best to hear of a question; null where nothing can be said. */
export function lookOf({
  difficulty,
  discrimination,
}: Pick<ItemAnalysis, 'difficulty' | 'discrimination'>): Look | null {
  if (discrimination !== null && discrimination <= -leastDiscrimination) return 'misleads'
  if (difficulty >= easyFrom) return 'easy'
  if (difficulty <= hardTo) return 'hard'
  if (discrimination === null) return null
  return discrimination < leastDiscrimination ? 'flat' : 'fine'
}
