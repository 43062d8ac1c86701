import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Quiet, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct, noSoonerThan } from '~/domain/identity/attempts.server'
import { safeNext } from '~/domain/identity/cookies.server'
import { signUpForm } from '~/domain/identity/forms.server'
import { signUp } from '~/domain/identity/sign-up.server'
import { zoneOf } from '~/domain/identity/zones'
import { countryOptions } from '~/kernel/countries'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'identity.sign_up_title' satisfies MessageKey }

export const loader = serve('guest', ({ url }) => ({
  next: safeNext(url.searchParams.get('next'), ''),
}))

export const action = act('guest', async ({ form, db, at, locale, address }) => {
  const parsed = parseForm(signUpForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { email, name, password, country } = parsed.value
  const next = safeNext(parsed.value.next, '')
  await countAct(db, 'sign-up', { account: email, address })
  const zone = zoneOf(country)
  const input = { email, name, password, country, timeZone: zone, locale, next, at }
  await noSoonerThan(
    300,
    inTransaction((tx) => signUp(tx, input)),
  )
  return redirectWith('/confirm-email')
})

export default function SignUp() {
  const { next } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, locale } = useLanguage()
  return (
    <Page title={t('identity.sign_up_title')} lead={t('identity.sign_up_lead')} width="form">
      <Form state={state} intent="sign-up">
        <HiddenField name="next" value={next} />
        <TextField
          name="name"
          label={t('identity.name')}
          help={t('identity.name_help')}
          required
          maxLength={120}
          autoComplete="name"
        />
        <TextField
          name="email"
          type="email"
          label={t('identity.email')}
          required
          maxLength={254}
          autoComplete="email"
        />
        <TextField
          name="password"
          type="password"
          label={t('identity.password')}
          help={t('identity.password_help')}
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
        />
        <SelectField
          name="country"
          label={t('identity.country')}
          placeholder={t('identity.country_choose')}
          options={countryOptions(locale)}
          required
          width="medium"
        />
        <FormActions>
          <SubmitButton note={t('identity.sign_up_next')}>
            {t('identity.sign_up_button')}
          </SubmitButton>
        </FormActions>
      </Form>
      <Quiet>
        {t('identity.have_account')}{' '}
        <TextLink href={next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'}>
          {t('nav.sign_in')}
        </TextLink>
      </Quiet>
    </Page>
  )
}
