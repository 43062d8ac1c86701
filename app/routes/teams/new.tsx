import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { personById } from '~/domain/identity/queries.server'
import { roles } from '~/domain/skills/roles'
import { createTeam } from '~/domain/teams/create-team.server'
import { newTeamForm } from '~/domain/teams/forms.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { TeamWords } from './_words'

export const handle = { title: 'team.new_title' }

export const loader = serve('person', async ({ viewer, db }) => ({
  country: (await personById(db, viewer.personId)).country,
}))

export const action = act('person', async ({ viewer, form, at }) => {
  const parsed = parseForm(newTeamForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { slug } = await inTransaction((tx) =>
    createTeam(tx, { ...parsed.value, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${slug}/members`, 'team.toast_created')
})

export default function NewTeam() {
  const { country } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('team.new_title')}
      lead={t('team.new_lead')}
      width="form"
      crumbs={[{ href: '/teams', label: t('team.list_title') }, { label: t('team.new_title') }]}
    >
      <Form state={state} intent="create">
        <TeamWords defaults={{ country }} />
        <RadioCards
          name="role"
          label={t('team.field_your_role')}
          required
          defaultValue="outcome_lead"
          options={roles.map((value) => ({
            value,
            label: t(`role.${value}`),
            help: t(`role.${value}_why`),
          }))}
        />
        <FormActions>
          <SubmitButton note={t('team.new_note')}>{t('team.new_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
