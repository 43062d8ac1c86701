import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { blankSessionCookie } from '~/domain/identity/adapters/lucia-sessions.server'
import { countAct, forgiveAct } from '~/domain/identity/attempts.server'
import { resetForm } from '~/domain/identity/forms.server'
import { resetPassword } from '~/domain/identity/reset-password.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'identity.reset_title' satisfies MessageKey }

export const loader = serve('anyone', ({ url }) => ({ code: url.searchParams.get('code') ?? '' }))

export const action = act('anyone', async ({ form, db, address }) => {
  const parsed = parseForm(resetForm, form)
  if (!parsed.ok)
    return invalid(parsed.errors.code ? { form: parsed.errors.code } : parsed.errors, parsed.values)
  await countAct(db, 'code', { account: parsed.value.code, address })
  const { email } = await inTransaction((tx) => resetPassword(tx, parsed.value))
  await forgiveAct(db, 'sign-in', { account: email, address })
  return redirectWith('/sign-in', 'identity.reset_done', [blankSessionCookie()])
})

export default function ResetPassword() {
  const { code } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page title={t('identity.reset_title')} lead={t('identity.reset_lead')} width="form">
      {code ? (
        <Form state={state} intent="reset">
          <HiddenField name="code" value={code} />
          <TextField
            name="password"
            type="password"
            label={t('identity.reset_password')}
            help={t('identity.password_help')}
            required
            minLength={10}
            maxLength={200}
            autoComplete="new-password"
          />
          <FormActions>
            <SubmitButton>{t('identity.reset_button')}</SubmitButton>
          </FormActions>
        </Form>
      ) : (
        <Notice tone="info" title={t('identity.code_missing')}>
          <LinkButton href="/forgot-password">{t('identity.ask_again')}</LinkButton>
        </Notice>
      )}
    </Page>
  )
}
