import type { ReactNode } from 'react'
import type { RowFacts } from '~/domain/outcomes/criteria/row-facts'
import type { Goal, WorkKind } from '~/domain/outcomes/criteria/work-kind'
import { TextField } from '../forms/fields'
import { useLanguage } from '../page/language'

export type CriterionFieldsData = {
  kind: WorkKind
  /** The goal that the form begins with; a service's form is about one goal alone. */
  goal: Goal
  facts: RowFacts | null
  /** Who is named already: their names, where they may stay; null where a client names them later. */
  people: { rater1?: string; rater2?: string; measurer?: string } | null
  /** How many things the rubric marks already. */
  items: number
}

type NumberProps = {
  name: string
  label: string
  help?: ReactNode
  suffix?: string
  whole?: boolean
}

export function NumberInput({ name, label, help, suffix, whole }: NumberProps) {
  return (
    <TextField
      name={name}
      label={label}
      help={help}
      suffix={suffix}
      required
      inputMode={whole ? 'numeric' : 'decimal'}
      maxLength={24}
      width="short"
      dir="ltr"
    />
  )
}

export function SampleAndAttempts({ facts, kind }: Pick<CriterionFieldsData, 'facts' | 'kind'>) {
  const { t } = useLanguage()
  const asked = kind === 'judge' || kind === 'process' ? kind : null
  return (
    <>
      <NumberInput
        name="sampleSize"
        label={t(asked ? `criteria.sample_${asked}` : 'criteria.sample')}
        help={
          asked
            ? t(`criteria.sample_${asked}_help`)
            : facts?.rows === 0
              ? t('offer.sample_help')
              : t('criteria.sample_help', { rows: facts?.rows ?? 0 })
        }
        whole
      />
      <Attempts />
    </>
  )
}

export function Attempts() {
  const { t } = useLanguage()
  return (
    <NumberInput
      name="attempts"
      label={t('criteria.attempts')}
      help={t('criteria.attempts_help')}
      whole
    />
  )
}

export function PersonInput(props: { name: string; label: string; now?: string; help?: string }) {
  const { t } = useLanguage()
  return (
    <TextField
      name={props.name}
      type="email"
      label={props.label}
      help={props.now ? t('criteria.person_keep', { name: props.now }) : props.help}
      required={!props.now}
      width="medium"
      autoComplete="off"
    />
  )
}
