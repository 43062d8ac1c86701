import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { ProofLink } from '~/components/page/proof-link'
import { Section } from '~/components/page/section'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { assertMay } from '~/domain/identity/may'
import { confirmImportForm } from '~/domain/learning/imports/import-forms.server'
import { importPage } from '~/domain/learning/imports/import-queries.server'
import {
  confirmImport,
  discardImport,
  dropImportFile,
} from '~/domain/learning/imports/import-track.server'
import { writeTracks } from '~/domain/learning/permissions'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'
import { localeFacts } from '~/platform/languages/locales'
import { Losses, Mending, Outline } from './_plan'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await importPage(db, viewer, params.organisationId ?? '', params.importId ?? '')
  return { ...page, title: t('importing.preview', { file: page.fileName }) }
})

export const action = act('person', async ({ viewer, form, params, at }) => {
  const partnerId = params.organisationId ?? ''
  const importId = params.importId ?? ''
  assertMay(viewer, writeTracks, { organisationId: partnerId })
  const here = `/partners/${partnerId}/imports/${importId}`
  if (form.get('intent') === 'discard') {
    const gone = await inTransaction((tx) => discardImport(tx, { importId, partnerId, at }))
    await dropImportFile(gone)
    return redirectWith(`/partners/${partnerId}/imports`, 'importing.discarded')
  }
  const parsed = parseForm(confirmImportForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { target, slug, trackId } = parsed.value
  const input = { importId, partnerId, slug, by: viewer.personId, at }
  try {
    const made = await inTransaction((tx) =>
      confirmImport(tx, { ...input, trackId: target === 'next' ? trackId : '' }),
    )
    await dropImportFile(made)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'slug_taken') throw error
    return invalid({ slug: 'refusal.slug_taken' }, typedValues(form))
  }
  return redirectWith(here, 'importing.confirmed')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Answer({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { tracks, plan } = data
  const choices = [
    { value: 'new', label: t('importing.target_new'), help: t('importing.target_new_help') },
    { value: 'next', label: t('importing.target_next'), help: t('importing.target_next_help') },
  ]
  const known = tracks.find(({ slug }) => slug === plan.content.slug)
  return (
    <Section title={t('importing.confirm_title')}>
      <Form intent="confirm" state={state}>
        {tracks.length > 0 ? (
          <RadioCards
            name="target"
            label={t('importing.target')}
            required
            defaultValue={known ? 'next' : 'new'}
            options={choices}
          />
        ) : (
          <input type="hidden" name="target" value="new" />
        )}
        <TextField
          name="slug"
          label={t('importing.slug')}
          help={t('importing.slug_help')}
          dir="ltr"
          required={tracks.length === 0}
          defaultValue={plan.content.slug}
        />
        {tracks.length > 0 ? (
          <SelectField
            name="trackId"
            label={t('importing.track')}
            defaultValue={known?.trackId ?? ''}
            options={tracks.map(({ trackId, slug }) => ({ value: trackId, label: slug }))}
          />
        ) : null}
        <FormActions>
          <SubmitButton tone="primary" note={t('importing.confirm_note')}>
            {t('importing.confirm')}
          </SubmitButton>
        </FormActions>
      </Form>
      <ConfirmStep label={t('importing.discard')} sentence={t('importing.discard_sure')}>
        <ActionForm intent="discard" tone="danger" label={t('importing.discard')} />
      </ConfirmStep>
    </Section>
  )
}

function Facts({ data }: { data: Data }) {
  const { t, size } = useLanguage()
  const { content, format } = data.plan
  return (
    <DescriptionList
      items={[
        { term: t('importing.fact_title'), value: <bdi>{content.title}</bdi> },
        { term: t('importing.fact_format'), value: t(`importing.format_${format}`) },
        { term: t('importing.fact_language'), value: localeFacts[content.language].name },
        {
          term: t('importing.fact_licence'),
          value: content.licence ? <bdi>{content.licence}</bdi> : t('importing.fact_none'),
        },
        { term: t('importing.fact_size'), value: size(data.bytes) },
        { term: t('importing.fact_hash'), value: <ProofLink hash={data.sha256} /> },
      ]}
    />
  )
}

export default function Preview() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const { partner, state, made, plan } = data
  const leads = { open: 'preview_lead', made: 'made_lead', discarded: 'discarded_lead' } as const
  const version = made
    ? `/partners/${partner.id}/tracks/${made.trackId}/versions/${made.versionId}`
    : null
  return (
    <Page
      title={data.title}
      lead={t(`importing.${leads[state]}`)}
      crumbs={[
        { href: `/organisations/${partner.id}`, label: partner.name },
        { href: `/partners/${partner.id}/imports`, label: t('importing.crumb') },
        { label: data.fileName },
      ]}
      actions={
        version ? (
          <>
            <LinkButton href={version}>{t('importing.open_draft')}</LinkButton>
            <LinkButton href={`${version}/export`} tone="quiet">
              {t('importing.export')}
            </LinkButton>
          </>
        ) : null
      }
    >
      <Facts data={data} />
      <Outline plan={plan} />
      <Losses lost={plan.lost} />
      <Mending plan={plan} />
      {state === 'open' ? <Answer data={data} /> : null}
      {state === 'open' ? <Notice>{t('importing.kept')}</Notice> : null}
    </Page>
  )
}
