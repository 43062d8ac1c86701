import { useActionData } from '@remix-run/react'
import { TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct, forgiveAct } from '~/domain/identity/attempts.server'
import { changePasswordForm, newPasswordError } from '~/domain/identity/forms.server'
import { changePassword } from '~/domain/identity/reset-password.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'settings.password' satisfies MessageKey }

export const loader = serve('person', () => null)

export const action = act('person', async ({ viewer, form, db, address, sessionHash }) => {
  const parsed = parseForm(changePasswordForm, form)
  if (!parsed.ok) return invalid(parsed.errors)
  const weak = newPasswordError(parsed.value.password, viewer.email)
  if (weak) return invalid({ password: weak })
  const who = { account: viewer.email, address }
  await countAct(db, 'password', who)
  const { current_password: current, password } = parsed.value
  const input = { by: viewer.personId, current, password, keepHash: sessionHash ?? '' }
  try {
    await inTransaction((tx) => changePassword(tx, input))
  } catch (error) {
    if (error instanceof Refused && error.code === 'credentials_wrong') {
      return invalid({ current_password: 'identity.password_wrong' })
    }
    throw error
  }
  await forgiveAct(db, 'password', who)
  return redirectWith('/settings/password', 'settings.password_saved')
})

export default function Password() {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page title={t('settings.title')} lead={t('settings.password_lead')} width="reading">
      <SettingsTabs current="/settings/password" />
      <Form state={state} intent="password">
        <TextField
          name="current_password"
          type="password"
          label={t('settings.password_current')}
          required
          autoComplete="current-password"
          width="medium"
        />
        <TextField
          name="password"
          type="password"
          label={t('settings.password_new')}
          help={t('identity.password_help')}
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
          width="medium"
        />
        <FormActions>
          <SubmitButton>{t('settings.password_button')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
