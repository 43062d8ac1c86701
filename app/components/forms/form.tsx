import { createContext, Fragment, type ReactNode, useContext, useId } from 'react'
import type { MessageKey } from '~/platform/languages/keys'
import { isMessageKey } from '~/platform/languages/translator'
import { Icon } from '../page/icon'
import { type ReaderLanguage, useLanguage } from '../page/language'

/** An error of a field: a key with its values, a key, or a sentence. */
export type FieldProblem = string | { key: MessageKey; values?: Record<string, string | number> }

/** What an action returns when it could not use the input: `invalid(errors, values)`. */
export type FormState = {
  errors?: Readonly<Record<string, FieldProblem>>
  values?: Readonly<Record<string, string | string[]>>
  intent?: string
}

type FormScope = {
  prefix: string
  errors: Readonly<Record<string, FieldProblem>>
  values: Readonly<Record<string, string | string[]>> | null
  defaults: Readonly<Record<string, string | number | undefined>>
  /** Filled by the fields as they are rendered, read by the summary, which is rendered last. */
  labels: Map<string, ReactNode>
}

const FormContext = createContext<FormScope>({
  prefix: '',
  errors: {},
  values: null,
  defaults: {},
  labels: new Map(),
})

/** What the part of a form is called whose fields are named alike elsewhere in it, as a row's are. */
export const PartContext = createContext<ReactNode>(null)

export function sentenceOf(language: Pick<ReaderLanguage, 't'>, problem: FieldProblem): string {
  if (typeof problem !== 'string') return language.t(problem.key, problem.values)
  return isMessageKey(problem) ? language.t(problem) : problem
}

/** The id of a field's control, the same in the summary's link and at the field. */
const fieldId = (prefix: string, name: string) =>
  `${prefix}f-${name.replace(/[^a-zA-Z0-9_-]+/g, '-')}`

/** What a field needs to know of its form: its id, its error, and what was typed. */
export function useField(name: string, label?: ReactNode) {
  const scope = useContext(FormContext)
  const language = useLanguage()
  const bare = name.replace(/\[\]$/, '')
  const problem = scope.errors[name] ?? scope.errors[bare]
  const part = useContext(PartContext)
  if (problem !== undefined && label !== undefined) {
    scope.labels.set(
      bare,
      part ? (
        <>
          {part}: {label}
        </>
      ) : (
        label
      ),
    )
  }
  const typed = scope.values ? (scope.values[name] ?? scope.values[bare]) : undefined
  return {
    id: fieldId(scope.prefix, name),
    error: problem === undefined ? null : sentenceOf(language, problem),
    /** Null when the form has not been sent yet, so that defaults apply. */
    sent: scope.values !== null,
    typed: Array.isArray(typed) ? typed[0] : typed,
    typedAll: typed === undefined ? [] : Array.isArray(typed) ? typed : [typed],
    preset: scope.defaults[name],
  }
}

/**
 * A plain form. It works by itself; the comfort script only asks before (`confirm`) and
 * keeps a second press from being sent (`once`).
 */
export function Form(props: {
  intent?: string
  state?: FormState | null | undefined
  action?: string
  method?: 'post' | 'get'
  upload?: boolean
  confirm?: string
  once?: boolean
  /** Whoever leaves with something typed is asked first; true where the page shows what no server has. */
  unsaved?: boolean
  id?: string
  defaults?: Readonly<Record<string, string | number | undefined>>
  /** No spacing and no summary: a form of one button. */
  bare?: boolean
  children: ReactNode
}) {
  const prefix = useId().replaceAll(':', '')
  const mine = !props.state?.intent || !props.intent || props.state.intent === props.intent
  const state = mine ? props.state : null
  const scope: FormScope = {
    prefix,
    errors: state?.errors ?? {},
    values: state?.values ?? null,
    defaults: props.defaults ?? {},
    labels: new Map(),
  }
  const method = props.method ?? 'post'
  return (
    <form
      id={props.id}
      method={method}
      action={props.action}
      encType={props.upload ? 'multipart/form-data' : undefined}
      className={props.bare ? 'contents' : 'grid max-w-[68ch] gap-6'}
      data-confirm={props.confirm}
      data-unsaved={props.unsaved === undefined ? undefined : props.unsaved ? 'yes' : 'no'}
      data-once={method === 'post' && props.once !== false ? '' : undefined}
      noValidate={Object.keys(scope.errors).length > 0 || undefined}
    >
      {props.intent ? <input type="hidden" name="intent" value={props.intent} /> : null}
      <FormContext.Provider value={scope}>
        {props.children}
        {props.bare ? null : <ErrorSummary />}
      </FormContext.Provider>
    </form>
  )
}

/**
 * The errors of the form, each with a link to its field. It is rendered last, when the fields
 * have said what they are called, and shown first. A Form has one by itself.
 */
export function ErrorSummary() {
  const scope = useContext(FormContext)
  const language = useLanguage()
  const entries = Object.entries(scope.errors)
  const id = useId()
  if (entries.length === 0) return null
  return (
    <div
      role="alert"
      aria-labelledby={id}
      tabIndex={-1}
      data-focus=""
      className="-order-1 grid gap-2 rounded-md border-s-3 border-s-lost bg-lost-wash p-4"
    >
      <p id={id} className="flex items-center gap-2 font-semibold text-lost">
        <Icon name="warning" />
        {language.t('common.form_errors', { count: entries.length })}
      </p>
      <ul className="m-0 grid list-none gap-1 p-0 ps-7">
        {entries.map(([name, problem]) => (
          <li key={name}>
            {name === '' || name === 'form' ? (
              sentenceOf(language, problem)
            ) : (
              <a href={`#${fieldId(scope.prefix, name)}`} className="text-ink">
                {scope.labels.has(name) ? <>{scope.labels.get(name)}: </> : null}
                {sentenceOf(language, problem)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Fields that belong together. */
export function Fieldset(props: {
  legend: ReactNode
  help?: ReactNode
  name?: string
  children: ReactNode
}) {
  const field = useField(props.name ?? '\u0000', props.legend)
  return (
    <fieldset
      id={props.name ? field.id : undefined}
      tabIndex={props.name ? -1 : undefined}
      className="grid gap-4"
    >
      <legend className="mb-3 p-0 text-base font-semibold">{props.legend}</legend>
      {props.help ? <p className="-mt-3 text-xs text-quiet">{props.help}</p> : null}
      {props.name ? <FieldError id={field.id} text={field.error} /> : null}
      {props.children}
    </fieldset>
  )
}

export function FieldError({ id, text }: { id: string; text: string | null }) {
  const { t } = useLanguage()
  if (!text) return null
  return (
    <p id={`${id}-error`} className="field-error">
      <Icon name="warning" size={16} />
      <span>
        <span className="sr-only">{t('common.field_error')}: </span>
        {text}
      </span>
    </p>
  )
}

/** The buttons at the end of a form. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-start gap-3 pt-2">{children}</div>
}

/**
 * Rows of a form that repeat. All `max` rows are in the page; the spare ones are folded one
 * behind the other, so that adding a row needs no script. The server leaves empty rows out.
 */
export function RepeatRows(props: {
  legend: ReactNode
  name?: string
  help?: ReactNode
  count: number
  min: number
  max: number
  addLabel: ReactNode
  rowLabel: (index: number) => ReactNode
  children: (index: number, row: { spare: boolean }) => ReactNode
}) {
  const { t } = useLanguage()
  const shown = Math.min(props.max, Math.max(props.min, props.count))
  const rows = Array.from({ length: props.max }, (_, index) => index)
  return (
    <Fieldset legend={props.legend} help={props.help} name={props.name}>
      <div className="grid gap-4">
        {rows.slice(0, shown).map((index) => (
          <Fragment key={index}>
            <fieldset className="grid gap-3 border-t border-hairline pt-3" data-repeat-row="">
              <legend className="float-start w-full p-0 pb-1 text-xs text-quiet">
                {props.rowLabel(index)}
              </legend>
              <PartContext.Provider value={props.rowLabel(index)}>
                {props.children(index, { spare: index >= props.min })}
              </PartContext.Provider>
            </fieldset>
          </Fragment>
        ))}
      </div>
      <div>
        {rows.slice(shown).map((index) => (
          <details key={index} className="spare py-2" data-repeat="">
            <summary className="button button-bare">
              <Icon name="plus" />
              {props.addLabel}
            </summary>
            <fieldset className="grid gap-3 pt-2" data-repeat-row="">
              <legend className="float-start w-full p-0 pb-1 text-xs text-quiet">
                {props.rowLabel(index)}
              </legend>
              <PartContext.Provider value={props.rowLabel(index)}>
                {props.children(index, { spare: true })}
              </PartContext.Provider>
            </fieldset>
          </details>
        ))}
      </div>
      <p className="text-xs text-quiet">{t('common.empty_row')}</p>
    </Fieldset>
  )
}

/** The sum of the fields that carry `sum={group}`, and how far it is from its target. */
export function SumLine(props: {
  group: string
  target: number
  unit?: string
  label?: ReactNode
}) {
  const { t, number } = useLanguage()
  const target = `${number(props.target)}${props.unit ? `\u00a0${props.unit}` : ''}`
  return (
    <p
      className="flex flex-wrap items-baseline gap-2 border-t border-hairline pt-2"
      data-sum-line={props.group}
      data-target={props.target}
      data-unit={props.unit ? `\u00a0${props.unit}` : ''}
      data-ok={t('common.sum_ok')}
      data-short={t('common.sum_short', { difference: '{}' })}
      data-over={t('common.sum_over', { difference: '{}' })}
    >
      {props.label ? <span className="font-semibold">{props.label}</span> : null}
      <output className="num" data-sum-total="" hidden />
      <span className="text-sm text-quiet" data-sum-note="" aria-live="polite">
        {t('common.sum_rule', { target })}
      </span>
    </p>
  )
}
