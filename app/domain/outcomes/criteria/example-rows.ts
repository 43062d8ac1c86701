import { normalQuantile } from '../measures/normal'
import type { Answered } from '../metrics/classification'

/*
 * Made-up rows for the worked examples that are shown before signing: the real engine measures
 * them, so nobody has to imagine what passes. Every maker takes a quality from 0 to 1, the better
 * the higher, and gives the same rows for the same quality.
 */

type ExampleMaker = (quality: number) => Answered[]

/**
 * A permutation of 0 … n − 1 that scatters neighbours (steps of the golden ratio), so that what is
 * dealt out by place falls evenly on every class.
 */
function scattered(n: number): Int32Array {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))
  let step = Math.max(1, Math.round(n * 0.618_033_988_75))
  while (common(step, n) > 1) step++
  return Int32Array.from({ length: n }, (_, at) => (at * step) % n)
}

/** Evenly spaced quantiles of the standard normal, in scattered order. */
const normals = (n: number) =>
  Float64Array.from(scattered(n), (place) => normalQuantile((place + 0.5) / n))

/** Answers of a ranker: normal scores, higher by six times the quality for positive rows. */
export function rankingExample(
  classes: { readonly positive: string; readonly negative: string; readonly share: number },
  n: number,
): ExampleMaker {
  const positives = Math.min(n - 1, Math.max(1, Math.round(n * classes.share)))
  const noise = [normals(positives), normals(n - positives)] as const
  return (quality) =>
    Array.from({ length: n }, (_, at) => {
      const positive = at < positives
      const score = positive
        ? (noise[0][at] as number) + 6 * quality
        : (noise[1][at - positives] as number)
      return {
        label: positive ? classes.positive : classes.negative,
        output: score.toFixed(6),
      }
    })
}

/** Predicted numbers: normal true values, and normal errors of `spread` · (1 / quality − 1). */
export function numberExample(
  truth: { readonly mean: number; readonly spread: number },
  n: number,
): ExampleMaker {
  const values = Float64Array.from({ length: n }, (_, at) => normalQuantile((at + 0.5) / n))
  const errors = normals(n)
  return (quality) => {
    const scale = truth.spread * (1 / Math.max(quality, 1e-6) - 1)
    return Array.from({ length: n }, (_, at) => {
      const label = truth.mean + truth.spread * (values[at] as number)
      return { label: String(label), output: String(label + scale * (errors[at] as number)) }
    })
  }
}

const sentence = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** Texts of twelve words of which a run from the start is right: the share of `quality` on average. */
export function textExample(n: number): ExampleMaker {
  const places = scattered(n)
  return (quality) => {
    // The mean of u^k over u between 0 and 1 is 1 / (k + 1).
    const power = 1 / Math.max(quality, 1e-6) - 1
    return Array.from({ length: n }, (_, at) => {
      const share = (((places[at] as number) + 0.5) / n) ** power
      const right = Math.round(share * sentence.length)
      const words = sentence.map((word, place) => (place < right ? word : 'other'))
      return { label: sentence.join(' '), output: words.join(' ') }
    })
  }
}

/** Log-normal latencies in whole microseconds whose percentile (0 to 1) is `wantedMs`. */
export function latencyExample(n: number, percentile: number, wantedMs: number): number[] {
  const shape = (place: number) => Math.exp(0.5 * normalQuantile((place + 0.5) / n))
  const unit = (wantedMs * 1000) / shape(Math.max(0, Math.ceil(n * percentile) - 1))
  return Array.from(scattered(n), (place) => Math.max(1, Math.round(unit * shape(place))))
}
