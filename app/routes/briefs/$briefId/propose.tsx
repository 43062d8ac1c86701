import { useActionData, useLoaderData } from '@remix-run/react'
import { DiscoveryFields } from '~/components/contracts/discovery-fields'
import { MilestoneRows } from '~/components/contracts/milestone-rows'
import { PaymentTerms, SeatRows } from '~/components/contracts/seat-rows'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { HiddenField, MoneyField, TextArea } from '~/components/forms/fields'
import { Fieldset, Form, FormActions } from '~/components/forms/form'
import { ManifestRows } from '~/components/forms/manifest-rows'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { proposalDraft } from '~/domain/market/proposals/proposal-draft-queries.server'
import { readProposalForm } from '~/domain/market/proposals/read-proposal-form.server'
import { saveProposal } from '~/domain/market/proposals/save-proposal.server'
import { typedMilestones } from '~/domain/market/proposals/typed-milestones'
import { briefPage, teamsLedBy } from '~/domain/market/queries.server'
import { decimalString } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { withCriterionNamed } from '~/routes/proposals/_refusals'

export const handle = { title: 'proposal.write_title' }

export const loader = serve('person', async ({ viewer, params, url, db }) => {
  const { brief, organisation, dataset } = await briefPage(db, viewer, params.briefId ?? '')
  const [led] = await teamsLedBy(db, viewer)
  const draft = await proposalDraft(
    db,
    viewer,
    brief.id,
    url.searchParams.get('team') ?? led?.id ?? '',
  )
  if (draft.proposal && !draft.revisable) throw redirectWith(`/proposals/${draft.proposal.id}`)
  const typed = typedMilestones(draft.proposal?.milestones ?? [], brief.currency)
  const defaults: Record<string, string> = { ...typed.defaults }
  if (draft.proposal) {
    const { proposal } = draft
    defaults.approach = proposal.approach
    const price = { currency: brief.currency, amountMinor: proposal.priceMinor }
    defaults.price = decimalString(price)
    defaults.holdbackPercent = String(proposal.holdbackBps / 100)
    defaults.reviewDays = String(proposal.reviewDays)
    proposal.manifest.forEach((row, index) => {
      for (const [name, value] of Object.entries(row)) defaults[`manifest.${index}.${name}`] = value
    })
  }
  return {
    brief: {
      id: brief.id,
      title: brief.title,
      currency: brief.currency,
      criteria: brief.criteria,
      weeks: brief.weeks,
      workloadClass: brief.workloadClass,
      budgetMinor: brief.budgetMinor,
    },
    organisation: organisation.name,
    drawableRows: dataset?.drawableRows ?? 0,
    team: draft.team,
    members: draft.members,
    asked: draft.asked,
    chosen: typed.chosen,
    discovery: typed.discovery,
    filled: {
      milestones: Math.max(typed.chosen.length, 1),
      manifest: draft.proposal?.manifest.length ?? 1,
    },
    limits: proposalLimits,
    defaults,
  }
})

export const action = act('person', async ({ viewer, form, params, db, at, t }) => {
  const { brief } = await briefPage(db, viewer, params.briefId ?? '')
  const teamId = String(form.get('teamId') ?? '')
  const { members } = await proposalDraft(db, viewer, brief.id, teamId)
  const countries = new Map(members.map(({ personId, country }) => [personId, country]))
  const read = readProposalForm(form, brief.currency, countries)
  if (!read.ok) return invalid(read.errors, read.values)
  const { proposalId } = await inTransaction((tx) =>
    saveProposal(tx, {
      ...read.draft,
      briefId: brief.id,
      teamId: read.teamId,
      by: viewer.personId,
      at,
    }),
  ).catch((error) => {
    throw withCriterionNamed(error, brief.criteria, t)
  })
  return redirectWith(`/proposals/${proposalId}`, 'proposal.saved')
})

export default function Propose() {
  const data = useLoaderData<typeof loader>()
  const { brief, organisation, team, members, chosen, asked, filled, limits, defaults } = data
  const state = useActionData<typeof action>()
  const { t, money } = useLanguage()
  const typed = state && 'values' in state ? (state.values ?? {}) : {}
  const rowsTyped = (group: string, key: string, limit: number) =>
    Array.from({ length: limit }, (_, index) => typed[`${group}.${index}.${key}`]).reduce(
      (most, value, index) => (value ? index + 1 : most),
      0,
    )
  return (
    <Page
      title={t('proposal.write_title')}
      lead={t('proposal.write_lead', { organisation })}
      width="form"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${brief.id}`, label: brief.title },
        { label: t('proposal.write_title') },
      ]}
    >
      <Notice tone="info" title={t('proposal.asked')}>
        <p>
          {t('proposal.asked_budget', {
            budget: money({ currency: brief.currency, amountMinor: brief.budgetMinor }),
            weeks: brief.weeks,
            rows: data.drawableRows,
          })}
        </p>
        <ol className="list-decimal ps-5">
          {brief.criteria.map((criterion) => (
            <li key={criterion.id}>
              <CriterionSentence criterion={criterion} />
            </li>
          ))}
        </ol>
      </Notice>
      {asked.length > 0 ? (
        <Notice tone="turn" title={t('proposal.counter_asks')}>
          <TermsDifferences
            differences={asked}
            currency={brief.currency}
            criteria={brief.criteria}
            caption={t('proposal.counter_asks')}
          />
        </Notice>
      ) : null}
      <Form state={state} intent="save" defaults={defaults}>
        <HiddenField name="teamId" value={team.id} />
        <TextArea
          name="approach"
          label={t('proposal.approach')}
          help={t('proposal.approach_help')}
          required
          rows={8}
          maxLength={8000}
        />
        <Fieldset legend={t('proposal.price_legend')}>
          <MoneyField name="price" label={t('proposal.price')} currency={brief.currency} required />
        </Fieldset>
        <DiscoveryFields currency={brief.currency} chosen={data.discovery} />
        <MilestoneRows
          count={Math.max(filled.milestones, rowsTyped('milestones', 'title', limits.milestones))}
          max={limits.milestones}
          currency={brief.currency}
          criteria={brief.criteria}
          chosen={chosen}
        />
        <SeatRows
          members={members}
          openSeatHref={`/teams/${team.slug}/exchange?brief=${brief.id}#open`}
        />
        <ManifestRows
          help={t(
            brief.workloadClass === 'internal'
              ? 'proposal.manifest_help_internal'
              : 'proposal.manifest_help',
          )}
          count={Math.max(filled.manifest, rowsTyped('manifest', 'provider', limits.components))}
          max={limits.components}
        />
        <PaymentTerms holdback={defaults.holdbackPercent ?? '10'} />
        <FormActions>
          <SubmitButton tone="primary" note={t('proposal.save_note')}>
            {t('proposal.save')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
