import { useActionData, useLoaderData } from '@remix-run/react'
import { TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct, noSoonerThan } from '~/domain/identity/attempts.server'
import { forgotForm } from '~/domain/identity/forms.server'
import { requestPasswordReset } from '~/domain/identity/request-password-reset.server'
import { inTransaction } from '~/platform/database.server'
import { isPlayground } from '~/platform/env.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('anyone', ({ url, t }) => {
  const sent = url.searchParams.has('sent')
  return {
    title: t(sent ? 'identity.forgot_sent_title' : 'identity.forgot_title'),
    sent,
    playground: isPlayground(),
  }
})

export const action = act('anyone', async ({ form, db, address }) => {
  const parsed = parseForm(forgotForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await countAct(db, 'reset', { account: parsed.value.email, address })
  await noSoonerThan(
    300,
    inTransaction((tx) => requestPasswordReset(tx, parsed.value)),
  )
  return redirectWith('/forgot-password?sent=1')
})

export default function ForgotPassword() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (data.sent) {
    return (
      <Page title={data.title} lead={t('identity.forgot_sent_body')} width="form">
        {data.playground ? (
          <Notice tone="info" title={t('identity.practice_mail')}>
            <LinkButton href="/mailbox">{t('identity.practice_mail_link')}</LinkButton>
          </Notice>
        ) : null}
      </Page>
    )
  }
  return (
    <Page title={data.title} lead={t('identity.forgot_lead')} width="form">
      <Form state={state} intent="forgot">
        <TextField
          name="email"
          type="email"
          label={t('identity.email')}
          required
          maxLength={254}
          autoComplete="username"
        />
        <FormActions>
          <SubmitButton>{t('identity.forgot_button')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
