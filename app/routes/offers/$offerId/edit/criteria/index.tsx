import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Row, Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { offeredFacts } from '~/domain/market/offers/offer'
import {
  removeOfferCriterion,
  saveOfferedRows,
} from '~/domain/market/offers/offer-criteria.commands.server'
import { offeredRowsForm } from '~/domain/market/offers/offer-forms.server'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { obstacleTo, workKinds } from '~/domain/outcomes/criteria/work-kind'
import { labelKinds } from '~/domain/outcomes/datasets/label-kind'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const handle = { title: 'offer.step_criteria' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const { criteria, rows } = version.content
  const facts = offeredFacts(rows)
  return {
    id: offer.id,
    offerTitle: version.title,
    criteria,
    rows,
    kinds: workKinds
      .map((kind) => ({ kind, obstacle: obstacleTo(kind, facts) }))
      .sort((a, b) => Number(a.obstacle !== null) - Number(b.obstacle !== null)),
  }
})

export const action = act('person', async ({ viewer, form, params }) => {
  const input = { offerId: params.offerId ?? '', by: viewer.personId }
  const here = `/offers/${input.offerId}/edit/criteria`
  switch (form.get('intent')) {
    case 'rows': {
      const parsed = parseForm(offeredRowsForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'rows')
      await inTransaction((tx) => saveOfferedRows(tx, { ...input, rows: parsed.value }))
      return redirectWith(here, 'common.saved')
    }
    case 'remove': {
      const criterionId = String(form.get('criterionId') ?? '')
      await inTransaction((tx) => removeOfferCriterion(tx, { ...input, criterionId }))
      return redirectWith(here, 'brief.criterion_removed')
    }
    default:
      throw new Refused('form_invalid')
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function SoFar({ id, criteria }: Data) {
  const { t } = useLanguage()
  if (criteria.length === 0) return null
  return (
    <Section title={t('brief.criteria_so_far', { count: criteria.length })}>
      <ol className="grid list-decimal gap-5 ps-5">
        {criteria.map((criterion) => (
          <li key={criterion.id}>
            <div className="grid gap-2">
              <p>
                <CriterionSentence criterion={criterion} />
              </p>
              <Row gap={3}>
                <LinkButton href={`/offers/${id}/edit/criteria/${criterion.id}`}>
                  {t('common.edit')}
                </LinkButton>
                <ConfirmStep
                  label={t('common.remove')}
                  tone="quiet"
                  sentence={t('offer.criterion_remove_ask')}
                >
                  <ActionForm
                    intent="remove"
                    label={t('criteria.remove_yes')}
                    tone="danger"
                    fields={{ criterionId: criterion.id }}
                  />
                </ConfirmStep>
              </Row>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** The file that every client seals looks the same; criteria are made for it. */
function RowsForm({ rows }: Data) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Section title={t('offer.rows')} lead={t('offer.rows_lead')}>
      <Form intent="rows" state={state && 'errors' in state ? state : undefined}>
        <RadioCards
          name="labelKind"
          label={t('offer.rows_kind')}
          required
          defaultValue={rows?.labelKind ?? 'none'}
          options={(['none', ...labelKinds] as const).map((value) => ({
            value,
            label: t(`offer.rows_${value}`),
          }))}
        />
        <TextArea
          name="labels"
          label={t('offer.rows_labels')}
          help={t('offer.rows_labels_help')}
          rows={4}
          maxLength={4000}
          defaultValue={rows?.labels.join('\n')}
        />
        <FormActions>
          <SubmitButton tone="quiet" note={t('offer.rows_note')}>
            {t('offer.rows_save')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

function Kinds({ id, kinds, criteria }: Data) {
  const { t } = useLanguage()
  return (
    <Section
      title={t(criteria.length === 0 ? 'criteria.kinds_title' : 'criteria.more_title')}
      lead={t('offer.kinds_lead')}
    >
      <ul className="m-0 grid list-none gap-3 p-0 sm:grid-cols-2">
        {kinds.map(({ kind, obstacle }) => (
          <li
            key={kind}
            className={`relative grid content-start gap-1 rounded-md border p-4 ${
              obstacle ? 'border-dashed border-edge' : 'border-edge hover:bg-sunken'
            }`}
          >
            {obstacle ? (
              <span className="font-semibold text-quiet">{t(`criteria.kind_${kind}`)}</span>
            ) : (
              <a
                href={`/offers/${id}/edit/criteria/new?kind=${kind}`}
                className="font-semibold after:absolute after:inset-0"
              >
                {t(`criteria.kind_${kind}`)}
              </a>
            )}
            <span className="text-sm text-quiet">{t(`criteria.kind_${kind}_body`)}</span>
            {obstacle ? <Quiet as="span">{t('offer.rows_first')}</Quiet> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export default function OfferCriteria() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const path = `/offers/${data.id}/edit`
  return (
    <Page
      title={t('offer.step_criteria')}
      lead={t('offer.step_criteria_lead')}
      width="reading"
      crumbs={[{ href: path, label: data.offerTitle }, { label: t('offer.step_criteria') }]}
      actions={<LinkButton href={path}>{t('offer.back')}</LinkButton>}
    >
      <SoFar {...data} />
      <RowsForm {...data} />
      <Kinds {...data} />
    </Page>
  )
}
