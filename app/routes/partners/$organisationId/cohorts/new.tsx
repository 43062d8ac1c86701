import { useActionData, useLoaderData } from '@remix-run/react'
import { SelectField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { zonedTime } from '~/domain/learning/enrolments/cohort'
import { createCohort } from '~/domain/learning/enrolments/cohort.commands.server'
import { cohortsPage } from '~/domain/learning/enrolments/cohort-queries.server'
import { newCohortForm } from '~/domain/learning/versions/authoring-forms.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { CohortFields } from './_fields'

export const handle = { title: 'authoring.cohort_new' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { partner, tracks } = await cohortsPage(db, viewer, params.organisationId ?? '')
  if (!partner.mayManage) throw new Refused('not_found')
  return { partner, tracks }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const organisationId = params.organisationId ?? ''
  const { tracks } = await cohortsPage(db, viewer, organisationId)
  const parsed = parseForm(newCohortForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { trackId, name, starts, ends, seats } = parsed.value
  if (!tracks.some(({ id }) => id === trackId)) return invalid({ trackId: 'error.choice' })
  const startsAt = zonedTime(starts, '00:00', viewer.timeZone)
  const endsAt = zonedTime(ends, '23:59', viewer.timeZone)
  const given = { trackId, name, seats, startsAt, endsAt, by: viewer.personId, at }
  const made = await inTransaction((tx) => createCohort(tx, given)).catch(datesRefused)
  if ('ends' in made) return invalid(made)
  const { cohortId } = made
  return redirectWith(`/partners/${organisationId}/cohorts/${cohortId}`, 'authoring.cohort_made')
})

/** What is wrong with the dates stands beside the later one. */
function datesRefused(error: unknown) {
  if (!(error instanceof Refused)) throw error
  if (error.code !== 'cohort_dates' && error.code !== 'cohort_over') throw error
  return { ends: `refusal.${error.code}` as const }
}

export default function NewCohort() {
  const { partner, tracks } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('authoring.cohort_new')}
      width="form"
      crumbs={[
        { href: `/partners/${partner.id}`, label: partner.name },
        { href: `/partners/${partner.id}/cohorts`, label: t('authoring.cohorts') },
        { label: t('authoring.cohort_new') },
      ]}
    >
      <Form state={state} intent="create">
        <SelectField
          name="trackId"
          label={t('authoring.cohort_track')}
          required
          defaultValue={tracks[0]?.id}
          options={tracks.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <CohortFields />
        <FormActions>
          <SubmitButton>{t('authoring.cohort_create')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
