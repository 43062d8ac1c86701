import { useActionData, useLoaderData } from '@remix-run/react'
import { OfferWordsFields } from '~/components/contracts/offer-words'
import { HiddenField, SelectField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { createOffer } from '~/domain/market/offers/offer.commands.server'
import { offerWordsForm } from '~/domain/market/offers/offer-forms.server'
import { teamsLedBy } from '~/domain/market/queries.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'offer.new' }

export const loader = serve('person', async ({ viewer, url, db }) => {
  const teams = await teamsLedBy(db, viewer)
  const asked = url.searchParams.get('team')
  return { teams, asked: teams.find(({ id, slug }) => id === asked || slug === asked)?.id ?? null }
})

export const action = act('person', async ({ viewer, form, at }) => {
  const parsed = parseForm(offerWordsForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const teamId = String(form.get('teamId') ?? '')
  const { offerId } = await inTransaction((tx) =>
    createOffer(tx, { ...parsed.value, teamId, by: viewer.personId, at }),
  )
  return redirectWith(`/offers/${offerId}/edit`, 'offer.toast_created')
})

export default function NewOffer() {
  const { teams, asked } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const [only] = teams
  const team = asked ?? (teams.length === 1 ? only?.id : null)
  return (
    <Page
      title={t('offer.new')}
      lead={t('offer.new_lead')}
      width="form"
      crumbs={[{ href: '/offers', label: t('nav.offers') }, { label: t('offer.new') }]}
    >
      {teams.length === 0 ? (
        <EmptyState
          title={t('offer.no_team_title')}
          body={t('offer.no_team_body')}
          action={{ href: '/teams/new', label: t('brief.make_team') }}
        />
      ) : (
        <Form state={state} intent="create">
          {team ? (
            <HiddenField name="teamId" value={team} />
          ) : (
            <SelectField
              name="teamId"
              label={t('proposal.team')}
              required
              options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <OfferWordsFields />
          <FormActions>
            <SubmitButton tone="primary" note={t('offer.create_note')}>
              {t('brief.save')}
            </SubmitButton>
          </FormActions>
        </Form>
      )}
    </Page>
  )
}
