import { useActionData, useLoaderData } from '@remix-run/react'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { isolated } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { describeArtefact } from '~/domain/reputation/artefact.commands.server'
import { artefactForm } from '~/domain/reputation/forms.server'
import { ownArtefact, ownPortfolio } from '~/domain/reputation/own-portfolio-queries.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { ArtefactFields } from '../_artefact-fields'

const list = '/settings/portfolio'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const artefact = await ownArtefact(db, viewer, params.artefactId ?? '')
  const { entries } = await ownPortfolio(db, viewer)
  return {
    artefact,
    entries: entries.map(({ id, title }) => ({ id, title })),
    title: t('portfolio.artefact_edit_title', { title: artefact.title }),
  }
})

export const action = act('person', async ({ viewer, params, form }) => {
  const parsed = parseForm(artefactForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const artefactId = params.artefactId ?? ''
  const change = { ...parsed.value, by: viewer.personId, artefactId }
  await inTransaction((tx) => describeArtefact(tx, change))
  return redirectWith(`${list}#artefacts`, 'portfolio.toast_changed')
})

export default function EditArtefact() {
  const { artefact, entries } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const title = t('portfolio.artefact_edit_title', { title: isolated(artefact.title) })
  return (
    <Page
      title={title}
      width="form"
      crumbs={[{ href: list, label: t('portfolio.settings_title') }, { label: artefact.title }]}
    >
      <Form intent="describe" state={state}>
        <ArtefactFields entries={entries} now={artefact} />
        <FormActions>
          <SubmitButton>{t('portfolio.artefact_save')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
