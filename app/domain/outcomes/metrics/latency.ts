import { build, type Histogram } from 'hdr-histogram-js'

/** The longest latency that is told apart: an hour. Longer ones count as an hour. */
export const highestLatencyUs = 3_600_000_000

/** An HDR histogram of microseconds with three significant digits. */
export function latencyHistogram(latenciesUs: Iterable<number> = []): Histogram {
  const histogram = build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: highestLatencyUs,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  })
  for (const latency of latenciesUs) recordLatency(histogram, latency)
  return histogram
}

export function recordLatency(histogram: Histogram, latencyUs: number): void {
  histogram.recordValue(Math.min(Math.max(1, Math.round(latencyUs)), highestLatencyUs))
}

/** The latency at a percentile (0 to 1), in milliseconds; 0 when nothing was recorded. */
export function percentileMs(histogram: Histogram, p: number): number {
  return histogram.totalCount === 0 ? 0 : histogram.getValueAtPercentile(p * 100) / 1000
}

/** The `rank`-th smallest latency (1 is the smallest), in milliseconds. */
export function rankedMs(histogram: Histogram, rank: number): number {
  return histogram.getValueAtPercentile((rank / histogram.totalCount) * 100) / 1000
}

export type LatencySummary = {
  readonly count: number
  readonly p50Ms: number
  readonly p90Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly p999Ms: number
  readonly maxMs: number
}

export function latencySummary(histogram: Histogram): LatencySummary {
  return {
    count: histogram.totalCount,
    p50Ms: percentileMs(histogram, 0.5),
    p90Ms: percentileMs(histogram, 0.9),
    p95Ms: percentileMs(histogram, 0.95),
    p99Ms: percentileMs(histogram, 0.99),
    p999Ms: percentileMs(histogram, 0.999),
    maxMs: percentileMs(histogram, 1),
  }
}

export type LatencyBin = { readonly upToMs: number; readonly count: number }

/** Counts between bounds that grow by a third of a decade; bins at both ends that are empty are left out. */
export function latencyBins(latenciesUs: readonly number[]): LatencyBin[] {
  const steps = [1, 2, 5]
  const bounds = [0.001, 0.01, 0.1, 1, 10, 100, 1_000].flatMap((decade) =>
    steps.map((step) => step * decade * 1_000),
  )
  const counts = new Array<number>(bounds.length + 1).fill(0)
  for (const latency of latenciesUs) {
    const at = bounds.findIndex((bound) => latency / 1_000 <= bound)
    counts[at < 0 ? bounds.length : at]! += 1
  }
  const bins = counts.map((count, at) => ({
    upToMs: bounds[at] ?? highestLatencyUs / 1_000,
    count,
  }))
  const first = bins.findIndex(({ count }) => count > 0)
  const last = bins.findLastIndex(({ count }) => count > 0)
  return first < 0 ? [] : bins.slice(first, last + 1)
}
