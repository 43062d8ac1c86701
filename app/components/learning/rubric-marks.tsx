import type { RubricLine } from '~/domain/learning/content/track-content'
import { RadioCards } from '../forms/fields'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Section } from '../page/section'
import { Name, Quiet, UserText } from '../page/text'

const mostOf = ({ levels }: RubricLine) => Math.max(...levels.map(({ points }) => points))

/** What the points are for: each line with its levels. */
export function RubricTable({ rubric }: { rubric: readonly RubricLine[] }) {
  const { t } = useLanguage()
  return (
    <div className="grid gap-5">
      {rubric.map((line) => (
        <div key={line.key} className="grid gap-1">
          <h3 className="text-base">
            <Name>{line.title}</Name>
          </h3>
          <DescriptionList
            items={line.levels.map((level) => ({
              term: t('grading.points', { points: level.points }),
              value: <Name>{level.text}</Name>,
            }))}
          />
        </div>
      ))}
    </div>
  )
}

/** The lines of a rubric as a reviewer fills them in: one level each. */
export function RubricFields(props: {
  rubric: readonly RubricLine[]
  marks: Readonly<Record<string, number>>
}) {
  const { t } = useLanguage()
  return props.rubric.map((line) => (
    <RadioCards
      key={line.key}
      name={`m.${line.key}`}
      label={<Name>{line.title}</Name>}
      required
      defaultValue={props.marks[line.key] === undefined ? undefined : String(props.marks[line.key])}
      options={line.levels.map((level) => ({
        value: String(level.points),
        label: t('grading.points_of', { points: level.points, most: mostOf(line) }),
        help: <Name>{level.text}</Name>,
      }))}
    />
  ))
}

export type ShownReview = {
  seat: number
  marks: Readonly<Record<string, number>>
  words: string
}

/** Marks by line, one column a reviewer, and what each of them wrote. Nobody is named. */
export function ReviewMarks(props: {
  rubric: readonly RubricLine[]
  reviews: readonly ShownReview[]
  title: string
  /** The reader's own marks, which need no number. */
  own?: boolean
}) {
  const { t, number } = useLanguage()
  const { rubric, reviews, own } = props
  const nameOf = (seat: number) =>
    own ? t('grading.your_marks') : t('grading.reviewer', { seat: number(seat) })
  return (
    <Section title={props.title}>
      <div className="grid gap-4">
        {rubric.map((line) => (
          <div key={line.key} className="grid gap-1 border-t border-hairline pt-3">
            <h3 className="text-base">
              <Name>{line.title}</Name>
            </h3>
            <DescriptionList
              items={reviews.map(({ seat, marks }) => {
                const points = marks[line.key]
                const level = line.levels.find((one) => one.points === points)
                return {
                  term: nameOf(seat),
                  value:
                    level && points !== undefined ? (
                      <>
                        <span className="font-semibold">
                          {t('grading.points_of', { points, most: mostOf(line) })}
                        </span>{' '}
                        <Quiet as="span">
                          <Name>{level.text}</Name>
                        </Quiet>
                      </>
                    ) : (
                      t('common.none')
                    ),
                }
              })}
            />
          </div>
        ))}
      </div>
      {reviews.map(({ seat, words }) =>
        words.trim() === '' ? null : (
          <div key={seat} className="grid gap-1">
            <h3 className="text-base">
              {own
                ? t('grading.review_words')
                : t('grading.reviewer_wrote', { seat: number(seat) })}
            </h3>
            <UserText text={words} />
          </div>
        ),
      )}
    </Section>
  )
}
