import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { PeopleRow } from '~/components/page/people'
import { Row, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { askForSeats } from '~/domain/market/offers/agree-to-offer.server'
import { checkOffer, offerSteps } from '~/domain/market/offers/offer-check'
import { offerDraft } from '~/domain/market/offers/offer-queries.server'
import { publishOffer } from '~/domain/market/offers/publish-offer.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'

export const handle = { title: 'offer.edit' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { offer, team, version, seats, members } = await offerDraft(
    db,
    viewer,
    params.offerId ?? '',
  )
  return {
    id: offer.id,
    offerTitle: version.title,
    number: version.number,
    teamSlug: team.slug,
    askedAt: version.askedAt,
    seats,
    mine: viewer.personId,
    problems: checkOffer(
      version.content,
      seats,
      members.map(({ personId }) => personId),
    ),
  }
})

export const action = act('person', async ({ viewer, form, params, at }) => {
  const input = { offerId: params.offerId ?? '', by: viewer.personId, at }
  switch (form.get('intent')) {
    case 'ask': {
      const { open } = await inTransaction((tx) => askForSeats(tx, input))
      return redirectWith(
        `/offers/${input.offerId}/edit`,
        open > 0 ? 'proposal.sent_to_members' : 'offer.toast_agreed',
      )
    }
    case 'publish':
      await inTransaction((tx) => publishOffer(tx, input))
      return redirectWith(`/offers/${input.offerId}`, 'offer.toast_published')
    default:
      throw new Refused('form_invalid')
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Steps({ id, problems }: Data) {
  const { t } = useLanguage()
  return (
    <ol className="grid list-decimal gap-3 ps-5">
      {offerSteps.map((step) => {
        const open = problems.filter((row) => row.step === step)
        return (
          <li key={step}>
            <Row gap={3}>
              <TextLink href={`/offers/${id}/edit/${step}`}>{t(`offer.step_${step}`)}</TextLink>
              <Quiet>{t(open.length === 0 ? 'brief.step_done' : 'brief.step_open')}</Quiet>
            </Row>
            {open.map(({ problem, tier }) => (
              <Quiet key={`${problem} ${tier ?? ''}`}>
                {t(`offer.problem_${problem}`, { tier: isolated(tier ?? '') })}
              </Quiet>
            ))}
          </li>
        )
      })}
    </ol>
  )
}

/** First the members' word, then the publication. */
function Publishing({ problems, seats, mine, askedAt }: Data) {
  const { t, date, shareBps } = useLanguage()
  const waiting = seats.filter(({ personId, agreedAt }) => !agreedAt && personId !== mine)
  return (
    <Section title={t('offer.agreement')} lead={t('offer.agreement_lead')}>
      <Stack gap={4}>
        <PeopleRow
          people={seats.map((seat) => ({
            name: seat.name,
            role: t(`role.${seat.role}`),
            proof: (
              <Quiet as="span">
                {seat.agreedAt
                  ? t('proposal.agreed_on', { date: date(seat.agreedAt) })
                  : t('proposal.not_yet')}
              </Quiet>
            ),
            note: shareBps(seat.shareBps),
          }))}
        />
        {problems.length > 0 ? (
          <Quiet>{t('offer.publish_later')}</Quiet>
        ) : waiting.length > 0 ? (
          askedAt ? (
            <Quiet>{t('offer.asked', { date: date(askedAt), count: waiting.length })}</Quiet>
          ) : (
            <Row>
              <ActionForm intent="ask" label={t('offer.ask')} tone="primary" />
            </Row>
          )
        ) : (
          <ConfirmStep
            label={t('offer.publish')}
            tone="primary"
            sentence={t('offer.publish_sentence')}
          >
            <ActionForm intent="publish" label={t('offer.publish_yes')} tone="primary" />
          </ConfirmStep>
        )}
      </Stack>
    </Section>
  )
}

export default function EditOffer() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={<Name>{data.offerTitle}</Name>}
      kicker={t('offer.version_draft', { number: data.number })}
      width="reading"
      crumbs={[
        { href: `/teams/${data.teamSlug}/offers`, label: t('offer.own') },
        { label: data.offerTitle },
      ]}
      actions={
        <LinkButton href={`/offers/${data.id}/preview`}>{t('offer.preview_open')}</LinkButton>
      }
    >
      <ErrorNotice state={state} />
      <Section title={t('offer.steps')}>
        <Steps {...data} />
      </Section>
      <Publishing {...data} />
    </Page>
  )
}
