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
