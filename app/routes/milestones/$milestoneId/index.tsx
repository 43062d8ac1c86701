import { useActionData, useLoaderData } from '@remix-run/react'
import { TurnChip, WhatNext } from '~/components/contracts/contract-turn'
import { DeliveryFiles } from '~/components/contracts/delivery-files'
import { ExchangeStages } from '~/components/contracts/exchange-stages'
import { Holdback } from '~/components/contracts/holdback'
import { MilestoneActs } from '~/components/contracts/milestone-acts'
import { MilestoneClock } from '~/components/contracts/milestone-clock'
import { ThreadBeside } from '~/components/messages/thread-beside'
import { JudgingPanel } from '~/components/outcomes/judging-panel'
import { Measuring } from '~/components/outcomes/measuring'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Live } from '~/components/page/progress'
import { Columns, Section, Stack } from '~/components/page/section'
import { Name, UserText } from '~/components/page/text'
import { milestoneHoldback } from '~/domain/contracts/holdback/holdback-queries.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { milestoneExchanges } from '~/domain/contracts/seats/exchange-queries.server'
import { act, serve } from '~/domain/identity/access.server'
import { messagesBeside } from '~/domain/messages/thread'
import { threadBeside } from '~/domain/messages/thread-queries.server'
import { actOnMilestone } from './_acts.server'
import { Accepted, ChangeRounds, Facts, History, Payment, Results } from './_sections'

/** Whether the page is read again by itself: not while somebody fills in a form on it. */
function isFollowed(page: {
  measuring: boolean
  paying: boolean
  file: unknown
  judging: { waitsFor: unknown } | null
}): boolean {
  return (page.measuring && !page.file && !page.judging?.waitsFor) || page.paying
}

export const loader = serve('person', async ({ viewer, params, url, db, at }) => {
  const page = await milestonePage(db, viewer, params.milestoneId ?? '', at)
  return {
    title: page.milestone.title,
    page,
    holdback: await milestoneHoldback(db, viewer, page.milestone.id, at),
    exchanges: await milestoneExchanges(db, viewer, page.milestone.id),
    beside: await threadBeside(
      db,
      viewer,
      { kind: 'milestone', id: page.milestone.id },
      { most: messagesBeside, at },
    ),
    returned: url.searchParams.get('payment'),
    ...(isFollowed(page) ? { refreshSeconds: 5 } : {}),
  }
})

export const action = act('person', actOnMilestone)

export default function MilestonePage() {
  const { page, holdback, exchanges, returned, beside } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { milestone, contract, turn } = page
  const names = { client: contract.clientName, team: contract.teamName }
  const side = page.side ?? (page.actors.includes('operator') ? ('operator' as const) : null)
  return (
    <Page
      title={<Name>{milestone.title}</Name>}
      kicker={t('milestone.kicker', { position: milestone.position })}
      crumbs={[
        { href: '/contracts', label: t('contract.list_title') },
        { href: `/contracts/${contract.id}`, label: contract.title },
        { label: t('milestone.kicker', { position: milestone.position }) },
      ]}
      money
      status={
        <TurnChip
          turn={turn}
          names={names}
          side={side}
          label={t(`milestone.status_${milestone.status}`)}
        />
      }
    >
      <Stack gap={6}>
        <MilestoneClock points={page.points} />
        <ErrorNotice state={state} />
        <Payment page={page} returned={returned} />
        <Columns ratio="main-aside">
          <Live
            id="milestone"
            url={`/milestones/${milestone.id}`}
            running={isFollowed(page)}
            events={page.measuring ? `/milestones/${milestone.id}/progress` : undefined}
          >
            <Stack gap={6}>
              <WhatNext turn={turn} names={names} side={side} />
              <Accepted page={page} />
              {page.measuring && !page.judging?.waitsFor ? (
                <Measuring
                  rowsUrl={`/milestones/${milestone.id}/rows`}
                  progress={page.progress}
                  file={page.file}
                  state={state}
                />
              ) : null}
              <JudgingPanel milestoneId={milestone.id} judging={page.judging} state={state} />
              <MilestoneActs page={page} state={state} />
              <Holdback
                holdback={holdback}
                contractId={contract.id}
                names={names}
                side={side}
                state={state}
              />
              <ExchangeStages exchanges={exchanges} state={state} />
              {milestone.deliveryNote ? (
                <Section title={t('milestone.submitted_note')}>
                  <UserText text={milestone.deliveryNote} />
                </Section>
              ) : null}
              <DeliveryFiles milestoneId={milestone.id} files={page.files} />
              <Results page={page} />
              <ChangeRounds page={page} />
            </Stack>
          </Live>
          <Stack gap={6}>
            <Facts page={page} />
            <History page={page} />
          </Stack>
        </Columns>
        <ThreadBeside beside={beside} />
      </Stack>
    </Page>
  )
}
