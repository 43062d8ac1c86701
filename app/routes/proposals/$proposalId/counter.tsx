import { useActionData, useLoaderData } from '@remix-run/react'
import { DiscoveryFields } from '~/components/contracts/discovery-fields'
import { MilestoneRows } from '~/components/contracts/milestone-rows'
import { PaymentTerms } from '~/components/contracts/seat-rows'
import { HiddenField, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { isolated } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { counterProposal } from '~/domain/market/proposals/counter-proposal.server'
import { proposalTransitions } from '~/domain/market/proposals/proposal'
import { proposalPage } from '~/domain/market/proposals/proposal-queries.server'
import { readCounterForm } from '~/domain/market/proposals/read-proposal-form.server'
import { typedMilestones } from '~/domain/market/proposals/typed-milestones'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { withCriterionNamed } from '../_refusals'

export const handle = { title: 'proposal.counter_title' }

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await proposalPage(db, viewer, params.proposalId ?? '', at)
  if (!page.isClient) throw new Refused('not_found')
  const { proposal, brief, team } = page
  const open = proposalTransitions.eventsFor(proposal.status, 'client').includes('counter')
  if (!page.isShown || !open) throw new Refused('transition_refused')
  if (page.outdated) throw new Refused('brief_changed')
  const typed = typedMilestones(proposal.milestones, proposal.currency)
  return {
    id: proposal.id,
    title: t('proposal.title_of', { team: isolated(team.name) }),
    team: team.name,
    version: proposal.version,
    currency: proposal.currency,
    criteria: brief.criteria,
    chosen: typed.chosen,
    discovery: typed.discovery,
    holdback: String(proposal.holdbackBps / 100),
    most: proposalLimits.milestones,
    defaults: { ...typed.defaults, reviewDays: String(proposal.reviewDays) },
  }
})

export const action = act('person', async ({ viewer, form, params, db, at, t }) => {
  const proposalId = params.proposalId ?? ''
  const { proposal, brief } = await proposalPage(db, viewer, proposalId, at)
  const read = readCounterForm(form, proposal.currency)
  if (!read.ok) return invalid(read.errors, read.values)
  const { version, note, counter } = read
  await inTransaction((tx) =>
    counterProposal(tx, { proposalId, version, note, counter, by: viewer.personId, at }),
  ).catch((error) => {
    throw withCriterionNamed(error, brief.criteria, t)
  })
  return redirectWith(`/proposals/${proposalId}`, 'proposal.countered')
})

export default function Counter() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const typed = state && 'values' in state ? (state.values ?? {}) : {}
  const rowsTyped = Array.from({ length: data.most }, (_, index) =>
    typed[`milestones.${index}.title`] ? index + 1 : 0,
  )
  return (
    <Page
      title={t('proposal.counter_title')}
      lead={t('proposal.counter_lead', { team: data.team })}
      width="form"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/proposals/${data.id}`, label: data.title },
        { label: t('proposal.counter_title') },
      ]}
    >
      <Form state={state} intent="counter" defaults={data.defaults}>
        <HiddenField name="version" value={String(data.version)} />
        <TextArea
          name="note"
          label={t('proposal.counter_note')}
          required
          rows={4}
          maxLength={2000}
        />
        <DiscoveryFields currency={data.currency} chosen={data.discovery} />
        <MilestoneRows
          count={Math.max(data.chosen.length, ...rowsTyped)}
          max={data.most}
          currency={data.currency}
          criteria={data.criteria}
          chosen={data.chosen}
        />
        <PaymentTerms holdback={data.holdback} />
        <FormActions>
          <SubmitButton note={t('proposal.counter_send_note')}>
            {t('proposal.counter_send')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
