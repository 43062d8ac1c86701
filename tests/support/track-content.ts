import fc from 'fast-check'
import type {
  Course,
  Item,
  ItemContent,
  Question,
  TrackContent,
} from '~/domain/learning/content/track-content'
import { metrics } from '~/domain/outcomes/criteria/metric'
import { roles } from '~/domain/skills/roles'
import { locales } from '~/platform/languages/locales'

/** Tracks of every shape that a draft can hold, for what must be true of all of them. */
const key = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/)
const words = fc
  .string({ unit: 'grapheme', maxLength: 80 })
  .map((text) => text.replaceAll('\u0000', ''))
  .filter((text) => !/\p{Surrogate}/u.test(text))
const prose = fc.oneof(
  words,
  fc.constantFrom(
    '\uFEFFa mark first',
    'a\r\nb\n',
    '\n\n# x\n',
    '{"a":1}',
    '</script>',
    '\u2028',
    '',
  ),
)
const whole = fc.integer({ min: 0, max: 600 })
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)
const plain = (value: number) => (Object.is(value, -0) ? 0 : value)
const keyed = <T extends { key: string }>(entry: fc.Arbitrary<T>, maxLength = 5) =>
  fc.uniqueArray(entry, { selector: (one) => one.key, maxLength })

const head = { key, prompt: prose, explanation: prose, points: whole }
const options = keyed(fc.record({ key, text: prose, correct: fc.boolean() }))
const question: fc.Arbitrary<Question> = fc.oneof(
  fc.record(
    {
      ...head,
      kind: fc.constantFrom('single' as const, 'multiple' as const),
      options,
      source: words,
    },
    { requiredKeys: ['key', 'prompt', 'explanation', 'points', 'kind', 'options'] },
  ),
  fc.record({
    ...head,
    kind: fc.constant('numeric' as const),
    answer: words,
    tolerance: words,
    unit: words,
  }),
  fc.record({
    ...head,
    kind: fc.constant('ordering' as const),
    parts: keyed(fc.record({ key, text: prose })),
  }),
  fc.record({ ...head, kind: fc.constant('short_text' as const), accept: fc.array(words) }),
)

const content: fc.Arbitrary<ItemContent> = fc.oneof(
  fc.record({ kind: fc.constant('lesson' as const), body: prose }),
  fc.record({
    kind: fc.constant('quiz' as const),
    quiz: fc.record(
      {
        intro: prose,
        passMark: share,
        limitMinutes: fc.option(whole),
        draw: fc.integer({ min: 0, max: 200 }),
        questions: keyed(question),
      },
      { requiredKeys: ['intro', 'passMark', 'limitMinutes', 'questions'] },
    ),
  }),
  fc.record({
    kind: fc.constant('exercise' as const),
    exercise: fc.record({
      brief: prose,
      criterion: fc.record({
        metric: fc.constantFrom(...metrics),
        averaging: fc.constantFrom(null, 'class' as const, 'macro' as const, 'micro' as const),
        positiveClass: fc.option(words),
        labels: fc.array(words, { maxLength: 4 }),
        target: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(plain),
        sampleSize: whole,
      }),
      dataset: fc.record({ file: words, labelColumn: words, sampleRows: whole }),
      waysIn: fc.subarray(['endpoint', 'file'] as const),
    }),
  }),
  fc.record({
    kind: fc.constant('capstone' as const),
    capstone: fc.record({
      brief: prose,
      deliverables: fc.array(words, { maxLength: 4 }),
      rubric: keyed(
        fc.record({
          key,
          title: words,
          levels: fc.array(fc.record({ points: whole, text: words }), { maxLength: 4 }),
        }),
      ),
      passMark: share,
    }),
  }),
)

const item: fc.Arbitrary<Item> = fc
  .tuple(fc.record({ key, title: words, minutes: whole }), content)
  .map(([start, rest]) => ({ ...start, ...rest }))

/** Item keys are unique over all courses. */
function withUniqueItems(courses: Course[]): Course[] {
  const seen = new Set<string>()
  return courses.map((course) => ({
    ...course,
    items: course.items.filter((one) => !seen.has(one.key) && seen.add(one.key)),
  }))
}

export const anyTrack: fc.Arbitrary<TrackContent> = fc.record({
  slug: key,
  language: fc.constantFrom(...locales),
  title: words,
  summary: prose,
  description: prose,
  licence: words,
  hours: whole,
  skills: fc.array(key, { maxLength: 4 }),
  roles: fc.subarray([...roles]),
  leadsFrom: fc.array(words, { maxLength: 3 }),
  prerequisites: fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('skill' as const),
        skillId: key,
        level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      }),
      fc.record({ kind: fc.constant('track' as const), slug: key }),
    ),
    { maxLength: 3 },
  ),
  translationOf: fc.option(key),
  price: fc.option(
    fc.record({
      currency: fc.constantFrom('USD', 'PKR'),
      amountMinor: fc.bigInt({ min: 0n, max: 10n ** 14n }).map(String),
    }),
  ),
  courses: keyed(fc.record({ key, title: words, summary: prose, items: keyed(item) })).map(
    withUniqueItems,
  ),
})
