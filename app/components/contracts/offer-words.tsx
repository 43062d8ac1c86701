import { sectors } from '~/domain/market/briefs/brief'
import type { OfferHead } from '~/domain/market/offers/offer'
import { workloadClasses } from '~/domain/stewardship/workload-class'
import { currencies } from '~/kernel/money'
import { CheckboxGroup, SelectField, TextArea, TextField } from '../forms/fields'
import { useLanguage } from '../page/language'

/** What an offer is called, promises and is for: the same fields for a new one and a draft. */
export function OfferWordsFields({
  defaults,
}: {
  defaults?: OfferHead & { readonly statement: string }
}) {
  const { t } = useLanguage()
  return (
    <>
      <TextField
        name="title"
        label={t('offer.title')}
        help={t('offer.title_help')}
        required
        maxLength={120}
        dir="auto"
        defaultValue={defaults?.title}
      />
      <TextArea
        name="statement"
        label={t('offer.statement')}
        help={t('offer.statement_help')}
        required
        rows={12}
        maxLength={8000}
        defaultValue={defaults?.statement}
      />
      <CheckboxGroup
        name="sectors[]"
        label={t('offer.sectors')}
        required
        defaultValues={defaults?.sectors ?? []}
        options={sectors.map((value) => ({ value, label: t(`sector.${value}`) }))}
      />
      <CheckboxGroup
        name="classes[]"
        label={t('offer.classes')}
        help={t('offer.classes_help')}
        required
        defaultValues={defaults?.classes ?? ['open']}
        options={workloadClasses.map((value) => ({
          value,
          label: t(`stewardship.class_${value}`),
        }))}
      />
      <SelectField
        name="currency"
        label={t('offer.currency')}
        help={t('offer.currency_help')}
        required
        width="short"
        defaultValue={defaults?.currency ?? 'USD'}
        options={currencies.map((value) => ({ value, label: value }))}
      />
    </>
  )
}
