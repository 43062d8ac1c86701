import { DateField, TextField } from '~/components/forms/fields'
import { useLanguage } from '~/components/page/language'

/** What a cohort is, when it is made and when it is changed. */
export function CohortFields() {
  const { t } = useLanguage()
  return (
    <>
      <TextField
        name="name"
        label={t('authoring.cohort_name')}
        help={t('authoring.cohort_name_help')}
        required
        maxLength={120}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField name="starts" label={t('authoring.starts')} required />
        <DateField name="ends" label={t('authoring.ends')} required />
      </div>
      <TextField
        name="seats"
        label={t('authoring.seats')}
        help={t('authoring.seats_help')}
        inputMode="numeric"
        width="short"
      />
    </>
  )
}
