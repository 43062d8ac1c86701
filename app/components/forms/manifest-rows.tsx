import type { ReactNode } from 'react'
import { componentKinds } from '~/domain/stewardship/facts'
import { countryOptions } from '~/kernel/countries'
import { useLanguage } from '../page/language'
import { SelectField, TextField } from './fields'
import { RepeatRows } from './form'

/** The providers of a team's system, as a proposal and new terms name them. */
export function ManifestRows(props: { count: number; max: number; help: ReactNode }) {
  const { t, locale } = useLanguage()
  return (
    <RepeatRows
      legend={t('proposal.manifest')}
      help={props.help}
      count={props.count}
      min={0}
      max={props.max}
      addLabel={t('proposal.component_add')}
      rowLabel={(index) => t('proposal.component_number', { number: index + 1 })}
    >
      {(index) => (
        <>
          <SelectField
            name={`manifest.${index}.kind`}
            label={t('proposal.component_kind')}
            required
            defaultValue="model"
            options={componentKinds.map((value) => ({
              value,
              label: t(`proposal.component_${value}`),
            }))}
          />
          <TextField
            name={`manifest.${index}.provider`}
            label={t('proposal.component_provider')}
            maxLength={120}
          />
          <TextField
            name={`manifest.${index}.purpose`}
            label={t('proposal.component_purpose')}
            maxLength={200}
          />
          <SelectField
            name={`manifest.${index}.region`}
            label={t('proposal.component_region')}
            options={countryOptions(locale)}
          />
          <TextField
            name={`manifest.${index}.host`}
            label={t('proposal.component_address')}
            help={t('proposal.component_address_help')}
            dir="ltr"
            maxLength={253}
          />
        </>
      )}
    </RepeatRows>
  )
}
