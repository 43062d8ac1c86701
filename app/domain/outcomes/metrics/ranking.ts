import type { Answered } from './classification'
import { parseNumber } from './numeric-answer'
import type { Statistic } from './statistic'

/**
 * The score of every row. A row without a numeric score counts against the endpoint: a positive
 * one ranks below everything, a negative one above everything.
 */
export function scoresOf(rows: readonly Answered[], positiveClass: string): Float64Array {
  return Float64Array.from(rows, ({ label, output }) => {
    const missing = label === positiveClass ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    return parseNumber(output) ?? missing
  })
}

/**
 * The area under the ROC curve by mid-ranks: the share of pairs of a positive and a negative row
 * in which the positive one has the higher score, ties counting half,
 * U / (P · N) with U = Σ over positives of (negatives below + negatives level / 2).
 * The same number as scikit-learn 1.2 `roc_auc_score` on a binary truth. Rows are sorted once;
 * evaluating is linear, and exact because U is a whole number of halves.
 * It has no value when only one class is present.
 * @source Hanley and McNeil 1982, "The meaning and use of the area under a ROC curve".
 */
export function rocAucStatistic(rows: readonly Answered[], positiveClass: string): Statistic {
  const scores = scoresOf(rows, positiveClass)
  const order = Int32Array.from(rows.keys()).sort(
    (a, b) => compare(scores[a] as number, scores[b] as number) || a - b,
  )
  const positive = Uint8Array.from(order, (at) => (rows[at]?.label === positiveClass ? 1 : 0))
  const opensTie = Uint8Array.from(order, (at, place) =>
    place === 0 || scores[at] !== scores[order[place - 1] as number] ? 1 : 0,
  )
  return {
    n: rows.length,
    evaluate(weights) {
      let below = 0
      let negatives = 0
      let positives = 0
      let level = 0
      let twiceU = 0
      for (let place = 0; place < order.length; place++) {
        if (opensTie[place] === 1) {
          twiceU += level * (below + negatives)
          level = 0
          below = negatives
        }
        const weight = weights[order[place] as number] as number
        if (positive[place] === 1) {
          level += weight
          positives += weight
        } else {
          negatives += weight
        }
      }
      twiceU += level * (below + negatives)
      return positives === 0 || negatives === 0 ? null : twiceU / (2 * positives * negatives)
    },
  }
}

// Subtracting would give NaN between two infinite scores.
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
