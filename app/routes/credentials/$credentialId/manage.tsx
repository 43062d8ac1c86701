import { useActionData, useLoaderData } from '@remix-run/react'
import { DateField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ConfirmStep, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { CredentialLevel, StandingChip } from '~/components/people/credential-badge'
import {
  type CredentialMove,
  credentialTransitions,
  renewableStatuses,
} from '~/domain/credentials/credential'
import { credentialPage } from '~/domain/credentials/credential-page.server'
import { moveForm, renewForm } from '~/domain/credentials/forms.server'
import { moveCredential } from '~/domain/credentials/move-credential.server'
import { renewCredential } from '~/domain/credentials/renew-credential.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { CredentialHistory } from '../_parts'

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await credentialPage(db, viewer, params.credentialId ?? '', at)
  if (!page.manages) throw new Refused('not_found')
  const { credentialId, claimed, level, standing, status, validUntil, history, renewal } = page
  return {
    title: t('credential.manage_title'),
    ...{ credentialId, claimed, level, standing, validUntil, history, renewal },
    moves: credentialTransitions.eventsFor(status, 'issuer'),
    renewable: renewableStatuses.includes(status) && renewal === null,
    tomorrow: new Date(at.getTime() + 86_400_000).toISOString().slice(0, 10),
  }
})

export const action = act('person', async ({ viewer, params, form, at }) => {
  const credentialId = params.credentialId ?? ''
  if (form.get('intent') === 'renew') {
    const parsed = parseForm(renewForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values)
    const validUntil = parsed.value.until
    try {
      const made = await inTransaction((tx) =>
        renewCredential(tx, { credentialId, validUntil, viewer, at }),
      )
      return redirectWith(`/credentials/${made.credentialId}`, 'credential.toast_renewed')
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'form_invalid') throw error
      return invalid({ until: 'credential.renew_too_soon' })
    }
  }
  const parsed = parseForm(moveForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { intent: event, reason } = parsed.value
  await inTransaction((tx) => moveCredential(tx, { credentialId, event, reason, viewer, at }))
  return redirectWith(`/credentials/${credentialId}/manage`, `credential.toast_${event}`)
})

type State = ReturnType<typeof useActionData<typeof action>>

/** One act with its reason, behind a step that says what follows from it. */
function Move({ event, state }: { event: CredentialMove; state: State }) {
  const { t } = useLanguage()
  const danger = event !== 'reinstate'
  return (
    <ConfirmStep
      tone={danger ? 'danger' : 'primary'}
      open={state?.intent === event}
      label={t(`credential.${event}`)}
      sentence={t(`credential.${event}_sentence`)}
    >
      <Form intent={event} state={state}>
        <TextField
          name="reason"
          label={t('credential.reason_field')}
          help={t('credential.reason_help')}
          required
          maxLength={500}
        />
        <FormActions>
          <SubmitButton tone={danger ? 'danger' : 'primary'}>
            {t(`credential.${event}`)}
          </SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

function Renew({ state, tomorrow }: { state: State; tomorrow: string }) {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      tone="quiet"
      open={state?.intent === 'renew'}
      label={t('credential.renew')}
      sentence={t('credential.renew_sentence')}
    >
      <Form intent="renew" state={state}>
        <DateField
          name="until"
          label={t('credential.renew_until')}
          help={t('credential.renew_until_help')}
          min={tomorrow}
        />
        <FormActions>
          <SubmitButton>{t('credential.renew')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

export default function ManageCredential() {
  const data = useLoaderData<typeof loader>()
  const { credentialId, claimed, level, standing, validUntil, history, renewal, moves } = data
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  return (
    <Page
      title={t('credential.manage_title')}
      lead={t('credential.manage_lead')}
      width="reading"
      crumbs={[
        { href: `/credentials/${credentialId}`, label: claimed.name },
        { label: t('credential.manage') },
      ]}
      status={<StandingChip standing={standing} says />}
    >
      <DescriptionList
        items={[
          { term: t('credential.holder'), value: <Name>{claimed.holder}</Name> },
          { term: t('credential.issuer'), value: <Name>{claimed.issuer}</Name> },
          { term: t('credential.level'), value: <CredentialLevel level={level} /> },
          {
            term: t('credential.valid_until'),
            value: validUntil ? date(validUntil) : t('credential.no_end'),
          },
        ]}
      />
      <Stack gap={3}>
        {moves.length > 0 ? (
          moves.map((event) => <Move key={event} event={event} state={state} />)
        ) : (
          <Quiet>{t('credential.revoke_done')}</Quiet>
        )}
        {data.renewable ? <Renew state={state} tomorrow={data.tomorrow} /> : null}
        {renewal ? (
          <p>
            {t('credential.renewed_by')}{' '}
            <TextLink href={`/credentials/${renewal}`}>{t('credential.renewed_open')}</TextLink>
          </p>
        ) : null}
      </Stack>
      <CredentialHistory events={history} />
    </Page>
  )
}
