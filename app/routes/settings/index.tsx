import { useActionData, useLoaderData } from '@remix-run/react'
import { CheckboxGroup, SelectField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { cookieLine } from '~/domain/identity/cookies.server'
import { profileForm } from '~/domain/identity/forms.server'
import { updateProfile } from '~/domain/identity/person.commands.server'
import { personById } from '~/domain/identity/queries.server'
import { spokenLanguages } from '~/domain/identity/spoken'
import { timeZones } from '~/domain/identity/zones'
import { countryOptions, languageName } from '~/kernel/countries'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { localeFacts, locales } from '~/platform/languages/locales'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'settings.title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db }) => ({
  person: await personById(db, viewer.personId),
  zones: timeZones(),
}))

export const action = act('person', async ({ viewer, form }) => {
  const parsed = parseForm(profileForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) => updateProfile(tx, { ...parsed.value, by: viewer.personId }))
  const language = cookieLine('locale', parsed.value.locale, {
    maxAgeSeconds: 31_536_000,
    httpOnly: false,
  })
  return redirectWith('/settings', 'settings.saved', [language])
})

export default function Profile() {
  const { person, zones } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, locale } = useLanguage()
  return (
    <Page title={t('settings.title')} lead={t('settings.profile_lead')} width="reading">
      <SettingsTabs current="/settings" />
      <Form state={state} intent="profile" defaults={{ ...person, languages: undefined }}>
        <TextField
          name="name"
          label={t('settings.name')}
          help={t('settings.name_help')}
          required
          maxLength={120}
          autoComplete="name"
        />
        <TextField
          name="headline"
          label={t('settings.headline')}
          help={t('settings.headline_help')}
          maxLength={140}
        />
        <TextArea
          name="about"
          label={t('settings.about')}
          rows={6}
          maxLength={4000}
          defaultValue={person.about}
        />
        <SelectField
          name="country"
          label={t('settings.country')}
          options={countryOptions(locale)}
          required
          width="medium"
        />
        <SelectField
          name="timeZone"
          label={t('settings.time_zone')}
          help={t('settings.time_zone_help')}
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          required
          width="medium"
        />
        <SelectField
          name="locale"
          label={t('settings.locale')}
          options={locales.map((code) => ({ value: code, label: localeFacts[code].name }))}
          required
          width="medium"
        />
        <CheckboxGroup
          name="languages[]"
          label={t('settings.languages')}
          options={spokenLanguages.map((code) => ({
            value: code,
            label: languageName(code, locale),
          }))}
          defaultValues={person.languages}
        />
        <FormActions>
          <SubmitButton>{t('settings.profile_button')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
