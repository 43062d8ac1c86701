import { stringify } from 'yaml'
import { translator } from '~/platform/languages/translator'
import { type Criterion, criterionSentence, levelOf } from '../criteria/criterion'
import { familyOf, percentileOf } from '../criteria/metric'
import { keepsUpMs } from '../measures/measure-service'

/*
 * OpenSLO v1, as the specification of that version describes it (github.com/OpenSLO/OpenSLO, README,
 * apiVersion openslo/v1): kind Service and kind SLO with an inline indicator. A target is a share
 * below 1; one objective for a threshold metric; a window is optional, and only availability has one.
 */

type MetricSource = {
  readonly metricSource: {
    readonly type: 'samar'
    readonly spec: Readonly<Record<string, string | number>>
  }
}
type Indicator =
  | { readonly thresholdMetric: MetricSource }
  | {
      readonly ratioMetric: {
        readonly counter: true
        readonly good?: MetricSource
        readonly bad?: MetricSource
        readonly total: MetricSource
      }
    }
type Objective = {
  readonly displayName: string
  readonly op?: 'lte'
  readonly value?: number
  readonly target: number
}

export type OpenSloDocument =
  | {
      readonly apiVersion: 'openslo/v1'
      readonly kind: 'Service'
      readonly metadata: Metadata
      readonly spec: { readonly description: string }
    }
  | {
      readonly apiVersion: 'openslo/v1'
      readonly kind: 'SLO'
      readonly metadata: Metadata
      readonly spec: {
        readonly description: string
        readonly service: string
        readonly indicator: {
          readonly metadata: { readonly name: string }
          readonly spec: Indicator
        }
        readonly timeWindow?: readonly [{ readonly duration: string; readonly isRolling: true }]
        readonly budgetingMethod: 'Occurrences'
        readonly objectives: readonly [Objective]
      }
    }
type Metadata = {
  readonly name: string
  readonly displayName: string
  readonly annotations?: Readonly<Record<string, string>>
}

export type ServiceOfCriteria = {
  /** What the criteria belong to: a milestone. */
  readonly reference: string
  /** The milestone's title; null where it is not known, and its reference stands for it. */
  readonly title: string | null
  readonly criteria: readonly Criterion[]
}

/** The service criteria as OpenSLO documents; families that are not about a service are left out. */
export function openSloDocuments(services: readonly ServiceOfCriteria[]): OpenSloDocument[] {
  return services.flatMap(({ reference, title, criteria }): OpenSloDocument[] => {
    const about = criteria.filter(({ metric }) => familyOf(metric) === 'service')
    if (about.length === 0) return []
    const service = nameOf(reference)
    return [
      {
        apiVersion: 'openslo/v1',
        kind: 'Service',
        metadata: { name: service, displayName: title ?? reference },
        spec: { description: `What milestone ${reference} delivers.` },
      },
      ...about.map((criterion) => sloOf(criterion, service)),
    ]
  })
}

/** One YAML stream, a document after the other. */
export function openSloYaml(documents: readonly OpenSloDocument[]): string {
  return documents.map((document) => stringify(document, { lineWidth: 0 })).join('---\n')
}

function sloOf(criterion: Criterion, service: string): OpenSloDocument {
  const name = nameOf(`${service}-${criterion.id}`)
  const { indicator, objective: measured, says } = measuredBy(criterion)
  const displayName = sentenceOf(criterion)
  const objective = { displayName, ...measured }
  const window = criterion.window
    ? { timeWindow: [{ duration: durationOf(criterion.window.seconds), isRolling: true }] as const }
    : {}
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name, displayName },
    spec: {
      description: `${says} ${ruleOf(criterion)}`,
      service,
      indicator: { metadata: { name: nameOf(`${name}-sli`) }, spec: indicator },
      ...window,
      budgetingMethod: 'Occurrences',
      objectives: [objective],
    },
  }
}

/** The sentence that both sides signed, without the signs that keep names together on a page. */
function sentenceOf(criterion: Criterion): string {
  const { key, values } = criterionSentence(criterion)
  return translator('en')(key, values).replace(/[\u2066-\u2069]/g, '')
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

function ruleOf(criterion: Criterion): string {
  const level = Number((1 - levelOf(criterion)).toPrecision(6))
  return `It is met when the pessimistic end of the one-sided ${level} interval meets the target, on ${counted(criterion.sampleSize, 'observation')}, in at most ${counted(criterion.attempts, 'attempt')}.`
}

type Measured = Omit<Objective, 'displayName'>
type Said = { indicator: Indicator; objective: Measured; says: string }

function measuredBy(criterion: Criterion): Said {
  const { metric, target, window, ratePerSecond } = criterion
  const source = (spec: Record<string, string | number>): MetricSource => ({
    metricSource: { type: 'samar', spec },
  })
  const answers = source({ events: 'answers', observations: criterion.sampleSize })
  const latency = source({ measure: 'latency_ms', schedule: 'open-loop' })
  const percentile = percentileOf(metric)
  if (percentile !== null) {
    return {
      indicator: { thresholdMetric: latency },
      objective: thresholdOf(target, percentile),
      says: `The share ${percentile} of all answers comes within ${target} ms of the moment that the request was due.`,
    }
  }
  if (metric === 'throughput') {
    const rate = ratePerSecond ?? 0
    const paced = source({ measure: 'latency_ms', schedule: 'open-loop', ratePerSecond: rate })
    return {
      indicator: { thresholdMetric: paced },
      objective: thresholdOf(keepsUpMs, rate === 0 ? 0 : target / rate),
      says: `Of ${rate} requests a second, ${target} a second are answered within ${keepsUpMs} ms of the moment they were due.`,
    }
  }
  if (metric === 'availability') {
    const every = window?.everySeconds ?? 0
    const spec = (result: string) => source({ events: 'probes', result, everySeconds: every })
    return {
      indicator: { ratioMetric: { counter: true, good: spec('ok'), total: spec('ok or failed') } },
      objective: { target: shareOf(target) },
      says: `The service is looked at every ${every} seconds and answers at least the share ${target} of the looks.`,
    }
  }
  const failed = source({ events: 'answers', result: 'failed' })
  return {
    indicator: { ratioMetric: { counter: true, bad: failed, total: answers } },
    objective: { target: shareOf(1 - target) },
    says: `At most the share ${target} of the requests gets no valid answer.`,
  }
}

const thresholdOf = (value: number, share: number): Measured => ({
  op: 'lte',
  value,
  target: shareOf(share),
})

/** OpenSLO knows no target of 1, which leaves no budget: the nearest share below stands for it. */
function shareOf(share: number): number {
  return Math.min(0.999999, Number(share.toPrecision(12)))
}

/** A name after RFC 1123: small letters, digits and hyphens, at most 63. */
function nameOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
}

/** A whole number of days, hours or minutes; what lasts less than a minute is rounded up to one. */
function durationOf(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`
  return `${Math.max(1, Math.ceil(seconds / 60))}m`
}
