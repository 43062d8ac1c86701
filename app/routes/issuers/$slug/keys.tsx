import { useActionData, useLoaderData } from '@remix-run/react'
import { DateField, HiddenField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { type ReaderLanguage, useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Code, isolated } from '~/components/page/text'
import { compromisedForm } from '~/domain/credentials/forms.server'
import {
  markKeyCompromised,
  rotateIssuerKeys,
} from '~/domain/credentials/issuer-keys.commands.server'
import { issuerKeysPage } from '~/domain/credentials/queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('anyone', async ({ viewer, params, db, t, at }) => {
  const { issuer, name, keys, manages } = await issuerKeysPage(db, viewer, params.slug ?? '')
  const shown = keys.map(({ publicJwk: _, ...key }) => key)
  const title = t('credential.keys_title', { name })
  return {
    title,
    slug: issuer.slug,
    name,
    keys: shown,
    manages,
    today: at.toISOString().slice(0, 10),
  }
})

export const action = act('person', async ({ viewer, params, form, db, at }) => {
  const { issuer } = await issuerKeysPage(db, viewer, params.slug ?? '')
  const here = `/issuers/${issuer.slug}/keys`
  if (form.get('intent') === 'rotate') {
    await inTransaction((tx) => rotateIssuerKeys(tx, { issuerId: issuer.id, viewer, at }))
    return redirectWith(here, 'credential.toast_rotated')
  }
  const parsed = parseForm(compromisedForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { keyId, since } = parsed.value
  if (since > at) return invalid({ since: 'credential.keys_since_future' }, { keyId })
  await inTransaction((tx) => markKeyCompromised(tx, { keyId, since, viewer, at }))
  return redirectWith(here, 'credential.toast_compromised')
})

type Key = ReturnType<typeof useLoaderData<typeof loader>>['keys'][number]

function stateOf({ t, date }: ReaderLanguage, key: Key): string {
  if (key.compromisedAt) return t('credential.key_compromised', { date: date(key.compromisedAt) })
  if (key.retiredAt) return t('credential.key_retired', { date: date(key.retiredAt) })
  return t('credential.key_current')
}

export default function IssuerKeys() {
  const { slug, name, keys, manages, today } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const language = useLanguage()
  const { t, date } = language
  const failed = state?.values?.keyId
  return (
    <Page
      title={t('credential.keys_title', { name: isolated(name) })}
      lead={t('credential.keys_lead')}
      crumbs={[{ href: `/issuers/${slug}`, label: name }, { label: t('credential.issuer_keys') }]}
    >
      <Stack gap={8}>
        <DataTable
          caption={t('credential.issuer_keys')}
          hideCaption
          rows={keys}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'key',
              label: t('credential.key'),
              primary: true,
              cell: ({ id }) => <Code>{id}</Code>,
            },
            {
              key: 'kind',
              label: t('credential.key_kind'),
              cell: ({ kind }) => t(`credential.key_kind_${kind}`),
            },
            {
              key: 'since',
              label: t('credential.key_since'),
              cell: ({ createdAt }) => date(createdAt),
            },
            {
              key: 'state',
              label: t('credential.key_state'),
              cell: (key) => stateOf(language, key),
            },
          ]}
        />
        {manages ? (
          <>
            <ConfirmStep
              tone="quiet"
              label={t('credential.keys_rotate')}
              sentence={t('credential.keys_rotate_sentence')}
            >
              <ActionForm intent="rotate" label={t('credential.keys_rotate')} />
            </ConfirmStep>
            <Section title={t('credential.keys_compromised')}>
              <Stack gap={3}>
                {keys
                  .filter(({ compromisedAt }) => compromisedAt === null)
                  .map(({ id, kind }) => (
                    <ConfirmStep
                      key={id}
                      open={failed === id}
                      label={`${t(`credential.key_kind_${kind}`)} · …${id.slice(-6)}`}
                      sentence={t('credential.keys_compromised_sentence')}
                    >
                      <Form intent="compromised" state={failed === id ? state : undefined}>
                        <HiddenField name="keyId" value={id} />
                        <DateField
                          name="since"
                          label={t('credential.keys_since_field')}
                          required
                          max={today}
                        />
                        <FormActions>
                          <SubmitButton tone="danger">
                            {t('credential.keys_compromised')}
                          </SubmitButton>
                        </FormActions>
                      </Form>
                    </ConfirmStep>
                  ))}
              </Stack>
            </Section>
          </>
        ) : null}
      </Stack>
    </Page>
  )
}
