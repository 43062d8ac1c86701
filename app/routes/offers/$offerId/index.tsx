import { useActionData, useLoaderData } from '@remix-run/react'
import { AfterOrder, OfferView } from '~/components/contracts/offer-view'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { moveOffer } from '~/domain/market/offers/move-offer.server'
import {
  leastPrice,
  type OfferTier,
  offerTransitions,
  opensFor,
} from '~/domain/market/offers/offer'
import { offerPage } from '~/domain/market/offers/offer-queries.server'
import { reviseOffer } from '~/domain/market/offers/revise-offer.server'
import { offerData } from '~/domain/market/search/structured-data'
import { proofOfOffer } from '~/domain/reputation/offer-proof-queries.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { type Currency, decimalString, money } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { Facts, People, Proof } from './_parts'

export const handle = { indexed: true }

export const loader = serve('anyone', async ({ viewer, params, db }) => {
  const page = await offerPage(db, viewer, params.offerId ?? '')
  const { version, team, seats } = page
  const { statement, tiers } = version.content
  const description = (statement.split('\n', 1)[0] ?? '').slice(0, 160)
  return {
    ...page,
    title: version.title,
    description,
    structured: page.orderable
      ? offerData({
          ...{
            url: `${env().APP_ORIGIN}/offers/${page.offer.id}`,
            title: version.title,
            description,
          },
          team: { name: team.name, url: `${env().APP_ORIGIN}/teams/${team.slug}` },
          prices: pricesOf(version.currency, tiers),
        })
      : null,
    events: page.leads ? offerTransitions.eventsFor(page.offer.status, 'lead') : [],
    profiles: await openProfiles(
      db,
      viewer,
      seats.map(({ personId }) => personId),
    ),
    proof: await proofOfOffer(db, {
      teamId: team.id,
      metrics: version.content.criteria.map(({ metric }) => metric),
      sectors: version.sectors,
    }),
  }
})

function pricesOf(currency: Currency, tiers: readonly OfferTier[]) {
  const decimals = (amountMinor: bigint) => decimalString(money(currency, amountMinor))
  const prices = tiers.map(({ priceMinor }) => BigInt(priceMinor))
  const most = prices.reduce((highest, price) => (price > highest ? price : highest), 0n)
  return { currency, count: tiers.length, least: decimals(leastPrice(tiers)), most: decimals(most) }
}

const moved = {
  pause: 'offer.toast_paused',
  resume: 'offer.toast_resumed',
  withdraw: 'offer.toast_withdrawn',
} as const

export const action = act('person', async ({ viewer, form, params, at }) => {
  const input = { offerId: params.offerId ?? '', by: viewer.personId, at }
  const intent = form.get('intent')
  if (intent === 'revise') {
    await inTransaction((tx) => reviseOffer(tx, input))
    return redirectWith(`/offers/${input.offerId}/edit`, 'offer.toast_revised')
  }
  if (intent !== 'pause' && intent !== 'resume' && intent !== 'withdraw') {
    throw new Refused('form_invalid')
  }
  await inTransaction((tx) => moveOffer(tx, { ...input, event: intent }))
  return redirectWith(`/offers/${input.offerId}`, moved[intent])
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

const chipKinds = {
  draft: 'draft',
  published: 'running',
  paused: 'waiting',
  withdrawn: 'lost',
} as const

const opens = ({ orderable, version }: Pick<Data, 'orderable' | 'version'>) =>
  orderable && opensFor(version.classes).length > 0

/** The lowest price and what an order begins with, or why there is none. */
function Buy({ offer, version, orderable }: Data) {
  const { t } = useLanguage()
  const { tiers } = version.content
  const open = opens({ orderable, version })
  return (
    <Section title={t('offer.order_title')}>
      <Stack gap={3}>
        <p>
          {tiers.length > 1 ? `${t('offer.from')} ` : null}
          <MoneyText
            value={{ currency: version.currency, amountMinor: version.leastMinor }}
            strong
          />
        </p>
        {open ? (
          <Quiet>{t('offer.order_note')}</Quiet>
        ) : (
          <Quiet>
            {t(orderable ? 'offer.order_class_closed' : `offer.status_${offer.status}_sentence`)}
          </Quiet>
        )}
      </Stack>
    </Section>
  )
}

/** What the team does with its own offer. */
function Own({ offer, team, leads, editable, hasDraft, events }: Data) {
  const { t } = useLanguage()
  if (!leads) return null
  return (
    <Section title={t('offer.own')}>
      <Stack gap={3}>
        {hasDraft && editable ? (
          <Row>
            <LinkButton href={`/offers/${offer.id}/edit`}>{t('offer.go_on')}</LinkButton>
          </Row>
        ) : editable ? (
          <Row>
            <ActionForm intent="revise" label={t('offer.revise')} tone="quiet" />
          </Row>
        ) : null}
        {events.includes('pause') ? (
          <ConfirmStep label={t('offer.pause')} tone="quiet" sentence={t('offer.pause_sentence')}>
            <ActionForm intent="pause" label={t('offer.pause_yes')} tone="primary" />
          </ConfirmStep>
        ) : null}
        {events.includes('resume') ? (
          <Row>
            <ActionForm intent="resume" label={t('offer.resume')} tone="primary" />
          </Row>
        ) : null}
        {events.includes('withdraw') ? (
          <ConfirmStep label={t('offer.withdraw')} sentence={t('offer.withdraw_sentence')}>
            <ActionForm intent="withdraw" label={t('offer.withdraw_yes')} tone="danger" />
          </ConfirmStep>
        ) : null}
        <TextLink href={`/teams/${team.slug}/offers`}>{t('offer.all_own')}</TextLink>
      </Stack>
    </Section>
  )
}

export default function OfferPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { offer, version, team } = data
  const { t, shareBps } = useLanguage()
  const { holdbackBps, reviewDays } = version.content
  // On sale, but for classes only that no contract is opened for yet.
  const closed = data.orderable && !opens(data)
  return (
    <Page
      title={<Name>{version.title}</Name>}
      kicker={<Name>{team.name}</Name>}
      crumbs={[{ href: '/offers', label: t('nav.offers') }, { label: version.title }]}
      actions={
        opens(data) ? (
          <LinkButton href={`/offers/${offer.id}/order`} tone="primary" icon="arrow">
            {t('offer.order')}
          </LinkButton>
        ) : null
      }
      status={
        <StatusChip
          kind={closed ? 'waiting' : chipKinds[offer.status]}
          label={t(`offer.status_${offer.status}`)}
          sentence={t(
            closed ? 'offer.order_class_closed' : `offer.status_${offer.status}_sentence`,
          )}
        />
      }
    >
      <ErrorNotice state={state} />
      <Columns ratio="main-aside">
        <OfferView {...version} />
        <Stack gap={7}>
          <Buy {...data} />
          <Section title={t('brief.facts')}>
            <Facts version={version} team={team} />
          </Section>
          <Own {...data} />
        </Stack>
      </Columns>
      <AfterOrder reviewDays={reviewDays} holdback={holdbackBps ? shareBps(holdbackBps) : null} />
      <People {...data} />
      <Proof proof={data.proof} />
    </Page>
  )
}
