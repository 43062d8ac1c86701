import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, MoneyField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { CriterionChangeFields } from '~/components/outcomes/criterion-change-fields'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { openBriefStatuses } from '~/domain/market/briefs/brief'
import { reviseBrief } from '~/domain/market/briefs/revise-brief.server'
import { reviseBriefForm } from '~/domain/market/forms.server'
import { briefPage } from '~/domain/market/queries.server'
import { readCriterionChanges } from '~/domain/market/read-criterion-changes.server'
import { decimalString, parseAmount } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { amountMessages, type FieldErrors, parseForm, typedValues } from '~/platform/forms.server'

export const handle = { title: 'brief.revise_title' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { brief, mayEdit } = await briefPage(db, viewer, params.briefId ?? '')
  if (!mayEdit) throw new Refused('not_found')
  if (!openBriefStatuses.includes(brief.status)) throw new Refused('brief_closed')
  const { id, title, statement, currency, version, criteria } = brief
  const budget = decimalString({ currency, amountMinor: brief.budgetMinor })
  return {
    ...{ id, title, currency, version, criteria },
    defaults: { title, statement, budget, weeks: String(brief.weeks) },
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const briefId = params.briefId ?? ''
  const { brief, mayEdit } = await briefPage(db, viewer, briefId)
  if (!mayEdit) throw new Refused('not_found')
  const errors: FieldErrors = {}
  const head = parseForm(reviseBriefForm, form)
  if (!head.ok) Object.assign(errors, head.errors)
  const criteria = readCriterionChanges(form, brief.criteria, errors)
  const budget = head.ok ? parseAmount(head.value.budget, brief.currency) : null
  if (budget && !budget.ok) errors.budget = { key: amountMessages[budget.problem] }
  if (!head.ok || !budget?.ok || Object.keys(errors).length > 0) {
    return invalid(errors, typedValues(form))
  }
  const { version, note, title, statement, weeks } = head.value
  const budgetMinor = budget.amountMinor.toString()
  const change = { title, statement, weeks, budgetMinor, criteria }
  await inTransaction((tx) =>
    reviseBrief(tx, { briefId, version, change, note, by: viewer.personId, at }),
  )
  return redirectWith(`/briefs/${briefId}`, 'brief.revised')
})

export default function ReviseBrief() {
  const { id, title, currency, version, criteria, defaults } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('brief.revise_title')}
      lead={t('brief.revise_lead')}
      width="form"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${id}`, label: title },
        { label: t('brief.revise_title') },
      ]}
    >
      <Form state={state} intent="revise" defaults={defaults}>
        <HiddenField name="version" value={String(version)} />
        <TextArea name="note" label={t('brief.revise_note')} required rows={3} maxLength={2000} />
        <TextField name="title" label={t('brief.title')} required maxLength={120} />
        <TextArea
          name="statement"
          label={t('brief.statement')}
          required
          rows={8}
          maxLength={8000}
        />
        <MoneyField name="budget" label={t('brief.budget')} currency={currency} required />
        <TextField
          name="weeks"
          label={t('brief.weeks')}
          inputMode="numeric"
          width="short"
          required
        />
        <CriterionChangeFields criteria={criteria} />
        <FormActions>
          <SubmitButton note={t('brief.revise_note_after')}>
            {t('brief.revise_yes', { version: version + 1 })}
          </SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
