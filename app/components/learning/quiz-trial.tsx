import type { RenderedItem } from '~/domain/learning/content/rendered-item'
import type { QuestionKind } from '~/domain/learning/content/track-content'
import type { Locale } from '~/platform/languages/locales'
import { TextField } from '../forms/fields'
import { useLanguage } from '../page/language'
import { LessonPhrase, LessonText } from './lesson-text'

type RenderedQuiz = Extract<RenderedItem, { kind: 'quiz' }>
type Shown = { key: string; kind: QuestionKind; points: number; unit: string; parts: number }

/** The questions of a quiz to be answered, for its authors to try. */
export function QuizQuestions(props: {
  shown: readonly Shown[]
  rendered: RenderedQuiz
  language: Locale
}) {
  const { language } = props
  const { t, number } = useLanguage()
  return (
    <>
      {props.rendered.intro ? <LessonText language={language} html={props.rendered.intro} /> : null}
      {props.shown.map((question, at) => {
        const rendered = props.rendered.questions.find(({ key }) => key === question.key)
        return (
          <fieldset key={question.key} className="grid gap-3 border-t border-hairline pt-4">
            <legend className="float-start w-full p-0 text-sm text-quiet">
              {t('authoring.question_n', { n: number(at + 1) })} ·{' '}
              {t('authoring.points_n', { count: question.points })}
            </legend>
            <LessonText language={language} html={rendered?.prompt ?? ''} />
            <Answer question={question} choices={rendered?.choices ?? {}} language={language} />
          </fieldset>
        )
      })}
    </>
  )
}

function Answer(props: {
  question: Shown
  choices: Readonly<Record<string, string>>
  language: Locale
}) {
  const { t, number } = useLanguage()
  const { question, language } = props
  // In the order of the alphabet, so that the right order of parts is not given away.
  const choices = Object.entries(props.choices).sort(([, a], [, b]) => (a < b ? -1 : 1))
  if (question.kind === 'numeric' || question.kind === 'short_text') {
    return (
      <TextField
        name={`a.${question.key}`}
        label={t('authoring.your_answer')}
        suffix={question.unit || undefined}
        width="medium"
        dir={question.kind === 'numeric' ? 'ltr' : 'auto'}
      />
    )
  }
  if (question.kind === 'ordering') {
    return (
      <ul className="m-0 grid list-none gap-2 p-0">
        {choices.map(([key, html]) => (
          <li key={key} className="flex items-center gap-3">
            <select
              name={`a.${question.key}.${key}`}
              className="input w-20"
              aria-label={t('authoring.place')}
            >
              {Array.from({ length: question.parts }, (_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: places are numbers.
                <option key={at} value={at + 1}>
                  {number(at + 1)}
                </option>
              ))}
            </select>
            <LessonPhrase language={language} html={html} />
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className="grid gap-2">
      {choices.map(([key, html]) => (
        <label key={key} className="choice">
          <input
            type={question.kind === 'single' ? 'radio' : 'checkbox'}
            name={`a.${question.key}`}
            value={key}
          />
          <LessonPhrase language={language} html={html} />
        </label>
      ))}
    </div>
  )
}
