import { useActionData, useLoaderData } from '@remix-run/react'
import { ThreadBeside } from '~/components/messages/thread-beside'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { Name, TextLink, UserText } from '~/components/page/text'
import { contractOfBrief } from '~/domain/contracts/queries.server'
import { buyOffer } from '~/domain/contracts/terms/buy-offer.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { askForCheck } from '~/domain/identity/ask-for-check.server'
import {
  briefTransitions,
  draftBriefStatuses,
  openBriefStatuses,
} from '~/domain/market/briefs/brief'
import { withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import { unfilled } from '~/domain/market/offers/offer-criterion'
import { orderedOffer } from '~/domain/market/offers/offer-queries.server'
import { teamsToAnswer } from '~/domain/market/proposals/proposal-draft-queries.server'
import { ownProposals, proposalsForClient } from '~/domain/market/proposals/proposal-queries.server'
import { briefPage, liveProposalIds } from '~/domain/market/queries.server'
import { messagesPerPage } from '~/domain/messages/thread'
import { threadBeside } from '~/domain/messages/thread-queries.server'
import { previewOf } from '~/domain/outcomes/criteria/criterion-previews.server'
import { rowFactsOf } from '~/domain/outcomes/criteria/row-facts'
import { recordOfClient, recordsOfTeams } from '~/domain/reputation/work-queries.server'
import { rulesBefore } from '~/domain/stewardship/rules'
import { isWorkloadClass } from '~/domain/stewardship/workload-class'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { OrderSteps } from './_order'
import { ClientProposals, TeamSide } from './_proposals'
import { DraftSteps, Facts, MeasuredBy, SealedData, Status } from './_sections'

export const handle = { indexed: true }

export const loader = serve('anyone', async ({ viewer, params, url, db, at }) => {
  const page = await briefPage(db, viewer, params.briefId ?? '')
  const { id, status, workloadClass, data } = page.brief
  const sealedClass = page.dataset?.workloadClass ?? ''
  const facts = page.dataset && !page.dataset.deletedAt ? rowFactsOf(page.dataset) : null
  const live = await liveProposalIds(db, id, at)
  const client =
    page.mine && !draftBriefStatuses.includes(status)
      ? await proposalsForClient(db, viewer, id, at)
      : null
  const seated = client?.rows.flatMap(({ seats }) => seats.map(({ personId }) => personId)) ?? []
  const records = await recordsOfTeams(db, client?.rows.map(({ teamId }) => teamId) ?? [])
  const { offerVersionId, offerTier } = page.brief
  const ordered = await orderedOffer(db, offerVersionId, offerTier)
  return {
    ...page,
    ordered,
    unfilled: ordered ? unfilled(page.brief.criteria).map(({ id }) => id) : [],
    contractId: ordered ? await contractOfBrief(db, viewer, id) : null,
    previews: page.brief.criteria.map((criterion) => ({
      criterion,
      preview: previewOf(criterion, facts),
    })),
    title: page.brief.title,
    description: page.brief.statement.slice(0, 160),
    signedIn: viewer !== null,
    rules:
      page.mayEdit && draftBriefStatuses.includes(status)
        ? rulesBefore(
            page.dataset ? ['publish_brief', 'upload'] : ['publish_brief'],
            workloadClass,
            {
              data,
              ...(isWorkloadClass(sealedClass) ? { datasetClass: sealedClass } : {}),
            },
          )
        : [],
    events: page.mayEdit ? briefTransitions.eventsFor(status, 'client') : [],
    client,
    clientRecord: await recordOfClient(db, page.brief.organisationId),
    verified: Object.fromEntries([...records].map(([id, { verified }]) => [id, verified])),
    profiles: await openProfiles(db, viewer, seated),
    teams: page.mine ? [] : await teamsToAnswer(db, viewer, id),
    own: page.mine ? [] : await ownProposals(db, viewer, id),
    liveCount: live.shown.length + live.queued.length,
    shownCount: live.shown.length,
    queuedCount: live.queued.length,
    beside: draftBriefStatuses.includes(status)
      ? null
      : await threadBeside(
          db,
          viewer,
          { kind: 'brief', id },
          { before: url.searchParams.get('earlier'), most: messagesPerPage, at },
        ),
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const input = { briefId: params.briefId ?? '', by: viewer.personId, at }
  switch (form.get('intent')) {
    case 'publish':
      await inTransaction((tx) => publishBrief(tx, input))
      return redirectWith(`/briefs/${input.briefId}`, 'brief.published')
    case 'ask_check': {
      const { brief } = await briefPage(db, viewer, input.briefId)
      const asked = { organisationId: brief.organisationId, by: input.by, at }
      await inTransaction((tx) => askForCheck(tx, asked))
      return redirectWith(`/briefs/${input.briefId}`, 'brief.check_asked')
    }
    case 'order': {
      const { contractId } = await inTransaction((tx) => buyOffer(tx, input))
      return redirectWith(`/contracts/${contractId}`, 'offer.toast_ordered')
    }
    case 'withdraw':
      await inTransaction((tx) => withdrawBrief(tx, input))
      return redirectWith(`/briefs/${input.briefId}`, 'brief.withdrawn')
    default:
      throw new Refused('form_invalid')
  }
})

export default function BriefPage() {
  const loaded = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { brief, organisation, mine, client, profiles, verified, events } = loaded
  const { t } = useLanguage()
  const failed = state && 'errors' in state ? state.errors.form : null
  return (
    <Page
      title={<Name>{brief.title}</Name>}
      kicker={<Name>{organisation.name}</Name>}
      crumbs={[{ href: '/briefs', label: t('nav.briefs') }, { label: brief.title }]}
      status={<Status brief={brief} />}
    >
      {failed ? <Notice tone="lost">{failed}</Notice> : null}
      {loaded.ordered ? (
        <OrderSteps {...loaded} ordered={loaded.ordered} />
      ) : draftBriefStatuses.includes(brief.status) ? (
        <DraftSteps {...loaded} />
      ) : null}
      {client?.rows.length ? (
        <ClientProposals client={client} brief={brief} profiles={profiles} verified={verified} />
      ) : null}
      <Columns ratio="main-aside">
        <Stack gap={6}>
          <Section title={t('brief.wanted')}>
            <UserText text={brief.statement} />
          </Section>
          <MeasuredBy {...loaded} />
          <SealedData {...loaded} />
        </Stack>
        <Section title={t('brief.facts')}>
          <Facts {...loaded} />
          {brief.version > 1 ? (
            <TextLink href={`/briefs/${brief.id}/changes`}>
              {t('brief.changes_link', { version: brief.version })}
            </TextLink>
          ) : null}
          {loaded.mayEdit && openBriefStatuses.includes(brief.status) ? (
            <LinkButton href={`/briefs/${brief.id}/revise`}>{t('brief.revise')}</LinkButton>
          ) : null}
          {events.includes('withdraw') ? (
            <ConfirmStep label={t('brief.withdraw')} sentence={t('brief.withdraw_confirm')}>
              <ActionForm intent="withdraw" label={t('brief.withdraw_yes')} tone="danger" />
            </ConfirmStep>
          ) : null}
        </Section>
      </Columns>
      {client && !client.rows.length && !loaded.ordered ? (
        <ClientProposals client={client} brief={brief} profiles={profiles} verified={verified} />
      ) : null}
      {mine ? null : <TeamSide {...loaded} />}
      <ThreadBeside
        beside={loaded.beside}
        signedIn={loaded.signedIn}
        earlierHref={(messageId) => `/briefs/${brief.id}?earlier=${messageId}#messages`}
      />
    </Page>
  )
}
