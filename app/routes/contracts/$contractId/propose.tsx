import { useActionData, useLoaderData } from '@remix-run/react'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { HiddenField, MoneyField, TextArea, TextField } from '~/components/forms/fields'
import { Fieldset, Form, FormActions } from '~/components/forms/form'
import { ManifestRows } from '~/components/forms/manifest-rows'
import { CriterionChangeFields } from '~/components/outcomes/criterion-change-fields'
import {
  type Previewed as CriterionPreviewed,
  CriterionPreviewParts,
} from '~/components/outcomes/criterion-preview'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { TypedAgain } from '~/components/outcomes/criterion-step'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { signingStatuses } from '~/domain/contracts/contract'
import { milestoneChange, proposeForm } from '~/domain/contracts/forms.server'
import { termsPage } from '~/domain/contracts/queries.server'
import { criterionPreviews } from '~/domain/contracts/terms/criterion-previews.server'
import { proposeTerms } from '~/domain/contracts/terms/propose-terms.server'
import type { Terms } from '~/domain/contracts/terms/terms'
import {
  changedTerms,
  type TermsChange,
  type TermsDifference,
  termsDifferences,
} from '~/domain/contracts/terms/terms-changes'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { readManifest } from '~/domain/market/proposals/read-proposal-form.server'
import { readCriterionChanges } from '~/domain/market/read-criterion-changes.server'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { type Currency, decimalString, parseAmount } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import {
  type FieldErrors,
  type FormValues,
  formPart,
  parseForm,
  typedValues,
} from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await termsPage(db, viewer, params.contractId ?? '', null)
  if (page.signs === null) throw new Refused('not_allowed')
  if (!signingStatuses.includes(page.contract.status)) throw new Refused('transition_refused')
  const { manifest } = page.shown.body
  return {
    title: t('terms.propose'),
    contractId: page.contract.id,
    contractTitle: page.contract.title,
    currency: page.contract.currency,
    terms: page.shown.body,
    // The client cannot know the team's providers; only the team names others.
    namesProviders: page.signs === 'team',
    mostComponents: proposalLimits.components,
    defaults: Object.fromEntries(
      manifest.flatMap((row, index) =>
        Object.entries(row).map(([name, value]) => [`manifest.${index}.${name}`, value]),
      ),
    ),
  }
})

function readChange(
  form: FormData,
  terms: Terms,
  head: { holdback: number; reviewDays: number; namesProviders: boolean },
): { ok: true; change: TermsChange } | { ok: false; errors: FieldErrors } {
  const errors: FieldErrors = {}
  const milestones = terms.milestones.flatMap((row) => {
    const prefix = `milestones.${row.position}.`
    const read = parseForm(milestoneChange, formPart(form, prefix))
    const amount = parseAmount(
      String(form.get(`${prefix}amount`) ?? ''),
      terms.currency as Currency,
    )
    if (!amount.ok) errors[`${prefix}amount`] = { key: 'error.amount' }
    if (!read.ok) {
      for (const [name, problem] of Object.entries(read.errors)) {
        errors[`${prefix}${name}`] = problem
      }
    }
    return read.ok && amount.ok
      ? [{ position: row.position, ...read.value, amountMinor: amount.amountMinor.toString() }]
      : []
  })
  const criteria = readCriterionChanges(form, terms.criteria, errors)
  const providers = head.namesProviders ? { manifest: readManifest(form, errors) } : {}
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const { holdback, reviewDays } = head
  const change = { holdbackBps: holdback, reviewDays, milestones, criteria, ...providers }
  return { ok: true, change }
}

const problems = [
  'nothing_changed',
  'out_of_range',
  'milestones_changed',
  'discovery',
  'criterion',
] as const

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const contractId = params.contractId ?? ''
  const page = await termsPage(db, viewer, contractId, null)
  if (form.get('intent') === 'change') {
    return { errors: {}, values: typedValues(form), previewed: null }
  }
  const parsed = parseForm(proposeForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { version, note, holdback, reviewDays } = parsed.value
  const namesProviders = page.signs === 'team'
  const read = readChange(form, page.shown.body, { holdback, reviewDays, namesProviders })
  if (!read.ok) return invalid(read.errors)
  if (form.get('intent') === 'preview') {
    const before = page.shown.body
    const changed = changedTerms(before, read.change)
    if (!changed.ok) {
      const known = problems.find((name) => name === changed.problem)
      return invalid({ form: known ? `terms.problem_${known}` : 'refusal.amount_invalid' })
    }
    const { criteria } = changed.terms
    const moved = criteria.filter((row, at) => hashOf(row) !== hashOf(before.criteria[at] ?? null))
    return {
      errors: {},
      values: typedValues(form),
      previewed: {
        criteria: await criterionPreviews(db, before, moved),
        differences: termsDifferences(before, changed.terms),
      },
    }
  }
  try {
    await inTransaction((tx) =>
      proposeTerms(tx, { contractId, version, change: read.change, note, by: viewer.personId, at }),
    )
  } catch (error) {
    const problem = error instanceof Refused ? error.facts.problem : null
    const known = problems.find((name) => name === problem)
    if (known) return invalid({ form: `terms.problem_${known}` })
    throw error
  }
  return redirectWith(`/contracts/${contractId}/terms`, 'terms.proposed')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** What would be another, and what the changed criteria would ask for, before it is proposed. */
function Previewed(props: {
  data: Data
  values: FormValues
  previewed: { criteria: CriterionPreviewed[]; differences: TermsDifference[] }
}) {
  const { contractId, contractTitle, currency, terms } = props.data
  const { t } = useLanguage()
  return (
    <Page
      title={t('criteria.preview_change_title')}
      lead={t('criteria.preview_change_lead')}
      width="reading"
      crumbs={[
        { href: `/contracts/${contractId}`, label: contractTitle },
        { href: `/contracts/${contractId}/terms`, label: t('terms.title') },
        { label: t('terms.propose') },
      ]}
    >
      <Stack gap={7}>
        <TermsDifferences
          differences={props.previewed.differences}
          currency={currency}
          caption={t('terms.changes', { version: terms.version })}
        />
        {props.previewed.criteria.map((row) => (
          <Section key={row.criterion.id} title={<CriterionSentence criterion={row.criterion} />}>
            <CriterionPreviewParts {...row} level={3} />
          </Section>
        ))}
        <FormActions>
          <Form intent="propose" bare>
            <TypedAgain values={props.values} />
            <SubmitButton>{t('terms.propose_yes', { version: terms.version + 1 })}</SubmitButton>
          </Form>
          <Form intent="change" bare>
            <TypedAgain values={props.values} />
            <SubmitButton tone="quiet">{t('criteria.back')}</SubmitButton>
          </Form>
          <p className="w-full text-xs text-quiet">{t('terms.propose_lead')}</p>
        </FormActions>
      </Stack>
    </Page>
  )
}

export default function ProposeTerms() {
  const data = useLoaderData<typeof loader>()
  const { contractId, contractTitle, currency, terms } = data
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const typed = state && 'values' in state ? (state.values ?? {}) : {}
  const rowsTyped = Object.keys(typed).flatMap((name) => {
    const index = /^manifest\.(\d+)\.provider$/.exec(name)?.[1]
    return index && typed[name] ? [Number(index) + 1] : []
  })
  const previewed = state && 'previewed' in state ? state.previewed : null
  if (previewed) return <Previewed data={data} values={typed} previewed={previewed} />
  return (
    <Page
      title={t('terms.propose')}
      lead={t('terms.propose_lead')}
      width="form"
      crumbs={[
        { href: `/contracts/${contractId}`, label: contractTitle },
        { href: `/contracts/${contractId}/terms`, label: t('terms.title') },
        { label: t('terms.propose') },
      ]}
    >
      <Form intent="preview" state={state} defaults={data.defaults}>
        <HiddenField name="version" value={String(terms.version)} />
        <TextArea
          name="note"
          label={t('terms.propose_note')}
          help={t('terms.propose_note_help')}
          rows={3}
          required
        />
        {terms.milestones.map((row) => (
          <Fieldset key={row.position} legend={t('terms.milestone', { position: row.position })}>
            <TextField
              name={`milestones.${row.position}.title`}
              label={t('terms.propose_title')}
              defaultValue={row.title}
              required
            />
            <TextArea
              name={`milestones.${row.position}.description`}
              label={t('terms.propose_description')}
              defaultValue={row.description}
              rows={3}
            />
            <MoneyField
              name={`milestones.${row.position}.amount`}
              label={t('common.amount')}
              currency={currency}
              defaultValue={decimalString({ currency, amountMinor: BigInt(row.amountMinor) })}
              required
            />
            <TextField
              name={`milestones.${row.position}.weeks`}
              label={t('terms.propose_weeks')}
              inputMode="numeric"
              width="short"
              defaultValue={row.weeks}
              required
            />
          </Fieldset>
        ))}
        <CriterionChangeFields criteria={terms.criteria} />
        {data.namesProviders ? (
          <ManifestRows
            help={t('terms.propose_manifest_help')}
            count={Math.max(terms.manifest.length, ...rowsTyped)}
            max={data.mostComponents}
          />
        ) : null}
        <TextField
          name="holdback"
          label={t('terms.propose_holdback')}
          help={t('terms.propose_holdback_help')}
          inputMode="decimal"
          width="short"
          defaultValue={String(terms.holdbackBps / 100)}
          required
        />
        <TextField
          name="reviewDays"
          label={t('terms.propose_review_days')}
          help={t('terms.propose_review_days_help')}
          inputMode="numeric"
          width="short"
          defaultValue={terms.reviewDays}
          required
        />
        <FormActions>
          <SubmitButton note={t('terms.preview_note')}>{t('criteria.preview_change')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
