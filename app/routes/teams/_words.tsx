import { SelectField, TextArea, TextField } from '~/components/forms/fields'
import { useLanguage } from '~/components/page/language'
import { countryOptions } from '~/kernel/countries'

export type TeamWordsDefaults = {
  name?: string
  headline?: string
  about?: string
  country?: string
}

/** What a team says about itself: the same fields when it is founded and when it is edited. */
export function TeamWords({ defaults = {} }: { defaults?: TeamWordsDefaults }) {
  const { t, locale } = useLanguage()
  return (
    <>
      <TextField
        name="name"
        label={t('team.field_name')}
        help={t('team.field_name_help')}
        required
        maxLength={80}
        defaultValue={defaults.name}
      />
      <TextField
        name="headline"
        label={t('team.field_headline')}
        help={t('team.field_headline_help')}
        maxLength={140}
        defaultValue={defaults.headline}
      />
      <TextArea
        name="about"
        label={t('team.field_about')}
        help={t('team.field_about_help')}
        rows={6}
        maxLength={4000}
        defaultValue={defaults.about}
      />
      <SelectField
        name="country"
        label={t('team.field_country')}
        help={t('team.field_country_help')}
        required
        placeholder={t('country.choose')}
        defaultValue={defaults.country}
        options={countryOptions(locale)}
        width="medium"
      />
    </>
  )
}
