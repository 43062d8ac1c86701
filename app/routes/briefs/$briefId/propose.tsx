import { useActionData, useLoaderData } from '@remix-run/react'
import {
  CheckboxGroup,
  HiddenField,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
} from '~/components/forms/fields'
import { Fieldset, Form, FormActions, RepeatRows, SumLine } from '~/components/forms/form'
import { ManifestRows } from '~/components/forms/manifest-rows'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { proposalDraft } from '~/domain/market/proposal-queries.server'
import { briefPage, teamsLedBy } from '~/domain/market/queries.server'
import { readProposalForm } from '~/domain/market/read-proposal-form.server'
import { saveProposal } from '~/domain/market/save-proposal.server'
import { roles } from '~/domain/skills/roles'
import { decimalString } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'

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
  const money = (minor: bigint) => decimalString({ currency: brief.currency, amountMinor: minor })
  const defaults: Record<string, string> = {}
  if (draft.proposal) {
    const { proposal } = draft
    defaults.approach = proposal.approach
    defaults.price = money(proposal.priceMinor)
    defaults.holdbackPercent = String(proposal.holdbackBps / 100)
    defaults.reviewDays = String(proposal.reviewDays)
    proposal.milestones.forEach((row, index) => {
      defaults[`milestones.${index}.title`] = row.title
      defaults[`milestones.${index}.description`] = row.description
      defaults[`milestones.${index}.amount`] = money(BigInt(row.amountMinor))
      defaults[`milestones.${index}.weeks`] = String(row.weeks)
    })
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
    chosen: draft.proposal?.milestones.map(({ criterionIds }) => criterionIds) ?? [],
    filled: {
      milestones: draft.proposal?.milestones.length ?? 1,
      manifest: draft.proposal?.manifest.length ?? 1,
    },
    limits: proposalLimits,
    defaults,
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const { brief } = await briefPage(db, viewer, params.briefId ?? '')
  const read = readProposalForm(form, brief.currency)
  if (!read.ok) return invalid(read.errors, read.values)
  const { proposalId } = await inTransaction((tx) =>
    saveProposal(tx, {
      ...read.draft,
      briefId: brief.id,
      teamId: read.teamId,
      by: viewer.personId,
      at,
    }),
  )
  return redirectWith(`/proposals/${proposalId}`, 'proposal.saved')
})

export default function Propose() {
  const { brief, organisation, team, members, chosen, filled, limits, defaults, drawableRows } =
    useLoaderData<typeof loader>()
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
            rows: drawableRows,
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
        <RepeatRows
          legend={t('proposal.milestones')}
          help={t('proposal.milestones_help')}
          count={Math.max(filled.milestones, rowsTyped('milestones', 'title', limits.milestones))}
          min={1}
          max={limits.milestones}
          addLabel={t('proposal.milestone_add')}
          rowLabel={(index) => t('proposal.milestone_number', { number: index + 1 })}
        >
          {(index, { spare }) => (
            <>
              <TextField
                name={`milestones.${index}.title`}
                label={t('proposal.milestone_title')}
                required={!spare}
                maxLength={120}
              />
              <TextArea
                name={`milestones.${index}.description`}
                label={t('proposal.milestone_description')}
                rows={3}
                maxLength={2000}
              />
              <MoneyField
                name={`milestones.${index}.amount`}
                label={t('proposal.milestone_amount')}
                currency={brief.currency}
                required={!spare}
                sum="milestones"
              />
              <TextField
                name={`milestones.${index}.weeks`}
                label={t('proposal.milestone_weeks')}
                inputMode="numeric"
                width="short"
                required={!spare}
              />
              <CheckboxGroup
                name={`milestones.${index}.criterionIds[]`}
                label={t('proposal.milestone_criteria')}
                defaultValues={
                  chosen[index]
                    ? [...chosen[index]]
                    : index === 0
                      ? brief.criteria.map(({ id }) => id)
                      : []
                }
                options={brief.criteria.map((criterion) => ({
                  value: criterion.id,
                  label: <CriterionSentence criterion={criterion} />,
                }))}
              />
            </>
          )}
        </RepeatRows>
        <Fieldset legend={t('proposal.shares')} help={t('proposal.shares_help')}>
          {members.map((member, index) => (
            <div key={member.personId} className="grid gap-3 sm:grid-cols-2">
              <HiddenField name={`seats.${index}.personId`} value={member.personId} />
              <SelectField
                name={`seats.${index}.role`}
                label={<bdi>{member.name}</bdi>}
                required
                defaultValue={member.role}
                options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
              />
              <TextField
                name={`seats.${index}.share`}
                label={t('proposal.share_percent')}
                inputMode="decimal"
                width="short"
                suffix="%"
                sum="shares"
                defaultValue={(member.shareBps / 100).toString()}
              />
            </div>
          ))}
          <SumLine group="shares" target={100} unit="%" label={t('proposal.shares_sum')} />
        </Fieldset>
        <ManifestRows
          help={t(
            brief.workloadClass === 'internal'
              ? 'proposal.manifest_help_internal'
              : 'proposal.manifest_help',
          )}
          count={Math.max(filled.manifest, rowsTyped('manifest', 'provider', limits.components))}
          max={limits.components}
        />
        <Fieldset legend={t('proposal.terms')}>
          <SelectField
            name="holdbackPercent"
            label={t('proposal.holdback')}
            help={t('proposal.holdback_help')}
            required
            defaultValue={defaults.holdbackPercent ?? '10'}
            options={['0', '10', '15', '20', '25'].map((value) => ({
              value,
              label: value === '0' ? t('common.none') : `${value} %`,
            }))}
          />
          <TextField
            name="reviewDays"
            label={t('proposal.review_days')}
            help={t('proposal.review_days_help')}
            required
            inputMode="numeric"
            width="short"
            defaultValue="14"
          />
        </Fieldset>
        <FormActions>
          <SubmitButton tone="primary" note={t('proposal.save_note')}>
            {t('proposal.save')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
