import type { Answered } from './classification'
import { estimateOf, type Statistic } from './statistic'
import { bleuTokens } from './text'

/** BLEU counts runs of up to this many tokens. */
const longest = 4

/** Per row: matches of 1 to 4 tokens, runs of 1 to 4 tokens in the answer, length of truth. */
const columns = 2 * longest + 1

function runsOf(tokens: readonly string[], length: number): Map<string, number> {
  const runs = new Map<string, number>()
  for (let at = 0; at + length <= tokens.length; at++) {
    // No token holds a space, so the joined text names the run.
    const run = tokens.slice(at, at + length).join(' ')
    runs.set(run, (runs.get(run) ?? 0) + 1)
  }
  return runs
}

function countsOf({ label, output }: Answered): number[] {
  const truth = bleuTokens(label)
  const answer = output === null ? [] : bleuTokens(output)
  const matches: number[] = []
  const totals: number[] = []
  for (let length = 1; length <= longest; length++) {
    const wanted = runsOf(truth, length)
    let matched = 0
    for (const [run, count] of runsOf(answer, length)) {
      matched += Math.min(count, wanted.get(run) ?? 0)
    }
    matches.push(matched)
    totals.push(Math.max(0, answer.length - length + 1))
  }
  return [...matches, ...totals, truth.length]
}

/**
 * BLEU from summed counts, 0 to 1: brevity penalty · (p₁ p₂ p₃ p₄)^¼ with
 * pₙ = clipped matches / runs of n tokens, and the penalty exp(1 − truth / answer) where the
 * answers are shorter than the truth in all. Smoothing as in mteval and sacreBLEU's "exp": the
 * k-th pₙ without a match counts as 1 / (2ᵏ · runs). 0 when nothing matches at all, or when no
 * answer has a run of four tokens.
 */
function bleuOf(sums: Float64Array): number {
  const answerLength = sums[longest] as number
  const truthLength = sums[2 * longest] as number
  if ((sums[0] as number) === 0) return 0
  let logs = 0
  let halving = 1
  for (let at = 0; at < longest; at++) {
    const matches = sums[at] as number
    const total = sums[longest + at] as number
    if (total === 0) return 0
    if (matches === 0) halving *= 2
    logs += Math.log(matches === 0 ? 1 / (halving * total) : matches / total)
  }
  const brevity = answerLength < truthLength ? Math.exp(1 - truthLength / answerLength) : 1
  return brevity * Math.exp(logs / longest)
}

/**
 * Corpus-level BLEU with one reference per row. A row without an answer counts as an empty one:
 * its truth still lengthens what the answers are measured against.
 * @source Papineni et al. 2002, "BLEU"; smoothing: Post 2018, "A call for clarity".
 */
export function bleuStatistic(rows: readonly Answered[]): Statistic {
  // One column after the other: a resample then reads memory from end to end.
  const counts = Array.from({ length: columns }, () => new Int32Array(rows.length))
  for (const [at, row] of rows.entries()) {
    for (const [column, count] of countsOf(row).entries()) counts[column]?.fill(count, at, at + 1)
  }
  const sums = new Float64Array(columns)
  return {
    n: rows.length,
    evaluate(weights) {
      for (const [column, values] of counts.entries()) sums[column] = weightedSum(values, weights)
      return bleuOf(sums)
    },
  }
}

function weightedSum(values: Int32Array, weights: Int32Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) {
    sum += (weights[at] as number) * (values[at] as number)
  }
  return sum
}

/** Corpus BLEU of the rows, 0 to 1; null when there are none. */
export function bleu(rows: readonly Answered[]): number | null {
  return estimateOf(bleuStatistic(rows))
}
