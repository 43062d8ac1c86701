import { useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { Row } from '~/components/page/section'
import { isolated, Name, Quiet } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { offerLimits, weeksOf } from '~/domain/market/offers/offer'
import { removeTier } from '~/domain/market/offers/offer.commands.server'
import { tierProblem } from '~/domain/market/offers/offer-check'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'

export const handle = { title: 'offer.step_tiers' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { offer, version } = await offerDraft(db, viewer, params.offerId ?? '')
  const { tiers, criteria } = version.content
  return {
    id: offer.id,
    offerTitle: version.title,
    currency: version.currency,
    criteria: criteria.length,
    tiers: tiers.map((tier) => ({ ...tier, problem: tierProblem(tier, criteria) })),
  }
})

export const action = act('person', async ({ viewer, form, params }) => {
  if (form.get('intent') !== 'remove') throw new Refused('form_invalid')
  const offerId = params.offerId ?? ''
  const tierId = String(form.get('tierId') ?? '')
  await inTransaction((tx) => removeTier(tx, { offerId, tierId, by: viewer.personId }))
  return redirectWith(`/offers/${offerId}/edit/tiers`, 'offer.toast_tier_removed')
})

export default function Tiers() {
  const { id, offerTitle, currency, tiers, criteria } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const path = `/offers/${id}/edit`
  return (
    <Page
      title={t('offer.step_tiers')}
      lead={t('offer.step_tiers_lead')}
      width="reading"
      crumbs={[{ href: path, label: offerTitle }, { label: t('offer.step_tiers') }]}
      actions={<LinkButton href={path}>{t('offer.back')}</LinkButton>}
    >
      {criteria === 0 ? (
        <EmptyState
          title={t('offer.criteria_first_title')}
          body={t('offer.criteria_first_body')}
          action={{ href: `${path}/criteria`, label: t('offer.step_criteria') }}
        />
      ) : (
        <>
          <ul className="m-0 grid list-none border-t border-hairline p-0 empty:hidden">
            {tiers.map((tier) => (
              <li key={tier.id} className="grid gap-2 border-b border-hairline py-4">
                <Row justify="between">
                  <span className="font-semibold">
                    <Name>{tier.name}</Name>
                  </span>
                  <MoneyText value={{ currency, amountMinor: BigInt(tier.priceMinor) }} strong />
                </Row>
                <Quiet>{t('brief.weeks_count', { count: weeksOf(tier) })}</Quiet>
                {tier.problem ? (
                  <p>{t(`offer.problem_${tier.problem}`, { tier: isolated(tier.name) })}</p>
                ) : null}
                <Row gap={3}>
                  <LinkButton href={`${path}/tiers/${tier.id}`}>{t('common.edit')}</LinkButton>
                  <ConfirmStep
                    label={t('common.remove')}
                    tone="quiet"
                    sentence={t('offer.tier_remove_ask')}
                  >
                    <ActionForm
                      intent="remove"
                      label={t('offer.tier_remove')}
                      tone="danger"
                      fields={{ tierId: tier.id }}
                    />
                  </ConfirmStep>
                </Row>
              </li>
            ))}
          </ul>
          {tiers.length < offerLimits.tiers ? (
            <Row>
              <LinkButton href={`${path}/tiers/new`} tone="primary" icon="plus">
                {t('offer.tier_add')}
              </LinkButton>
            </Row>
          ) : (
            <Quiet>{t('offer.tiers_full')}</Quiet>
          )}
        </>
      )}
    </Page>
  )
}
