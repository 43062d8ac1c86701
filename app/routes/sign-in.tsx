import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Quiet, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct, forgiveAct } from '~/domain/identity/attempts.server'
import { safeNext } from '~/domain/identity/cookies.server'
import { signInForm } from '~/domain/identity/forms.server'
import { signIn } from '~/domain/identity/sign-in.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'identity.sign_in_title' satisfies MessageKey }

export const loader = serve('guest', ({ url }) => ({
  next: safeNext(url.searchParams.get('next'), ''),
}))

export const action = act('anyone', async ({ form, db, request, address, sessionHash }) => {
  const parsed = parseForm(signInForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { email, password } = parsed.value
  const next = safeNext(parsed.value.next)
  const who = { account: email, address }
  await countAct(db, 'sign-in', who)
  const userAgent = request.headers.get('User-Agent') ?? ''
  const input = { email, password, userAgent, presentedHash: sessionHash, next: parsed.value.next }
  const result = await inTransaction((tx) => signIn(tx, input))
  if (result.kind === 'unconfirmed') return invalid({ form: 'refusal.email_unconfirmed' })
  await forgiveAct(db, 'sign-in', who)
  return redirectWith(next, 'identity.signed_in', [result.setCookie])
})

export default function SignIn() {
  const { next } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const query = next ? `?next=${encodeURIComponent(next)}` : ''
  return (
    <Page
      title={t('identity.sign_in_title')}
      lead={t(next ? 'identity.sign_in_first' : 'identity.sign_in_lead')}
      width="form"
    >
      <Form state={state} intent="sign-in">
        <HiddenField name="next" value={next} />
        <TextField
          name="email"
          type="email"
          label={t('identity.email')}
          required
          maxLength={254}
          autoComplete="username"
        />
        <TextField
          name="password"
          type="password"
          label={t('identity.password')}
          required
          autoComplete="current-password"
        />
        <FormActions>
          <SubmitButton>{t('identity.sign_in_button')}</SubmitButton>
        </FormActions>
      </Form>
      <Quiet>
        <TextLink href="/forgot-password">{t('identity.forgot')}</TextLink>
      </Quiet>
      <Quiet>
        {t('identity.no_account')} <TextLink href={`/sign-up${query}`}>{t('nav.sign_up')}</TextLink>
      </Quiet>
    </Page>
  )
}
