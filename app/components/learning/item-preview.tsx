import type { RenderedItem } from '~/domain/learning/content/rendered-item'
import type { ItemContent, Question } from '~/domain/learning/content/track-content'
import type { Locale } from '~/platform/languages/locales'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Name, Num, Quiet } from '../page/text'
import { LessonPhrase, LessonText } from './lesson-text'

/** An item as learners read it; for those who check it with its right answers. */
export function ItemPreview(props: {
  item: ItemContent
  rendered: RenderedItem
  /** The language that the track is written in. */
  language: Locale
  answers?: boolean
}) {
  const { item, rendered, language } = props
  if (rendered.kind === 'lesson') return <LessonText language={language} html={rendered.html} />
  if (rendered.kind === 'quiz' && item.kind === 'quiz') {
    return (
      <div className="grid gap-6">
        {rendered.intro ? <LessonText language={language} html={rendered.intro} /> : null}
        {item.quiz.questions.map((question, at) => (
          <QuestionPreview
            key={question.key}
            question={question}
            at={at}
            rendered={rendered}
            language={language}
            answers={props.answers === true}
          />
        ))}
      </div>
    )
  }
  if (rendered.kind === 'exercise' && item.kind === 'exercise') {
    return (
      <div className="grid gap-6">
        <LessonText language={language} html={rendered.brief} />
        <ExerciseRule exercise={item.exercise} />
      </div>
    )
  }
  if (rendered.kind === 'capstone' && item.kind === 'capstone') {
    return (
      <div className="grid gap-6">
        <LessonText language={language} html={rendered.brief} />
        <CapstoneRubric capstone={item.capstone} />
      </div>
    )
  }
  return null
}

type Quiz = Extract<RenderedItem, { kind: 'quiz' }>

function QuestionPreview(props: {
  question: Question
  at: number
  rendered: Quiz
  language: Locale
  answers: boolean
}) {
  const { t, number } = useLanguage()
  const { question, language, answers } = props
  const rendered = props.rendered.questions.find(({ key }) => key === question.key)
  return (
    <section className="grid gap-2 border-t border-hairline pt-3">
      <Quiet>
        {t('authoring.question_n', { n: number(props.at + 1) })} ·{' '}
        {t(`authoring.question_${question.kind}`)} ·{' '}
        {t('authoring.points_n', { count: question.points })}
      </Quiet>
      <LessonText language={language} html={rendered?.prompt ?? ''} />
      <Answers
        question={question}
        choices={rendered?.choices ?? {}}
        language={language}
        shown={answers}
      />
      {answers && rendered?.explanation ? (
        <div className="border-s-3 border-edge ps-3">
          <LessonText language={language} html={rendered.explanation} />
        </div>
      ) : null}
    </section>
  )
}

function Answers(props: {
  question: Question
  choices: Readonly<Record<string, string>>
  language: Locale
  shown: boolean
}) {
  const { t } = useLanguage()
  const { question, choices, language, shown } = props
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return (
        <ul className="m-0 grid list-none gap-1 p-0">
          {question.options.map(({ key, correct }) => (
            <li key={key} className="flex gap-2">
              <span className="w-6 flex-none text-met">
                {shown && correct ? (
                  <>
                    <Icon name="tick" size={18} />
                    <span className="sr-only">{t('authoring.right')}</span>
                  </>
                ) : (
                  <span className="text-quiet">○</span>
                )}
              </span>
              <LessonPhrase language={language} html={choices[key] ?? ''} />
            </li>
          ))}
        </ul>
      )
    case 'ordering':
      return (
        <ol className="m-0 grid gap-1 ps-6">
          {question.parts.map(({ key }) => (
            <li key={key}>
              <LessonPhrase language={language} html={choices[key] ?? ''} />
            </li>
          ))}
        </ol>
      )
    case 'numeric':
      return shown ? (
        <p>
          <Num>
            {question.answer} ± {question.tolerance}
          </Num>{' '}
          <Name>{question.unit}</Name>
        </p>
      ) : null
    case 'short_text':
      return shown ? (
        <p>
          {question.accept.map((text, at) => (
            <span key={text}>
              {at > 0 ? ' · ' : ''}
              <Name>{text}</Name>
            </span>
          ))}
        </p>
      ) : null
  }
}

type ExerciseOf = Extract<ItemContent, { kind: 'exercise' }>['exercise']
type CapstoneOf = Extract<ItemContent, { kind: 'capstone' }>['capstone']

function ExerciseRule({ exercise }: { exercise: ExerciseOf }) {
  const { t, number, list } = useLanguage()
  const { criterion, dataset, waysIn } = exercise
  const { metric, averaging, positiveClass, target, sampleSize } = criterion
  const name = t(`outcome.metric_${metric}`)
  return (
    <DescriptionList
      items={[
        {
          term: t('authoring.metric'),
          value: (
            <>
              {averaging ? `${name}, ${t(`outcome.averaging_${averaging}`)}` : name}
              {positiveClass ? (
                <>
                  {' '}
                  · <Name>{positiveClass}</Name>
                </>
              ) : null}
            </>
          ),
        },
        { term: t('authoring.target'), value: number(target, { digits: 6 }) },
        { term: t('authoring.sample_size'), value: number(sampleSize) },
        { term: t('authoring.sample_rows'), value: number(dataset.sampleRows) },
        {
          term: t('authoring.ways_in'),
          value: list(waysIn.map((way) => t(`authoring.way_${way}`))),
        },
      ]}
    />
  )
}

function CapstoneRubric({ capstone }: { capstone: CapstoneOf }) {
  const { t, number, percent } = useLanguage()
  return (
    <>
      <section className="grid gap-2">
        <h3 className="text-base">{t('authoring.deliverables')}</h3>
        <ul className="m-0 grid list-disc gap-1 ps-6">
          {capstone.deliverables.map((text) => (
            <li key={text}>
              <Name>{text}</Name>
            </li>
          ))}
        </ul>
      </section>
      <section className="grid gap-3">
        <h3 className="text-base">{t('authoring.rubric')}</h3>
        <Quiet>{t('authoring.pass_share', { share: percent(capstone.passMark) })}</Quiet>
        {capstone.rubric.map((line) => (
          <div key={line.key} className="grid gap-1 border-t border-hairline pt-2">
            <p className="font-semibold">
              <Name>{line.title}</Name>
            </p>
            {line.levels.map(({ points, text }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: levels have no name but their place.
              <p key={at} className="flex gap-3">
                <span className="w-8 flex-none text-end tabular-nums">{number(points)}</span>
                <Name>{text}</Name>
              </p>
            ))}
          </div>
        ))}
      </section>
    </>
  )
}
