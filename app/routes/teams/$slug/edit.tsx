import { useActionData, useLoaderData } from '@remix-run/react'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { isolated } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { assertMay } from '~/domain/identity/may'
import { teamForm } from '~/domain/teams/forms.server'
import { editTeam } from '~/domain/teams/permissions'
import { teamPage } from '~/domain/teams/queries.server'
import { updateTeam } from '~/domain/teams/update-team.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { TeamWords } from '../_words'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const { slug, name, headline, about, country, members } = await teamPage(
    db,
    viewer,
    params.slug ?? '',
  )
  assertMay(viewer, editTeam, { members })
  return {
    team: { slug, name, headline, about, country },
    title: t('team.edit_title', { team: name }),
  }
})

export const action = act('person', async ({ viewer, params, form, db, at }) => {
  const { teamId, members } = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, editTeam, { members })
  const parsed = parseForm(teamForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { slug } = await inTransaction((tx) =>
    updateTeam(tx, { teamId, ...parsed.value, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${slug}`, 'team.toast_saved')
})

export default function EditTeam() {
  const { team } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('team.edit_title', { team: isolated(team.name) })}
      width="form"
      crumbs={[
        { href: '/teams', label: t('team.list_title') },
        { href: `/teams/${team.slug}`, label: team.name },
        { label: t('common.edit') },
      ]}
    >
      <Form state={state} intent="update">
        <TeamWords defaults={team} />
        <FormActions>
          <SubmitButton>{t('team.edit_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
