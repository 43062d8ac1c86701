import { useActionData, useLoaderData } from '@remix-run/react'
import { Form, FormActions } from '~/components/forms/form'
import { ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { PeopleRow } from '~/components/page/people'
import { Row, Section } from '~/components/page/section'
import { isolated, Quiet, TextLink, UserText } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { seatOfInvitation } from '~/domain/market/exchange/asking-queries.server'
import { answerTeamInvitation } from '~/domain/teams/answer-team-invitation.server'
import { invitationPage } from '~/domain/teams/invitation-queries.server'
import { countryName } from '~/kernel/countries'
import { isId } from '~/kernel/ids'
import { inTransaction } from '~/platform/database.server'
import { useStages } from '../exchange/_rows'

export const loader = serve('anyone', async ({ viewer, params, db, at, t }) => {
  const given = params.token ?? ''
  const invitation = await invitationPage(db, viewer, given, at)
  return {
    invitation,
    seat: await seatOfInvitation(db, viewer, invitation.invitationId),
    path: `/team-invitations/${given}`,
    signedIn: viewer !== null,
    title: t('team.invited_title', { team: invitation.team }),
  }
})

export const action = act('person', async ({ viewer, params, form, at }) => {
  const given = params.token ?? ''
  const which = isId('invitation', given) ? { invitationId: given } : { token: given }
  const accept = form.get('intent') === 'accept'
  const { slug, accepted } = await inTransaction((tx) =>
    answerTeamInvitation(tx, { ...which, accept, by: viewer.personId, at }),
  )
  return accepted
    ? redirectWith(`/teams/${slug}`, 'team.toast_joined')
    : redirectWith('/team-invitations', 'team.toast_declined')
})

export default function TeamInvitation() {
  const { invitation, path, signedIn } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const open = invitation.state === 'open'
  return (
    <Page
      title={t('team.invited_title', { team: isolated(invitation.team) })}
      width="reading"
      lead={t('team.invited_lead', {
        inviter: isolated(invitation.inviter),
        role: t(`role.${invitation.role}`),
      })}
      status={
        open ? <Countdown until={invitation.expiresAt} label={t('team.invited_until')} /> : null
      }
    >
      {invitation.message ? (
        <Section title={t('team.invited_words', { inviter: isolated(invitation.inviter) })}>
          <UserText text={invitation.message} />
        </Section>
      ) : null}
      <Offered />
      {open ? <Answer path={path} signedIn={signedIn} /> : <Over />}
      <Section
        title={<bdi>{invitation.team}</bdi>}
        lead={invitation.headline ? <bdi>{invitation.headline}</bdi> : undefined}
        actions={<LinkButton href={`/teams/${invitation.slug}`}>{t('team.see_team')}</LinkButton>}
      >
        <PeopleRow
          people={invitation.members.map((member) => ({
            name: member.name,
            role: t(`role.${member.role}`),
            href: `/people/${member.personId}`,
          }))}
        />
      </Section>
    </Page>
  )
}

/** Share and hours that the lead has in mind, and where it stands why the matcher proposed them. */
function Offered() {
  const { invitation, seat } = useLoaderData<typeof loader>()
  const { t, shareBps, locale } = useLanguage()
  const stages = useStages()
  if (invitation.offeredShareBps === null || invitation.offeredHours === null) return null
  return (
    <Section title={t('matching.offered_title')}>
      <ul className="m-0 grid gap-1 ps-5">
        <li>{t('matching.offered_share', { share: shareBps(invitation.offeredShareBps) })}</li>
        <li>{t('matching.offered_hours', { hours: invitation.offeredHours })}</li>
        {seat ? (
          <>
            <li>
              {t('opening.host_in', {
                host: isolated(seat.host),
                country: countryName(seat.hostCountry, locale),
              })}
            </li>
            <li>{stages(seat)}</li>
          </>
        ) : null}
      </ul>
      <Quiet>
        {t('matching.offered_terms')}{' '}
        {seat ? (
          <TextLink href={`/exchange/${seat.openingId}`}>{t('opening.for_seat')}</TextLink>
        ) : (
          <TextLink href="/settings/matching#considered">{t('matching.offered_why')}</TextLink>
        )}
      </Quiet>
    </Section>
  )
}

/** What became of an invitation that can no longer be answered. */
function Over() {
  const { invitation } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  if (invitation.state === 'open') return null
  return (
    <Notice>
      {t(`team.invited_over_${invitation.state}`, { inviter: isolated(invitation.inviter) })}
    </Notice>
  )
}

/** The answer, or the way to the account that may give it. */
function Answer({ path, signedIn }: { path: string; signedIn: boolean }) {
  const { invitation } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (!signedIn) {
    const next = `?next=${encodeURIComponent(path)}`
    return (
      <Notice tone="turn" title={t('team.invited_sign_in')}>
        <p>{t('team.invited_sign_in_lead', { email: isolated(invitation.email) })}</p>
        <Row>
          <LinkButton href={`/sign-in${next}`} tone="primary">
            {t('team.invited_sign_in')}
          </LinkButton>
          <LinkButton href={`/sign-up${next}`}>{t('team.invited_sign_up')}</LinkButton>
        </Row>
      </Notice>
    )
  }
  if (!invitation.mine) {
    return <Notice>{t('team.invited_other_address', { email: isolated(invitation.email) })}</Notice>
  }
  return (
    <Section title={t('team.invited_terms_title')}>
      <ul className="m-0 grid gap-1 ps-5">
        <li>{t('team.invited_terms_1')}</li>
        <li>{t('team.invited_terms_2')}</li>
        <li>{t('team.invited_terms_3')}</li>
        <li>{t('team.invited_terms_4')}</li>
      </ul>
      <div className="flex flex-wrap items-start gap-3">
        <Form intent="accept" state={state}>
          <FormActions>
            <SubmitButton>{t('team.invited_accept')}</SubmitButton>
          </FormActions>
        </Form>
        <div className="pt-2">
          <ConfirmStep
            tone="quiet"
            label={t('team.invited_decline')}
            sentence={t('team.invited_decline_sentence')}
          >
            <Form intent="decline" state={state}>
              <SubmitButton tone="danger">{t('team.invited_decline')}</SubmitButton>
            </Form>
          </ConfirmStep>
        </div>
      </div>
    </Section>
  )
}
