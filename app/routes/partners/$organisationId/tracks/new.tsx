import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { partnerFor } from '~/domain/learning/versions/author-queries.server'
import { newTrackForm } from '~/domain/learning/versions/authoring-forms.server'
import { startTrack } from '~/domain/learning/versions/start-draft.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { localeFacts, locales } from '~/platform/languages/locales'

export const handle = { title: 'authoring.track_new' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const partner = await partnerFor(db, viewer, params.organisationId ?? '')
  if (!partner.mayWrite) throw new Refused('not_found')
  return { partner }
})

export const action = act('person', async ({ viewer, params, form, at }) => {
  const parsed = parseForm(newTrackForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const partnerId = params.organisationId ?? ''
  const { trackId } = await inTransaction((tx) =>
    startTrack(tx, { ...parsed.value, partnerId, by: viewer.personId, at }),
  )
  return redirectWith(`/partners/${partnerId}/tracks/${trackId}`, 'authoring.track_started')
})

export default function NewTrack() {
  const { partner } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, locale } = useLanguage()
  return (
    <Page
      title={t('authoring.track_new')}
      lead={t('authoring.track_new_lead')}
      width="form"
      crumbs={[
        { href: `/partners/${partner.id}`, label: partner.name },
        { label: t('authoring.track_new') },
      ]}
    >
      <Form state={state} intent="start">
        <TextField name="title" label={t('authoring.head_title')} required maxLength={160} />
        <TextArea
          name="summary"
          label={t('authoring.head_summary')}
          help={t('authoring.head_summary_help')}
          rows={2}
          maxLength={400}
        />
        <RadioCards
          name="language"
          label={t('authoring.head_language')}
          required
          defaultValue={locale}
          options={locales.map((value) => ({ value, label: localeFacts[value].name }))}
        />
        <FormActions>
          <SubmitButton note={t('authoring.track_start_note')}>
            {t('authoring.track_start')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
