import { sectors } from '~/domain/market/briefs/brief'
import { lawfulBases, lawOverlays } from '~/domain/stewardship/facts'
import { offeredClasses, type WorkloadClass } from '~/domain/stewardship/workload-class'
import { countryOptions } from '~/kernel/countries'
import { type Currency, currencies } from '~/kernel/money'
import {
  CheckboxField,
  HiddenField,
  MoneyField,
  RadioCards,
  SelectField,
  TextArea,
  TextField,
} from '../forms/fields'
import { Fieldset, Form, FormActions, type FormState } from '../forms/form'
import { SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'

export type BriefDefaults = Readonly<Record<string, string | undefined>> & { currency?: Currency }

/** The fields of a brief, for a new one and for a draft. */
export function BriefForm({
  state,
  intent,
  organisations,
  defaults = {},
  ordered = null,
}: {
  state: FormState | undefined
  intent: 'create' | 'update'
  organisations: readonly { id: string; name: string }[]
  defaults?: BriefDefaults
  /** The classes that an ordered offer carries; what it fixes is not asked for again. */
  ordered?: readonly WorkloadClass[] | null
}) {
  const { t, locale } = useLanguage()
  const only = organisations.length === 1 ? organisations[0] : null
  return (
    <Form state={state} intent={intent}>
      {only ? (
        <HiddenField name="organisationId" value={only.id} />
      ) : organisations.length > 1 ? (
        <SelectField
          name="organisationId"
          label={t('brief.organisation')}
          required
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Fieldset legend={t('brief.what_legend')}>
        {ordered ? <p>{t('offer.words_fixed')}</p> : <Wanted defaults={defaults} />}
        <SelectField
          name="country"
          label={t('brief.country')}
          help={t('brief.country_help')}
          required
          placeholder={t('common.choose')}
          defaultValue={defaults.country}
          options={countryOptions(locale)}
        />
      </Fieldset>
      {ordered ? null : <Budget defaults={defaults} />}
      <Fieldset legend={t('brief.data_legend')} help={t('brief.data_help')}>
        <RadioCards
          name="workloadClass"
          label={t('brief.class')}
          required
          defaultValue={defaults.workloadClass ?? 'open'}
          options={offeredClasses
            .filter((value) => ordered === null || ordered.includes(value))
            .map((value) => ({
              value,
              label: t(`brief.class_${value}`),
              help: t(`brief.class_${value}_help`),
            }))}
        />
        <RadioCards
          name="personalData"
          label={t('brief.personal_data')}
          defaultValue={defaults.personalData ?? 'unknown'}
          options={(['none', 'some', 'unknown'] as const).map((value) => ({
            value,
            label: t(`brief.personal_${value}`),
          }))}
        />
        <TextField
          name="personalFields"
          label={t('brief.personal_fields')}
          help={t('brief.personal_fields_help')}
          dir="auto"
          defaultValue={defaults.personalFields}
        />
        <SelectField
          name="lawfulBasis"
          label={t('brief.lawful_basis')}
          placeholder={t('brief.not_chosen')}
          defaultValue={defaults.lawfulBasis}
          options={lawfulBases.map((value) => ({ value, label: t(`brief.basis_${value}`) }))}
        />
        <SelectField
          name="lawOverlay"
          label={t('brief.law_overlay')}
          placeholder={t('brief.not_chosen')}
          defaultValue={defaults.lawOverlay}
          options={lawOverlays.map((value) => ({ value, label: t(`brief.law_${value}`) }))}
        />
        <TextField
          name="regions"
          label={t('brief.regions')}
          help={t('brief.regions_help')}
          dir="ltr"
          defaultValue={defaults.regions}
        />
        <TextField
          name="retentionDays"
          label={t('brief.retention')}
          help={t('brief.retention_help')}
          required
          inputMode="numeric"
          width="short"
          defaultValue={defaults.retentionDays ?? '180'}
        />
        <CheckboxField
          name="predictionFiles"
          label={t('asking.consent_label')}
          help={t('asking.consent_help')}
          defaultChecked={defaults.predictionFiles === 'yes'}
        />
      </Fieldset>
      <FormActions>
        <SubmitButton tone="primary" note={t('brief.save_note')}>
          {t('brief.save')}
        </SubmitButton>
      </FormActions>
    </Form>
  )
}

function Wanted({ defaults }: { defaults: BriefDefaults }) {
  const { t } = useLanguage()
  return (
    <>
      <TextField
        name="title"
        label={t('brief.title')}
        help={t('brief.title_help')}
        required
        maxLength={120}
        dir="auto"
        defaultValue={defaults.title}
      />
      <TextArea
        name="statement"
        label={t('brief.statement')}
        help={t('brief.statement_help')}
        required
        rows={8}
        maxLength={8000}
        defaultValue={defaults.statement}
      />
      <SelectField
        name="sector"
        label={t('brief.sector')}
        required
        placeholder={t('common.choose')}
        defaultValue={defaults.sector}
        options={sectors.map((value) => ({ value, label: t(`sector.${value}`) }))}
      />
    </>
  )
}

function Budget({ defaults }: { defaults: BriefDefaults }) {
  const { t } = useLanguage()
  return (
    <Fieldset legend={t('brief.budget_legend')}>
      <MoneyField
        name="budget"
        label={t('brief.budget')}
        help={t('brief.budget_help')}
        required
        currencyName="currency"
        currencies={currencies}
        defaultValue={defaults.budget}
        defaultCurrency={defaults.currency}
      />
      <TextField
        name="weeks"
        label={t('brief.weeks')}
        required
        inputMode="numeric"
        width="short"
        defaultValue={defaults.weeks}
      />
    </Fieldset>
  )
}
