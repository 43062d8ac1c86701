import type { Histogram } from 'hdr-histogram-js'
import { type Criterion, levelOf } from '../criteria/criterion'
import { percentileOf } from '../criteria/metric'
import type { RowOutcome } from '../datasets/row-record'
import { latencyHistogram, percentileMs } from '../metrics/latency'
import { clopperPearson, percentileInterval } from './interval'
import { type Measured, nothingMeasured } from './measured'
import type { Probe } from './measured-input'

/** How the service answered while rows were sent: latency, failures, and answers in time at a rate. */
export function measureService(criterion: Criterion, rows: readonly RowOutcome[]): Measured {
  if (rows.length === 0) return nothingMeasured('clopper_pearson')
  const p = percentileOf(criterion.metric)
  if (p !== null) {
    const histogram: Histogram = latencyHistogram(rows.map(({ latencyUs }) => latencyUs))
    return {
      estimate: percentileMs(histogram, p),
      interval: percentileInterval(histogram, p, levelOf(criterion)),
      baseline: null,
      detail: null,
    }
  }
  const failed = rows.filter(({ problem }) => problem !== null).length
  if (criterion.metric === 'throughput') return measureThroughput(criterion, rows)
  return {
    estimate: failed / rows.length,
    interval: clopperPearson(failed, rows.length, levelOf(criterion)),
    baseline: null,
    detail: null,
  }
}

/** Within this time of its scheduled moment an answer keeps up with the rate. */
export const keepsUpMs = 1_000

/**
 * Valid answers a second when rows are sent at the stated rate: the rate times the share of rows
 * answered within a second of the moment they were due. An endpoint that falls behind is late for
 * every row that follows, because the schedule does not wait.
 */
function measureThroughput(criterion: Criterion, rows: readonly RowOutcome[]): Measured {
  const rate = criterion.ratePerSecond ?? 0
  const kept = rows.filter(
    ({ problem, latencyUs }) => problem === null && latencyUs <= keepsUpMs * 1_000,
  ).length
  const share = clopperPearson(kept, rows.length, levelOf(criterion))
  const times = (value: number | null) => (value === null ? null : value * rate)
  return {
    estimate: (kept / rows.length) * rate,
    interval: { lower: times(share.lower), upper: times(share.upper), method: share.method },
    baseline: null,
    detail: null,
  }
}

const mostSlots = 96

/** The share of probes that were answered; those that nobody sent count neither way. */
export function measureAvailability(criterion: Criterion, probes: readonly Probe[]): Measured {
  const taken = probes.filter(({ result }) => result !== 'missed')
  if (taken.length === 0) return { ...nothingMeasured('clopper_pearson'), n: 0 }
  const ok = taken.filter(({ result }) => result === 'ok').length
  const every = criterion.window?.everySeconds ?? 1
  const perSlot = Math.max(1, Math.ceil(criterion.sampleSize / mostSlots))
  const slots = Array.from({ length: Math.ceil(criterion.sampleSize / perSlot) }, (_, at) => {
    const inSlot = probes.filter(({ number }) => Math.floor(number / perSlot) === at)
    const count = (wanted: Probe['result']) =>
      inSlot.filter(({ result }) => result === wanted).length
    return { ok: count('ok'), failed: count('failed'), missed: count('missed') }
  })
  return {
    estimate: ok / taken.length,
    interval: clopperPearson(ok, taken.length, levelOf(criterion)),
    baseline: null,
    detail: { kind: 'probes', slotSeconds: perSlot * every, slots },
    n: taken.length,
  }
}
