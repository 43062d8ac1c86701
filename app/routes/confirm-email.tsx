import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton, SubmitButton } from '~/components/button'
import { HiddenField } from '~/components/fields'
import { Form } from '~/components/form'
import { useLanguage } from '~/components/language'
import { Notice } from '~/components/notice'
import { Page } from '~/components/page'
import { Quiet, TextLink } from '~/components/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct } from '~/domain/identity/attempts.server'
import { confirmEmail } from '~/domain/identity/confirm-email.server'
import { safeNext } from '~/domain/identity/cookies.server'
import { codeForm } from '~/domain/identity/forms.server'
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

export const action = act('anyone', async ({ form, db, address }) => {
  const parsed = parseForm(codeForm, form)
  if (!parsed.ok) return invalid({ form: 'identity.code_missing' })
  await countAct(db, 'code', { account: parsed.value.code, address })
  await inTransaction((tx) => confirmEmail(tx, parsed.value))
  const next = safeNext(parsed.value.next, '')
  return redirectWith(
    next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in',
    'identity.confirmed',
  )
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
        <SubmitButton>{t('identity.confirm_button')}</SubmitButton>
      </Form>
    </Page>
  )
}
