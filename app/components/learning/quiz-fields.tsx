import { type Question, type Quiz, questionKinds } from '~/domain/learning/content/track-content'
import { TextArea, TextField } from '../forms/fields'
import { useField } from '../forms/form'
import { MarkdownField } from '../forms/markdown-field'
import { EditButton, EditRow, RowButtons } from '../forms/row-buttons'
import { useLanguage } from '../page/language'

/** A share as the number of percent that is typed. */
export const percentOf = (share: number) => String(Number((share * 100).toPrecision(6)))

/** A quiz as it is written: the questions one under the other, each with its kind of answer. */
export function QuizFields({ quiz }: { quiz: Quiz }) {
  const { t } = useLanguage()
  return (
    <>
      <MarkdownField
        name="intro"
        label={t('authoring.intro')}
        help={t('authoring.intro_help')}
        rows={3}
        defaultValue={quiz.intro}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <PassMark share={quiz.passMark} />
        <TextField
          name="limitMinutes"
          label={t('authoring.limit')}
          help={t('authoring.limit_help')}
          inputMode="numeric"
          width="short"
          defaultValue={quiz.limitMinutes ?? ''}
        />
        <TextField
          name="draw"
          label={t('authoring.draw')}
          help={t('authoring.draw_help')}
          inputMode="numeric"
          width="short"
          defaultValue={quiz.draw ?? ''}
        />
      </div>
      {quiz.questions.map((question, at) => (
        <QuestionFields
          key={question.key}
          question={question}
          at={at}
          last={at === quiz.questions.length - 1}
        />
      ))}
      <fieldset className="grid gap-2 border-t border-hairline pt-4">
        <legend className="float-start w-full p-0 pb-2 font-semibold">
          {t('authoring.question_add')}
        </legend>
        <div className="flex flex-wrap gap-2">
          {questionKinds.map((kind) => (
            <EditButton
              key={kind}
              command={`question-add:${kind}`}
              icon="plus"
              label={`${t('authoring.question_add')}: ${t(`authoring.question_${kind}`)}`}
            >
              {t(`authoring.question_${kind}`)}
            </EditButton>
          ))}
        </div>
      </fieldset>
    </>
  )
}

export function PassMark({ share }: { share: number }) {
  const { t } = useLanguage()
  return (
    <TextField
      name="passMark"
      label={t('authoring.pass_mark')}
      help={t('authoring.pass_mark_help')}
      required
      inputMode="decimal"
      width="short"
      suffix="%"
      defaultValue={percentOf(share)}
    />
  )
}

function QuestionFields(props: { question: Question; at: number; last: boolean }) {
  const { t, number } = useLanguage()
  const { question, at } = props
  const name = `q.${at}`
  const label = t('authoring.question_n', { n: number(at + 1) })
  return (
    <EditRow
      id={`q-${question.key}`}
      stem="question"
      of={question.key}
      name={label}
      kind={t(`authoring.question_${question.kind}`)}
      first={at === 0}
      last={props.last}
    >
      <input type="hidden" name={`${name}.key`} value={question.key} />
      <input type="hidden" name={`${name}.kind`} value={question.kind} />
      <MarkdownField
        name={`${name}.prompt`}
        required
        label={t('authoring.prompt')}
        rows={3}
        defaultValue={question.prompt}
      />
      <AnswerFields name={name} question={question} />
      <MarkdownField
        name={`${name}.explanation`}
        label={t('authoring.explanation')}
        help={t('authoring.explanation_help')}
        rows={2}
        defaultValue={question.explanation}
      />
      <TextField
        name={`${name}.points`}
        label={t('authoring.points')}
        required
        inputMode="numeric"
        width="short"
        defaultValue={question.points}
      />
    </EditRow>
  )
}

function AnswerFields({ name, question }: { name: string; question: Question }) {
  const { t } = useLanguage()
  switch (question.kind) {
    case 'single':
    case 'multiple':
    case 'ordering':
      return <ChoiceFields name={name} question={question} />
    case 'numeric':
      return (
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField
            name={`${name}.answer`}
            label={t('authoring.answer')}
            required
            inputMode="decimal"
            defaultValue={question.answer}
          />
          <TextField
            name={`${name}.tolerance`}
            label={t('authoring.tolerance')}
            required
            inputMode="decimal"
            defaultValue={question.tolerance}
          />
          <TextField
            name={`${name}.unit`}
            label={t('authoring.unit')}
            maxLength={30}
            defaultValue={question.unit}
          />
        </div>
      )
    case 'short_text':
      return (
        <TextArea
          name={`${name}.accept`}
          label={t('authoring.accept')}
          help={t('authoring.accept_help')}
          required
          rows={3}
          defaultValue={question.accept.join('\n')}
        />
      )
  }
}

type Choosing = Extract<Question, { kind: 'single' | 'multiple' | 'ordering' }>

function ChoiceFields({ name, question }: { name: string; question: Choosing }) {
  const { t, number } = useLanguage()
  const right = useField(`${name}.right`)
  const rows = question.kind === 'ordering' ? question.parts : question.options
  const marked = (key: string) =>
    right.sent
      ? right.typedAll.includes(key)
      : question.kind !== 'ordering' &&
        question.options.some((one) => one.key === key && one.correct)
  return (
    <fieldset className="grid gap-2">
      <legend className="field-label p-0 pb-1">{t(`authoring.choices_${question.kind}`)}</legend>
      {rows.map((row, at) => {
        const label = t('authoring.choice_n', { n: number(at + 1) })
        return (
          <div key={row.key} className="flex items-end gap-2">
            <input type="hidden" name={`${name}.o.${at}.key`} value={row.key} />
            {question.kind === 'ordering' ? (
              <span className="grid min-h-11 flex-none place-items-center px-2 tabular-nums">
                {number(at + 1)}
              </span>
            ) : (
              <label className="grid min-h-11 min-w-11 flex-none place-items-center">
                <span className="sr-only">{t('authoring.choice_right', { name: label })}</span>
                <input
                  type={question.kind === 'single' ? 'radio' : 'checkbox'}
                  name={`${name}.right`}
                  value={row.key}
                  defaultChecked={marked(row.key)}
                />
              </label>
            )}
            <div className="min-w-0 flex-1">
              <TextField
                name={`${name}.o.${at}.text`}
                label={label}
                hideLabel
                required
                maxLength={2000}
                defaultValue={row.text}
              />
            </div>
            <RowButtons
              stem="option"
              of={`${question.key}:${row.key}`}
              name={label}
              first={at === 0}
              last={at === rows.length - 1}
            />
          </div>
        )
      })}
      <div>
        <EditButton
          command={`option-add:${question.key}`}
          icon="plus"
          label={t('authoring.choice_add')}
        >
          {t('authoring.choice_add')}
        </EditButton>
      </div>
    </fieldset>
  )
}
