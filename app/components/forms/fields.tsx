import type { InputHTMLAttributes, ReactNode } from 'react'
import { currencies as allCurrencies, type Currency } from '~/kernel/money'
import { useLanguage } from '../page/language'
import { FieldError, useField } from './form'
import { type Option, Options } from './options'

type FieldBase = {
  name: string
  label: ReactNode
  help?: ReactNode
  required?: boolean
  hideLabel?: boolean
}

const widths = { full: '', medium: 'max-w-80', short: 'max-w-44' }

/** Label above, help under it, then the control, then what is wrong with it. */
function Frame(props: FieldBase & { id: string; error: string | null; children: ReactNode }) {
  const { t } = useLanguage()
  return (
    <div className="field">
      <label htmlFor={props.id} className={props.hideLabel ? 'sr-only' : 'field-label'}>
        {props.label}
        {props.required ? null : (
          <span className="text-xs font-normal text-quiet"> ({t('common.optional')})</span>
        )}
      </label>
      {props.help ? (
        <p id={`${props.id}-help`} className="field-help">
          {props.help}
        </p>
      ) : null}
      {props.children}
      <FieldError id={props.id} text={props.error} />
    </div>
  )
}

function describedBy(id: string, help: ReactNode, error: string | null): string | undefined {
  const ids = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

function initialOf(
  field: ReturnType<typeof useField>,
  fallback: string | number | undefined,
): string | number | undefined {
  if (field.sent) return field.typed ?? ''
  return fallback ?? field.preset
}

export function TextField(
  props: FieldBase & {
    type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'tel' | 'number'
    defaultValue?: string | number
    autoComplete?: string
    inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode']
    maxLength?: number
    minLength?: number
    pattern?: string
    placeholder?: string
    min?: number
    max?: number
    step?: number | 'any'
    dir?: 'auto' | 'ltr'
    prefix?: ReactNode
    suffix?: ReactNode
    sum?: string
    /** The id of a datalist that offers values. */
    list?: string
    width?: keyof typeof widths
  },
) {
  const field = useField(props.name, props.label)
  const type = props.type ?? 'text'
  const digits = props.inputMode === 'numeric' || props.inputMode === 'decimal'
  const machine = digits || ['email', 'url', 'number', 'tel'].includes(type)
  const input = (
    <input
      id={field.id}
      name={props.name}
      type={type}
      className="input"
      required={props.required}
      defaultValue={type === 'password' ? undefined : initialOf(field, props.defaultValue)}
      autoComplete={props.autoComplete}
      inputMode={props.inputMode}
      maxLength={props.maxLength}
      minLength={props.minLength}
      pattern={props.pattern}
      placeholder={props.placeholder}
      min={props.min}
      max={props.max}
      step={props.step}
      dir={props.dir ?? (machine || props.sum ? 'ltr' : 'auto')}
      list={props.list}
      data-sum={props.sum}
      aria-invalid={field.error ? true : undefined}
      aria-describedby={describedBy(field.id, props.help, field.error)}
    />
  )
  return (
    <Frame {...props} id={field.id} error={field.error}>
      <div className={widths[props.width ?? 'full']}>
        {props.prefix || props.suffix ? (
          <div className="affixed">
            {input}
            <span className="affix">{props.suffix ?? props.prefix}</span>
          </div>
        ) : (
          input
        )}
      </div>
    </Frame>
  )
}

export function TextArea(
  props: FieldBase & {
    rows?: number
    maxLength?: number
    defaultValue?: string
    placeholder?: string
  },
) {
  const field = useField(props.name, props.label)
  return (
    <Frame {...props} id={field.id} error={field.error}>
      <textarea
        id={field.id}
        name={props.name}
        className="input"
        rows={props.rows ?? 5}
        required={props.required}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        defaultValue={initialOf(field, props.defaultValue)}
        dir="auto"
        aria-invalid={field.error ? true : undefined}
        aria-describedby={describedBy(field.id, props.help, field.error)}
      />
    </Frame>
  )
}

export function SelectField(
  props: FieldBase & {
    options: readonly Option[]
    defaultValue?: string
    placeholder?: string
    width?: keyof typeof widths
  },
) {
  const field = useField(props.name, props.label)
  const { t } = useLanguage()
  return (
    <Frame {...props} id={field.id} error={field.error}>
      <div className={widths[props.width ?? 'full']}>
        <select
          id={field.id}
          name={props.name}
          className="input"
          required={props.required}
          defaultValue={initialOf(field, props.defaultValue) ?? ''}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field.id, props.help, field.error)}
        >
          {props.placeholder !== undefined || !props.required ? (
            <option value="">{props.placeholder ?? t('common.choose')}</option>
          ) : null}
          <Options options={props.options} />
        </select>
      </div>
    </Frame>
  )
}

/** A group of choices under one legend. */
function ChoiceFrame(props: FieldBase & { id: string; error: string | null; children: ReactNode }) {
  const { t } = useLanguage()
  return (
    <fieldset
      id={props.id}
      tabIndex={-1}
      className="field"
      aria-describedby={describedBy(props.id, props.help, props.error)}
    >
      <legend className={props.hideLabel ? 'sr-only' : 'field-label p-0 pb-1'}>
        {props.label}
        {props.required ? null : (
          <span className="text-xs font-normal text-quiet"> ({t('common.optional')})</span>
        )}
      </legend>
      {props.help ? (
        <p id={`${props.id}-help`} className="field-help">
          {props.help}
        </p>
      ) : null}
      {props.children}
      <FieldError id={props.id} text={props.error} />
    </fieldset>
  )
}

export type Choice = {
  value: string
  label: ReactNode
  help?: ReactNode
  disabled?: boolean
  /** What is asked besides, once it is chosen. */
  more?: ReactNode
}

export function RadioCards(
  props: FieldBase & { options: readonly Choice[]; defaultValue?: string },
) {
  const field = useField(props.name, props.label)
  const chosen = initialOf(field, props.defaultValue)
  return (
    <ChoiceFrame {...props} id={field.id} error={field.error}>
      <div className="grid gap-2 pt-1">
        {props.options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={props.name}
              value={option.value}
              required={props.required}
              disabled={option.disabled}
              defaultChecked={chosen === option.value}
            />
            <span className="grid min-w-0 gap-0.5">
              <span className="font-semibold">{option.label}</span>
              {option.help ? <span className="text-xs text-quiet">{option.help}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </ChoiceFrame>
  )
}

export function CheckboxGroup(
  props: FieldBase & {
    options: readonly Choice[]
    defaultValues?: readonly string[]
    /** Each option is a word or two: more of them fit a row. */
    short?: boolean
  },
) {
  const field = useField(props.name, props.label)
  const chosen = field.sent ? field.typedAll : (props.defaultValues ?? [])
  return (
    <ChoiceFrame {...props} id={field.id} error={field.error}>
      <div
        className={`grid items-start gap-2 pt-1 ${props.short ? 'grid-cols-2 sm:grid-cols-3' : 'sm:grid-cols-2'}`}
      >
        {props.options.map((option) => (
          <div key={option.value} className="choice-place">
            <label className={`choice ${props.short ? 'max-sm:gap-2 max-sm:px-2.5' : ''}`}>
              <input
                type="checkbox"
                name={props.name}
                value={option.value}
                disabled={option.disabled}
                defaultChecked={chosen.includes(option.value)}
              />
              <span className="grid min-w-0 gap-0.5">
                <span>{option.label}</span>
                {option.help ? <span className="text-xs text-quiet">{option.help}</span> : null}
              </span>
            </label>
            {option.more ? <div className="choice-more">{option.more}</div> : null}
          </div>
        ))}
      </div>
    </ChoiceFrame>
  )
}

export function CheckboxField(props: FieldBase & { value?: string; defaultChecked?: boolean }) {
  const field = useField(props.name, props.label)
  return (
    <div className="field">
      <label className="check">
        <input
          id={field.id}
          type="checkbox"
          name={props.name}
          value={props.value ?? 'yes'}
          required={props.required}
          defaultChecked={field.sent ? field.typed !== undefined : props.defaultChecked}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field.id, props.help, field.error)}
        />
        <span>{props.label}</span>
      </label>
      {props.help ? (
        <p id={`${field.id}-help`} className="field-help ps-8">
          {props.help}
        </p>
      ) : null}
      <FieldError id={field.id} text={field.error} />
    </div>
  )
}

export function FileField(props: FieldBase & { accept?: string; multiple?: boolean }) {
  const field = useField(props.name, props.label)
  const { t } = useLanguage()
  return (
    <Frame {...props} id={field.id} error={field.error}>
      {/* A browser's own button speaks the browser's language; without a script it is shown. */}
      <div className="file-field">
        <input
          id={field.id}
          name={props.name}
          type="file"
          className="input"
          accept={props.accept}
          multiple={props.multiple}
          required={props.required}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field.id, props.help, field.error)}
        />
        <label htmlFor={field.id} className="file-choice needs-script">
          <span className="button button-quiet" aria-hidden="true">
            {t(props.multiple ? 'common.choose_files' : 'common.choose_file')}
          </span>
          <bdi data-file-name="">{t('common.no_file')}</bdi>
        </label>
      </div>
    </Frame>
  )
}

export function DateField(
  props: FieldBase & { defaultValue?: string; min?: string; max?: string },
) {
  const field = useField(props.name, props.label)
  return (
    <Frame {...props} id={field.id} error={field.error}>
      <div className="max-w-52">
        <input
          id={field.id}
          name={props.name}
          type="date"
          className="input"
          required={props.required}
          min={props.min}
          max={props.max}
          defaultValue={initialOf(field, props.defaultValue)}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={describedBy(field.id, props.help, field.error)}
        />
      </div>
    </Frame>
  )
}

/** An amount with its currency beside it: fixed, or chosen in a second control. */
export function MoneyField(
  props: FieldBase & {
    currency?: Currency
    currencyName?: string
    currencies?: readonly Currency[]
    defaultCurrency?: Currency
    defaultValue?: string
    sum?: string
  },
) {
  const { t } = useLanguage()
  const field = useField(props.name, props.label)
  const currencyField = useField(props.currencyName ?? 'currency')
  const error = field.error ?? (props.currencyName ? currencyField.error : null)
  return (
    <Frame {...props} id={field.id} error={error}>
      <div className="affixed max-w-80" dir="ltr">
        <input
          id={field.id}
          name={props.name}
          className="input text-end tabular-nums"
          inputMode="decimal"
          autoComplete="off"
          required={props.required}
          maxLength={24}
          defaultValue={initialOf(field, props.defaultValue)}
          data-sum={props.sum}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(field.id, props.help, error)}
        />
        {props.currencyName ? (
          <select
            name={props.currencyName}
            className="affix"
            aria-label={`${t('common.amount')}, ISO 4217`}
            defaultValue={initialOf(currencyField, props.defaultCurrency ?? props.currency)}
          >
            {(props.currencies ?? allCurrencies).map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        ) : (
          <span className="affix">{props.currency}</span>
        )}
      </div>
    </Frame>
  )
}

export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />
}
