import type { ReactNode } from 'react'
import type { Locale } from '~/platform/languages/locales'
import { type FieldProblem, Form, type FormState } from '../forms/form'
import { Button, LinkButton } from '../page/button'
import { Countdown } from '../page/countdown'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Section } from '../page/section'
import { Name, Quiet, TextLink } from '../page/text'
import { LessonPhrase, LessonText } from './lesson-text'

type QuestionKind = 'single' | 'multiple' | 'numeric' | 'ordering' | 'short_text'
type Choice = { html: string; chosen: boolean; place: number }
type Asked = {
  kind: QuestionKind
  promptHtml: string
  points: number
  unit: string
  choices: readonly Choice[]
  typed: string
}
type Solved = {
  explanationHtml: string
  correct: readonly boolean[]
  rightText: string
  rightOrder: readonly string[]
}
/** `solution` is null while another attempt is possible. */
type Answered = Asked & { right: boolean; answered: boolean; solution: Solved | null }
type Next =
  | { possible: true; left: number }
  | { possible: false; reason: 'passed' | 'unfinished' | 'used'; left: number }
  | { possible: false; reason: 'too_soon'; left: number; from: Date }

/** An attempt at a quiz as its learner sees it; right answers are in it only when it is over for good. */
export type QuizAttemptView = {
  attemptId: string
  itemKey: string
  slug: string
  language: Locale
  passMark: number
  dueAt: Date | null
} & (
  | { state: 'over' }
  | { state: 'open'; questions: readonly Asked[] }
  | {
      state: 'graded'
      points: number
      maxPoints: number
      passed: boolean
      ranOut: boolean
      next: Next
      reveals: boolean
      lessons: readonly { key: string; title: string }[]
      questions: readonly Answered[]
    }
)

/** A quiz: its questions while it is open, its result afterwards. Everything works without a script. */
export function QuizAttempt({
  attempt,
  state,
}: {
  attempt: QuizAttemptView
  state?: FormState | null
}) {
  const { t } = useLanguage()
  if (attempt.state === 'over') {
    return <Notice tone="turn">{t('learning.quiz_over')}</Notice>
  }
  return attempt.state === 'open' ? (
    <OpenQuiz attempt={attempt} state={state ?? null} />
  ) : (
    <QuizResult attempt={attempt} />
  )
}

function OpenQuiz(props: {
  attempt: Extract<QuizAttemptView, { state: 'open' }>
  state: FormState | null
}) {
  const { attempt, state } = props
  const { t } = useLanguage()
  const blank = state?.intent === 'blank'
  return (
    <div className="grid gap-6">
      {attempt.dueAt ? (
        <Notice tone="turn">
          <p>
            <Countdown until={attempt.dueAt} label={t('learning.quiz_until')} />
          </p>
          <p>{t('learning.quiz_until_sentence')}</p>
        </Notice>
      ) : (
        <Quiet>{t('learning.quiz_no_limit')}</Quiet>
      )}
      <Form state={state} once={false}>
        {attempt.questions.map((question, place) => (
          <Question
            // biome-ignore lint/suspicious/noArrayIndexKey: an attempt keeps the order of its questions.
            key={place}
            question={question}
            place={place}
            of={attempt.questions.length}
            language={attempt.language}
            state={state}
          />
        ))}
        <div className="grid gap-3 border-t border-hairline pt-4">
          {blank ? <Notice tone="turn">{t('learning.quiz_blank')}</Notice> : null}
          <div className="flex flex-wrap gap-3">
            <Button name="intent" value="submit">
              {t('learning.quiz_submit')}
            </Button>
            {blank ? (
              <Button name="intent" value="submit_blank" tone="quiet">
                {t('learning.quiz_submit_blank')}
              </Button>
            ) : null}
            <Button name="intent" value="save" tone="quiet">
              {t('learning.quiz_save')}
            </Button>
          </div>
          <Quiet>{t('learning.quiz_submit_note')}</Quiet>
        </div>
      </Form>
    </div>
  )
}

type QuestionProps = {
  question: Asked
  place: number
  language: Locale
  state: FormState | null
}

/** What was typed last: what came back with an error, or what is saved. */
function typedOf({ state }: QuestionProps, name: string): readonly string[] | null {
  if (!state?.values) return null
  const value = state.values[name] ?? state.values[`${name}[]`] ?? []
  return Array.isArray(value) ? value : [value as string]
}

function Question(props: QuestionProps & { of: number }) {
  const { question, place, language, state } = props
  const { t, number } = useLanguage()
  const problems = Object.entries(state?.errors ?? {}).filter(
    ([name]) => name === `q${place}` || name.startsWith(`q${place}.`),
  )
  return (
    <fieldset className="grid gap-3 border-t border-hairline pt-4">
      <legend className="float-start w-full p-0 text-xs text-quiet">
        {t('learning.question', { number: number(place + 1), of: number(props.of) })} ·{' '}
        {t('learning.points', { count: question.points })} · {t(`learning.ask_${question.kind}`)}
      </legend>
      <LessonText html={question.promptHtml} language={language} />
      <Answer {...props} />
      {problems.map(([name, problem]) => (
        <Problem key={name} problem={problem} />
      ))}
    </fieldset>
  )
}

function Problem({ problem }: { problem: FieldProblem }) {
  const { t } = useLanguage()
  return (
    <p className="field-error">
      <Icon name="warning" size={16} />
      <span>{typeof problem === 'string' ? problem : t(problem.key, problem.values)}</span>
    </p>
  )
}

function Answer(props: QuestionProps) {
  const { question } = props
  if (question.kind === 'ordering') return <Ordering {...props} />
  if (question.kind === 'single' || question.kind === 'multiple') return <Choices {...props} />
  return <Typed {...props} />
}

function Choices(props: QuestionProps) {
  const { question, place, language } = props
  const typed = typedOf(props, `q${place}`)
  const multiple = question.kind === 'multiple'
  return (
    <div id={`f-q${place}`} tabIndex={-1} className="grid gap-2">
      {question.choices.map((choice, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an attempt keeps the order of its choices.
        <label key={index} className="choice">
          <input
            type={multiple ? 'checkbox' : 'radio'}
            name={multiple ? `q${place}[]` : `q${place}`}
            value={index}
            defaultChecked={typed ? typed.includes(String(index)) : choice.chosen}
          />
          <LessonPhrase html={choice.html} language={language} />
        </label>
      ))}
    </div>
  )
}

function Ordering(props: QuestionProps) {
  const { question, place, language } = props
  const { t, number } = useLanguage()
  return (
    <ul id={`f-q${place}`} tabIndex={-1} className="m-0 grid list-none gap-2 p-0">
      {question.choices.map((choice, index) => {
        const name = `q${place}.${index}`
        const typed = typedOf(props, name)
        const chosen = typed ? (typed[0] ?? '') : choice.place > 0 ? String(choice.place) : ''
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an attempt keeps the order of its parts.
          <li key={index} className="flex flex-wrap items-center gap-3">
            <select
              name={name}
              className="input max-w-24"
              aria-label={t('learning.place_of', { number: number(index + 1) })}
              aria-describedby={`q${place}-part-${index}`}
              defaultValue={chosen}
            >
              <option value="">–</option>
              {question.choices.map((_, to) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: places are numbers.
                <option key={to} value={to + 1}>
                  {number(to + 1)}
                </option>
              ))}
            </select>
            <span id={`q${place}-part-${index}`} className="min-w-0 flex-1 basis-40">
              <LessonPhrase html={choice.html} language={language} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Typed(props: QuestionProps) {
  const { question, place } = props
  const { t } = useLanguage()
  const typed = typedOf(props, `q${place}`)
  const numeric = question.kind === 'numeric'
  return (
    <div className={question.unit ? 'affixed max-w-80' : 'max-w-80'}>
      <input
        id={`f-q${place}`}
        name={`q${place}`}
        className="input"
        inputMode={numeric ? 'decimal' : undefined}
        dir={numeric ? 'ltr' : 'auto'}
        autoComplete="off"
        maxLength={200}
        aria-label={t('learning.your_answer')}
        defaultValue={typed ? (typed[0] ?? '') : question.typed}
      />
      {question.unit ? <span className="affix">{question.unit}</span> : null}
    </div>
  )
}

function QuizResult({ attempt }: { attempt: Extract<QuizAttemptView, { state: 'graded' }> }) {
  const { t, number, percent } = useLanguage()
  const points = t('learning.result_points', {
    points: number(attempt.points),
    of: number(attempt.maxPoints),
    share: percent(attempt.passMark),
  })
  return (
    <div className="grid gap-8">
      <Notice
        tone={attempt.passed ? 'met' : 'lost'}
        title={t(attempt.passed ? 'learning.passed' : 'learning.not_passed')}
      >
        <p>{points}</p>
        {attempt.ranOut ? <p>{t('learning.ran_out')}</p> : null}
      </Notice>
      <After attempt={attempt} />
      {attempt.questions.map((question, place) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: an attempt keeps the order of its questions.
          key={place}
          level={3}
          title={
            <span className={question.right ? 'text-met' : 'text-lost'}>
              <Icon name={question.right ? 'tick' : 'cross'} size={18} />{' '}
              {t('learning.question', {
                number: number(place + 1),
                of: number(attempt.questions.length),
              })}
              {' · '}
              {t(
                question.right
                  ? 'learning.right'
                  : question.answered
                    ? 'learning.wrong'
                    : 'learning.unanswered',
              )}
            </span>
          }
        >
          <LessonText html={question.promptHtml} language={attempt.language} />
          {question.solution ? (
            <>
              <Solution
                question={question}
                solution={question.solution}
                language={attempt.language}
              />
              <LessonText html={question.solution.explanationHtml} language={attempt.language} />
            </>
          ) : (
            <Given question={question} language={attempt.language} />
          )}
        </Section>
      ))}
    </div>
  )
}

/** What can be done now. */
function After({ attempt }: { attempt: Extract<QuizAttemptView, { state: 'graded' }> }) {
  const { t, dateTime } = useLanguage()
  const { next } = attempt
  const item = `/tracks/${attempt.slug}/${attempt.itemKey}`
  return (
    <div className="grid justify-items-start gap-3">
      {next.possible ? <p>{t('learning.attempts_left', { count: next.left })}</p> : null}
      {!next.possible && next.reason === 'too_soon' ? (
        <p>{t('learning.attempt_from', { when: dateTime(next.from), count: next.left })}</p>
      ) : null}
      {!next.possible && next.reason === 'used' ? <p>{t('learning.attempts_used')}</p> : null}
      {attempt.reveals ? null : <Quiet>{t('learning.answers_later')}</Quiet>}
      {attempt.lessons.length > 0 ? (
        <div className="grid gap-1">
          <p>{t('learning.read_again')}</p>
          <ul className="m-0 grid gap-1 ps-5">
            {attempt.lessons.map(({ key, title }) => (
              <li key={key} className="list-disc">
                <TextLink href={`/tracks/${attempt.slug}/${key}`}>
                  <Name>{title}</Name>
                </TextLink>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <LinkButton href={item} tone={attempt.passed ? 'primary' : 'quiet'}>
        {t(attempt.passed ? 'learning.go_on' : 'learning.to_item')}
      </LinkButton>
    </div>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p>
      <span className="text-quiet">{label}: </span>
      {children}
    </p>
  )
}

/** What was answered, without a word on what would have been right. */
function Given({ question, language }: { question: Answered; language: Locale }) {
  const { t } = useLanguage()
  const chosen = [...question.choices]
    .filter(({ chosen, place }) => (question.kind === 'ordering' ? place > 0 : chosen))
    .sort((a, b) => a.place - b.place)
  if (question.choices.length > 0) {
    if (chosen.length === 0) return null
    const List = question.kind === 'ordering' ? 'ol' : 'ul'
    return (
      <div className="grid gap-1">
        <Quiet>{t('learning.your_answer')}</Quiet>
        <List className="m-0 grid gap-1 ps-6">
          {chosen.map((choice, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: what was answered stays.
              key={index}
              className={question.kind === 'ordering' ? 'list-decimal' : 'list-disc'}
            >
              <LessonPhrase html={choice.html} language={language} />
            </li>
          ))}
        </List>
      </div>
    )
  }
  if (question.typed === '') return null
  return (
    <Line label={t('learning.your_answer')}>
      <bdi>{question.typed}</bdi>
    </Line>
  )
}

function Solution({
  question,
  solution,
  language,
}: {
  question: Answered
  solution: Solved
  language: Locale
}) {
  const { t, number } = useLanguage()
  if (question.kind === 'single' || question.kind === 'multiple') {
    return (
      <ul className="m-0 grid list-none gap-1 p-0">
        {question.choices.map((choice, index) => {
          const correct = solution.correct[index] ?? false
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an attempt keeps the order of its choices.
            <li key={index} className="flex items-start gap-2">
              <span className={`w-5 flex-none pt-1 ${correct ? 'text-met' : 'text-lost'}`}>
                {correct ? (
                  <Icon name="tick" size={16} />
                ) : choice.chosen ? (
                  <Icon name="cross" size={16} />
                ) : null}
              </span>
              <span>
                <LessonPhrase html={choice.html} language={language} />
                <span className="text-xs text-quiet">
                  {correct ? ` · ${t('learning.is_right')}` : ''}
                  {choice.chosen ? ` · ${t('learning.you_chose')}` : ''}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    )
  }
  if (question.kind === 'ordering') {
    return (
      <ol className="m-0 grid gap-1 ps-6">
        {solution.rightOrder.map((html, index) => {
          const yours = question.choices.find((choice) => choice.html === html)?.place ?? 0
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the right order stays.
            <li key={index} className="list-decimal">
              <LessonPhrase html={html} language={language} />
              <span className="text-xs text-quiet">
                {yours > 0 ? ` · ${t('learning.you_placed', { place: number(yours) })}` : ''}
              </span>
            </li>
          )
        })}
      </ol>
    )
  }
  return (
    <div>
      <Line label={t('learning.your_answer')}>
        {question.typed ? <bdi>{question.typed}</bdi> : t('learning.unanswered')}
      </Line>
      <Line label={t('learning.right_answer')}>
        <bdi>
          {solution.rightText}
          {question.unit ? ` ${question.unit}` : ''}
        </bdi>
      </Line>
    </div>
  )
}
