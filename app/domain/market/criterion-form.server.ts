import { z } from 'zod'
import { type Criterion, resamplings } from '~/domain/outcomes/criteria/criterion'
import {
  type Goal,
  goalOf,
  goalsOf,
  metricOfGoal,
  type WorkKind,
} from '~/domain/outcomes/criteria/work-kind'
import { latinDigits } from '~/kernel/digits'
import { optionalText, text, wholeNumber } from '~/platform/forms.server'

const plain = /^\d{1,12}([.,]\d{1,9})?$/

const figure = (pattern: RegExp, message: string) =>
  z
    .string('error.required')
    .transform((typed) => latinDigits(typed).replace(/٪/g, '%').replace(/\s+%$/, '%'))
    .pipe(z.string().min(1, 'error.required').regex(pattern, message))

const numberOf = (typed: string) => Number(typed.replace('%', '').replace(',', '.'))
/** Division leaves no tail: 99.9 % is 0.999. */
const hundredth = (value: number) => Number((value / 100).toPrecision(12))

/** A number with a point or a comma, in any digits. */
export const decimal = figure(plain, 'market.number').transform(numberOf)

const withPercent = /^\d{1,12}([.,]\d{1,9})?%?$/

/** "1.4" may be a slip for 0.14 or for 14, or mean 1.4 %: who typed it must say. */
const isPlainShare = (typed: string) =>
  typed.endsWith('%') || numberOf(typed) <= 1 || numberOf(typed) > 10

/** A share between 0 and 1; "92" and "92 %" are understood as what nobody can mean otherwise. */
export const share = figure(withPercent, 'market.number')
  .refine(isPlainShare, 'market.share_unclear')
  .transform((typed) => {
    const value = numberOf(typed)
    return typed.endsWith('%') || value > 1 ? hundredth(value) : value
  })

/** A percentage, with or without its sign, as a share. */
export const percentage = figure(withPercent, 'market.number').transform((typed) =>
  hundredth(numberOf(typed)),
)

/** The target in the scale that the page asks for. */
const targets: Partial<Record<Goal, typeof share>> = {
  mae: decimal,
  rmse: decimal,
  latency: decimal,
  throughput: decimal,
  rubric_score: decimal,
  error_rate: percentage,
  availability: percentage,
}

/** How the target of a criterion is typed: in percent where its sentence says percent. */
export function targetShape({ metric, averaging, process }: Criterion): typeof share {
  if (process) return process.unit === 'share' ? percentage : decimal
  return targets[goalOf({ metric, averaging })] ?? share
}

const common = {
  attempts: wholeNumber(1, 10),
  resampling: z.union([z.literal('').transform(() => undefined), z.enum(resamplings)]).optional(),
}
const sampleSize = wholeNumber(1, 100_000)
const email = (required: boolean) =>
  required ? text(254) : z.string().trim().max(254, 'error.too_long').default('')

const classify = z.object({
  ...common,
  sampleSize,
  target: share,
  label: z.string().default(''),
  order: z.string().max(50_000, 'error.too_long').default(''),
})

const number = z.object({ ...common, sampleSize, missingError: decimal })

const serve = {
  latency: z.object({ ...common, sampleSize, percentile: z.string('error.choice') }),
  error_rate: z.object({ ...common, sampleSize }),
  throughput: z.object({ ...common, sampleSize, rate: decimal }),
  availability: z.object({ ...common, hours: decimal, everySeconds: wholeNumber(1, 3_600) }),
}

export const mostItems = 5

/** The first thing to mark is required; of the others both fields or neither. */
const itemFields = Object.fromEntries(
  Array.from({ length: mostItems }, (_, at) => [
    [`items.${at}.name`, at === 0 ? text(100) : optionalText(100)],
    [`items.${at}.means`, at === 0 ? text(600) : optionalText(600)],
  ]).flat(),
) as Record<string, z.ZodType<string>>

const judge = (isNew: boolean) =>
  z
    .object({
      ...common,
      ...itemFields,
      sampleSize,
      scale: wholeNumber(3, 7),
      target: decimal,
      leastAgreement: share,
      rater1: email(isNew),
      rater2: email(isNew),
    })
    .transform((form, context) => {
      const typed: Record<string, unknown> = form
      const items = Array.from({ length: mostItems }, (_, at) => {
        const [name, means] = [typed[`items.${at}.name`], typed[`items.${at}.means`]]
        if (Boolean(name) !== Boolean(means)) {
          const path = [`items.${at}.${name ? 'means' : 'name'}`]
          context.addIssue({ code: 'custom', path, message: 'error.required' })
        }
        return { name: String(name), means: String(means) }
      })
      return { ...form, items: items.filter(({ name }) => name !== '') }
    })

const day = z.string('error.required').regex(/^\d{4}-\d{2}-\d{2}$/, 'error.required')

const processFields = (isNew: boolean) => ({
  ...common,
  measure: text(200),
  unitName: optionalText(60),
  baselineCases: wholeNumber(1, 100_000_000),
  baselineFrom: day,
  baselineTo: day,
  source: text(600),
  windowDays: wholeNumber(1, 365),
  direction: z.enum(['at_least', 'at_most'], 'error.choice'),
  sampleSize,
  measurer: email(isNew),
})

const process = (isNew: boolean) =>
  z.discriminatedUnion(
    'unit',
    [
      z.object({
        ...processFields(isNew),
        unit: z.literal('share'),
        baselineValue: percentage,
        target: percentage,
      }),
      z.object({
        ...processFields(isNew),
        unit: z.literal('number'),
        unitName: text(60),
        baselineValue: decimal,
        target: decimal,
      }),
    ],
    'error.choice',
  )

/** What a form of this kind and goal sends; a criterion that is edited may keep its people. */
export function criterionShape(kind: WorkKind, goal: Goal, isNew: boolean) {
  const target = targets[goal] ?? share
  switch (kind) {
    case 'classify':
    case 'rank':
      return classify
    case 'number':
      return number.extend({ target })
    case 'answer':
      return z.object({ ...common, sampleSize, target: share })
    case 'serve':
      return serve[goal as keyof typeof serve].extend({ target })
    case 'judge':
      return judge(isNew)
    case 'process':
      return process(isNew)
  }
}

/** The goal that was chosen; null where the form named none that its kind has. */
export function goalIn(kind: WorkKind, form: FormData): Goal | null {
  const goals = goalsOf(kind)
  const [only] = goals
  if (goals.length === 1 && only) return only
  return goals.find((goal) => goal === form.get('goal')) ?? null
}

/** The fields as the draft of a criterion, but for the people. */
export function draftFrom(goal: Goal, fields: Record<string, unknown>): Record<string, unknown> {
  const { metric, averaging } = metricOfGoal(goal, String(fields.percentile ?? ''))
  const draft = {
    metric,
    averaging,
    target: fields.target,
    sampleSize: fields.sampleSize,
    attempts: fields.attempts,
    resampling: fields.resampling,
    positiveClass: fields.label,
    missingError: fields.missingError,
    ratePerSecond: fields.rate,
    direction: fields.direction,
    ...(metric === 'weighted_kappa' ? { labels: linesOf(fields.order) } : {}),
  }
  if (metric === 'availability') {
    const everySeconds = Number(fields.everySeconds)
    const seconds = Math.round(Number(fields.hours) * 3_600)
    const window = { seconds, everySeconds }
    return { ...draft, window, sampleSize: Math.floor(seconds / everySeconds) }
  }
  if (metric === 'rubric_score') {
    const { scale, items, leastAgreement } = fields
    return { ...draft, rubric: { scale, items, leastAgreement } }
  }
  if (metric !== 'process_value') return draft
  const { measure, unit, unitName, source, windowDays } = fields
  const baseline = {
    value: fields.baselineValue,
    cases: fields.baselineCases,
    from: fields.baselineFrom,
    to: fields.baselineTo,
  }
  const named = { measure, unit, unitName: unit === 'share' ? '' : unitName }
  return { ...draft, process: { ...named, baseline, source, windowDays } }
}

const linesOf = (typed: unknown) =>
  String(typed ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
