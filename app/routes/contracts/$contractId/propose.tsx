import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitButton } from '~/components/button'
import { criterionName } from '~/components/criterion-results'
import { HiddenField, MoneyField, TextArea, TextField } from '~/components/fields'
import { Fieldset, Form, FormActions } from '~/components/form'
import { useLanguage } from '~/components/language'
import { ManifestRows } from '~/components/manifest-rows'
import { Page } from '~/components/page'
import { signingStatuses } from '~/domain/contracts/contract'
import { criterionChange, milestoneChange, proposeForm } from '~/domain/contracts/forms.server'
import { proposeTerms } from '~/domain/contracts/propose-terms.server'
import { termsPage } from '~/domain/contracts/queries.server'
import type { Terms } from '~/domain/contracts/terms'
import type { TermsChange } from '~/domain/contracts/terms-changes'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { proposalLimits } from '~/domain/market/forms.server'
import { readManifest } from '~/domain/market/read-proposal-form.server'
import { type Currency, decimalString, parseAmount } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { type FieldErrors, parseForm } from '~/platform/forms.server'

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

/** The part of a form whose names begin with `prefix`, under their short names. */
function part(form: FormData, prefix: string): FormData {
  const found = new FormData()
  for (const [name, value] of form) {
    if (name.startsWith(prefix)) found.append(name.slice(prefix.length), value)
  }
  return found
}

function readChange(
  form: FormData,
  terms: Terms,
  head: { holdback: number; reviewDays: number; namesProviders: boolean },
): { ok: true; change: TermsChange } | { ok: false; errors: FieldErrors } {
  const errors: FieldErrors = {}
  const note = (prefix: string, found: FieldErrors) => {
    for (const [name, problem] of Object.entries(found)) errors[`${prefix}${name}`] = problem
  }
  const milestones = terms.milestones.flatMap((row) => {
    const prefix = `milestones.${row.position}.`
    const read = parseForm(milestoneChange, part(form, prefix))
    const amount = parseAmount(
      String(form.get(`${prefix}amount`) ?? ''),
      terms.currency as Currency,
    )
    if (!amount.ok) errors[`${prefix}amount`] = { key: 'error.amount' }
    if (!read.ok) note(prefix, read.errors)
    return read.ok && amount.ok
      ? [{ position: row.position, ...read.value, amountMinor: amount.amountMinor.toString() }]
      : []
  })
  const criteria = terms.criteria.flatMap((row) => {
    const prefix = `criteria.${row.id}.`
    const read = parseForm(criterionChange, part(form, prefix))
    if (!read.ok) note(prefix, read.errors)
    return read.ok ? [{ id: row.id, ...read.value }] : []
  })
  const providers = head.namesProviders ? { manifest: readManifest(form, errors) } : {}
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const { holdback, reviewDays } = head
  const change = { holdbackBps: holdback, reviewDays, milestones, criteria, ...providers }
  return { ok: true, change }
}

const problems = ['nothing_changed', 'out_of_range', 'milestones_changed', 'criterion'] as const

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const contractId = params.contractId ?? ''
  const page = await termsPage(db, viewer, contractId, null)
  const parsed = parseForm(proposeForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { version, note, holdback, reviewDays } = parsed.value
  const namesProviders = page.signs === 'team'
  const read = readChange(form, page.shown.body, { holdback, reviewDays, namesProviders })
  if (!read.ok) return invalid(read.errors)
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

export default function ProposeTerms() {
  const data = useLoaderData<typeof loader>()
  const { contractId, contractTitle, currency, terms } = data
  const state = useActionData<typeof action>()
  const language = useLanguage()
  const { t } = language
  const typed = state && 'values' in state ? (state.values ?? {}) : {}
  const rowsTyped = Object.keys(typed).flatMap((name) => {
    const index = /^manifest\.(\d+)\.provider$/.exec(name)?.[1]
    return index && typed[name] ? [Number(index) + 1] : []
  })
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
      <Form intent="propose" state={state} defaults={data.defaults}>
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
        {terms.criteria.map((row) => (
          <Fieldset key={row.id} legend={criterionName(language, row)}>
            <TextField
              name={`criteria.${row.id}.target`}
              label={t('terms.propose_target')}
              inputMode="decimal"
              width="short"
              defaultValue={String(row.target)}
              required
            />
            <TextField
              name={`criteria.${row.id}.sampleSize`}
              label={t('terms.propose_sample')}
              inputMode="numeric"
              width="short"
              defaultValue={row.sampleSize}
              required
            />
            <TextField
              name={`criteria.${row.id}.attempts`}
              label={t('terms.propose_attempts')}
              inputMode="numeric"
              width="short"
              defaultValue={row.attempts}
              required
            />
          </Fieldset>
        ))}
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
          <SubmitButton note={t('terms.propose_lead')}>
            {t('terms.propose_yes', { version: terms.version + 1 })}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
