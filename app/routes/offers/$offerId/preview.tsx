import { useActionData, useLoaderData } from '@remix-run/react'
import { AfterOrder, OfferView } from '~/components/contracts/offer-view'
import { ActionForm, LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Row, Section } from '~/components/page/section'
import { Name } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { answerOfferSeat } from '~/domain/market/offers/agree-to-offer.server'
import { offerPage } from '~/domain/market/offers/offer-queries.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { Facts, People } from './_parts'

/** The draft as it will be read, for the team; here a member agrees to their seat. */
export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await offerPage(db, viewer, params.offerId ?? '', 'draft')
  return {
    ...page,
    title: t('offer.preview_of', { title: page.version.title }),
    mayAnswer: page.version.askedAt !== null && page.mySeat !== null && !page.mySeat.agreedAt,
    profiles: await openProfiles(
      db,
      viewer,
      page.seats.map(({ personId }) => personId),
    ),
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const { offer, version } = await offerPage(db, viewer, params.offerId ?? '', 'draft')
  const intent = form.get('intent')
  if (intent !== 'agree' && intent !== 'refuse') throw new Refused('form_invalid')
  const agrees = intent === 'agree'
  await inTransaction((tx) =>
    answerOfferSeat(tx, { versionId: version.id, agrees, by: viewer.personId, at }),
  )
  return redirectWith(
    `/offers/${offer.id}/preview`,
    agrees ? 'proposal.agreed' : 'offer.toast_refused',
  )
})

export default function PreviewOffer() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { offer, version, team, leads, mayAnswer, mySeat } = data
  const { t, shareBps } = useLanguage()
  const { holdbackBps, reviewDays } = version.content
  return (
    <Page
      title={<Name>{version.title}</Name>}
      kicker={t('offer.preview')}
      crumbs={[
        { href: `/teams/${team.slug}/offers`, label: t('offer.own') },
        { label: version.title },
      ]}
      actions={
        leads ? <LinkButton href={`/offers/${offer.id}/edit`}>{t('offer.go_on')}</LinkButton> : null
      }
    >
      <ErrorNotice state={state} />
      {mayAnswer && mySeat ? (
        <Notice tone="turn" title={t('proposal.your_seat_title')}>
          <p>
            {t('offer.your_seat', {
              role: t(`role.${mySeat.role}`),
              share: shareBps(mySeat.shareBps),
            })}
          </p>
          <Row gap={3}>
            <ActionForm intent="agree" label={t('proposal.agree')} tone="primary" />
            <ActionForm intent="refuse" label={t('proposal.refuse')} tone="quiet" />
          </Row>
        </Notice>
      ) : null}
      <Columns ratio="main-aside">
        <OfferView {...version} />
        <Section title={t('brief.facts')}>
          <Facts version={version} team={team} />
        </Section>
      </Columns>
      <AfterOrder reviewDays={reviewDays} holdback={holdbackBps ? shareBps(holdbackBps) : null} />
      <People {...data} />
    </Page>
  )
}
