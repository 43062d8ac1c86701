import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { cookieLine, cookieOf } from '~/domain/identity/cookies.server'
import { appearanceForm } from '~/domain/identity/forms.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'settings.appearance' satisfies MessageKey }

export const loader = serve('person', ({ request }) => ({
  theme: cookieOf(request, 'theme') ?? 'device',
  data: cookieOf(request, 'data') ?? 'device',
}))

/** A choice for this browser; "device" takes the cookie away. */
function choiceLine(name: string, value: string): string {
  return cookieLine(name, value === 'device' ? '' : value, {
    maxAgeSeconds: value === 'device' ? 0 : 31_536_000,
    httpOnly: false,
  })
}

export const action = act('person', ({ form }) => {
  const parsed = parseForm(appearanceForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { theme, data } = parsed.value
  return redirectWith('/settings/appearance', 'settings.saved', [
    choiceLine('theme', theme),
    choiceLine('data', data),
  ])
})

export default function Appearance() {
  const chosen = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page title={t('settings.title')} lead={t('settings.appearance_lead')} width="reading">
      <SettingsTabs current="/settings/appearance" />
      <Form state={state} intent="appearance">
        <RadioCards
          name="theme"
          label={t('settings.theme')}
          required
          defaultValue={chosen.theme}
          options={[
            { value: 'device', label: t('settings.theme_device') },
            { value: 'light', label: t('settings.theme_light') },
            { value: 'dark', label: t('settings.theme_dark') },
          ]}
        />
        <RadioCards
          name="data"
          label={t('settings.data')}
          required
          defaultValue={chosen.data}
          options={[
            { value: 'device', label: t('settings.data_device') },
            { value: 'full', label: t('settings.data_full'), help: t('settings.data_full_help') },
            { value: 'low', label: t('settings.data_low'), help: t('settings.data_low_help') },
          ]}
        />
        <FormActions>
          <SubmitButton>{t('settings.appearance_button')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
