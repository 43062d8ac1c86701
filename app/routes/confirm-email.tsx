import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Quiet, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct, forgiveAct } from '~/domain/identity/attempts.server'
import { safeNext } from '~/domain/identity/cookies.server'
import { confirmForm } from '~/domain/identity/forms.server'
import { confirmAndSignIn } from '~/domain/identity/sign-in.server'
import { inTransaction } from '~/platform/database.server'
import { isPlayground } from '~/platform/env.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('anyone', ({ url, t }) => {
  const code = url.searchParams.get('code') ?? ''
  const title = t(code ? 'identity.confirm_title' : 'identity.sent_title')
  return {
    title,
    code,
    next: safeNext(url.searchParams.get('next'), ''),
    playground: isPlayground(),
  }
})

export const action = act('anyone', async ({ form, db, request, address, sessionHash }) => {
  const parsed = parseForm(confirmForm, form)
  if (!parsed.ok)
    return invalid(parsed.errors.code ? { form: parsed.errors.code } : parsed.errors, parsed.values)
  const { code, password } = parsed.value
  const who = { account: code, address }
  await countAct(db, 'code', who)
  const userAgent = request.headers.get('User-Agent') ?? ''
  const input = { code, password, userAgent, presentedHash: sessionHash }
  const { setCookie } = await inTransaction((tx) => confirmAndSignIn(tx, input))
  await forgiveAct(db, 'code', who)
  return redirectWith(safeNext(parsed.value.next), 'identity.confirmed', [setCookie])
})

export default function ConfirmEmail() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (!data.code) {
    return (
      <Page title={data.title} lead={t('identity.sent_body')} width="form">
        {data.playground ? (
          <Notice tone="info" title={t('identity.practice_mail')}>
            <LinkButton href="/mailbox">{t('identity.practice_mail_link')}</LinkButton>
          </Notice>
        ) : null}
        <Quiet>
          {t('identity.sent_none')} <TextLink href="/sign-up">{t('nav.sign_up')}</TextLink>
        </Quiet>
      </Page>
    )
  }
  return (
    <Page title={data.title} lead={t('identity.confirm_body')} width="form">
      <Form state={state} intent="confirm">
        <HiddenField name="code" value={data.code} />
        <HiddenField name="next" value={data.next} />
        <TextField
          name="password"
          type="password"
          label={t('identity.password')}
          required
          autoComplete="current-password"
        />
        <FormActions>
          <SubmitButton>{t('identity.confirm_button')}</SubmitButton>
        </FormActions>
      </Form>
      <Quiet>
        {t('identity.confirm_forgot')}{' '}
        <TextLink href="/forgot-password">{t('identity.confirm_new_password')}</TextLink>
      </Quiet>
    </Page>
  )
}
