import { z } from 'zod'
import { averagings, isMetric, type Metric } from '~/domain/outcomes/criteria/metric'
import { roles } from '~/domain/skills/roles'
import { locales } from '~/platform/languages/locales'
import { launchPath } from './package-files'
import { itemKinds, packageStandards, trackFormat } from './track-content'

/**
 * The shapes of the JSON in a track's folder. A draft may be half written, so texts may be empty;
 * what keeps a version from being published is judged elsewhere. The messages are the codes of
 * `TrackFileProblem`.
 */
const whole = (most: number) => z.number().int().min(0).max(most)
const share = z.number().min(0).max(1)

/** Text that PostgreSQL and UTF-8 can hold. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes('\u0000') && !/\p{Surrogate}/u.test(value), 'not_text')

export const keyPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
const key = z.string().max(60, 'key_form').regex(keyPattern, 'key_form')

const unique = <T extends { readonly key: string }>(list: z.ZodArray<z.ZodType<T>>) =>
  list.superRefine((entries, context) => {
    const seen = new Set<string>()
    for (const [index, entry] of entries.entries()) {
      if (seen.has(entry.key)) {
        context.addIssue({
          code: 'custom',
          message: 'key_repeated',
          path: [index, 'key'],
          params: { key: entry.key },
        })
      }
      seen.add(entry.key)
    }
  })

const line = 500
const prose = 200_000

const itemHead = z
  .strictObject({
    key,
    kind: z.enum(itemKinds),
    title: text(line),
    minutes: whole(100_000),
    package: z
      .strictObject({
        folder: key,
        standard: z.enum(packageStandards),
        launch: text(2_000).refine((launch) => launchPath(launch) !== null, 'launch_form'),
      })
      .optional(),
  })
  .superRefine((item, context) => {
    if (item.kind === 'lesson' || item.package === undefined) return
    const params = { field: 'package' }
    context.addIssue({ code: 'custom', message: 'unknown_field', path: ['package'], params })
  })

const course = z.strictObject({
  key,
  title: text(line),
  summary: text(5_000).default(''),
  items: z.array(itemHead).max(500),
})

export const headShape = z.strictObject({
  format: z.literal(trackFormat),
  slug: z.string().max(60, 'key_form').regex(keyPattern, 'key_form'),
  language: z.enum(locales),
  title: text(line),
  summary: text(5_000).default(''),
  description: text(prose).default(''),
  licence: text(200).default(''),
  hours: whole(100_000),
  skills: z.array(text(100)).max(100).default([]),
  roles: z.array(z.enum(roles)).max(roles.length).default([]),
  leadsFrom: z.array(text(100)).max(100).default([]),
  prerequisites: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('skill'),
          skillId: text(100),
          level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
        }),
        z.strictObject({ kind: z.literal('track'), slug: text(100) }),
      ]),
    )
    .max(50)
    .default([]),
  translationOf: text(100).nullable().default(null),
  price: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/, 'currency_form'),
      amountMinor: z.string().regex(/^(0|[1-9][0-9]{0,14})$/, 'amount_form'),
    })
    .nullable()
    .default(null),
  courses: unique(z.array(course).max(100)),
})

const questionHead = {
  key,
  prompt: text(prose),
  points: whole(1_000),
  explanation: text(prose).default(''),
  source: text(line).optional(),
}
const options = unique(
  z.array(z.strictObject({ key, text: text(10_000), correct: z.boolean() })).max(100),
)

const question = z.discriminatedUnion('kind', [
  z.strictObject({ ...questionHead, kind: z.literal('single'), options }),
  z.strictObject({ ...questionHead, kind: z.literal('multiple'), options }),
  z.strictObject({
    ...questionHead,
    kind: z.literal('numeric'),
    answer: text(100),
    tolerance: text(100),
    unit: text(100).default(''),
  }),
  z.strictObject({
    ...questionHead,
    kind: z.literal('ordering'),
    parts: unique(z.array(z.strictObject({ key, text: text(10_000) })).max(100)),
  }),
  z.strictObject({
    ...questionHead,
    kind: z.literal('short_text'),
    accept: z.array(text(line)).max(100),
  }),
])

export const quizShape = z.strictObject({
  intro: text(prose).default(''),
  passMark: share,
  limitMinutes: whole(100_000).nullable().default(null),
  draw: whole(200).optional(),
  questions: unique(z.array(question).max(200)),
})

export const exerciseShape = z.strictObject({
  brief: text(prose),
  criterion: z.strictObject({
    metric: z.string().refine((name): name is Metric => isMetric(name), 'metric_unknown'),
    averaging: z.enum(averagings).nullable().default(null),
    positiveClass: text(line).nullable().default(null),
    labels: z.array(text(line)).max(1_000).default([]),
    target: z.number(),
    sampleSize: whole(10_000_000),
    missingError: z.number().positive().optional(),
  }),
  dataset: z.strictObject({
    file: text(110),
    labelColumn: text(line),
    sampleRows: whole(1_000_000),
  }),
  waysIn: z.array(z.enum(['endpoint', 'file'])).max(2),
})

export const capstoneShape = z.strictObject({
  brief: text(prose),
  deliverables: z.array(text(5_000)).max(50),
  rubric: unique(
    z
      .array(
        z.strictObject({
          key,
          title: text(5_000),
          levels: z.array(z.strictObject({ points: whole(1_000), text: text(10_000) })).max(20),
        }),
      )
      .max(50),
  ),
  passMark: share,
})

/** The most characters that a lesson may have. */
export const lessonCharacters = prose
