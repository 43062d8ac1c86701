import { SelectField, TextArea, TextField } from '~/components/forms/fields'
import { useLanguage } from '~/components/page/language'
import { countryOptions } from '~/kernel/countries'

/** What an organisation says of itself; used when it is made and when it is changed. */
export function OrganisationFields() {
  const { t, locale } = useLanguage()
  return (
    <>
      <TextField
        name="name"
        label={t('organisation.name')}
        help={t('organisation.name_help')}
        required
        maxLength={120}
      />
      <SelectField
        name="country"
        label={t('organisation.country')}
        options={countryOptions(locale)}
        placeholder={t('identity.country_choose')}
        required
        width="medium"
      />
      <TextField
        name="website"
        type="url"
        label={t('organisation.website')}
        placeholder="https://"
        maxLength={200}
      />
      <TextArea
        name="about"
        label={t('organisation.about')}
        help={t('organisation.about_help')}
        rows={4}
        maxLength={4000}
      />
    </>
  )
}
