import { useActionData, useLoaderData } from '@remix-run/react'
import { ThreadBeside } from '~/components/messages/thread-beside'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { isolated, UserText } from '~/components/page/text'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { acceptForm, declineForm, versionForm } from '~/domain/market/forms.server'
import { declineProposal, withdrawProposal } from '~/domain/market/proposals/close-proposal.server'
import { confirmProposal } from '~/domain/market/proposals/confirm-proposal.server'
import {
  counteredProposalStatuses,
  formingProposalStatuses,
  proposalTransitions,
  submittedProposalStatuses,
  workedOnProposalStatuses,
} from '~/domain/market/proposals/proposal'
import { proposalPage } from '~/domain/market/proposals/proposal-queries.server'
import { termsOfProposal } from '~/domain/market/proposals/proposal-version'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { takeCounter } from '~/domain/market/proposals/take-counter.server'
import {
  changesForMember,
  counterDifferences,
} from '~/domain/market/proposals/version-queries.server'
import { messagesBeside } from '~/domain/messages/thread'
import { threadBeside } from '~/domain/messages/thread-queries.server'
import { recordOfTeam } from '~/domain/reputation/work-queries.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { settingAt } from '~/platform/settings.server'
import { Decisions, Ended } from './_decisions'
import { Manifest, Milestones, Seats, Terms } from './_terms'
import { BriefChanged, CounterOffer, Versions } from './_versions'

export const handle = { title: 'proposal.title' }

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await proposalPage(db, viewer, params.proposalId ?? '', at)
  const { status } = page.proposal
  const { verified } = await recordOfTeam(db, page.team.id)
  const mayAnswer =
    page.seat !== null && page.seat.agreedAt === null && formingProposalStatuses.includes(status)
  return {
    ...page,
    verified,
    profiles: await openProfiles(
      db,
      viewer,
      page.seats.map(({ personId }) => personId),
    ),
    beside: await threadBeside(
      db,
      viewer,
      { kind: 'proposal', id: page.proposal.id },
      { most: messagesBeside, at },
    ),
    title: t('proposal.title_of', { team: isolated(page.team.name) }),
    ...eventsOf(page),
    counterChanges: counterDifferences(status, page.versions),
    currency: page.proposal.currency,
    mayAnswer,
    changedForMe:
      mayAnswer && page.seat
        ? changesForMember(page.versions, termsOfProposal(page.proposal, page.seats), {
            personId: page.seat.personId,
            names: page.names,
            feeBps: await settingAt(db, 'platformFeeBps', at),
          })
        : null,
  }
})

/** What each side may do now: a change of the brief stands before everything but saying no. */
function eventsOf(page: ProposalPageData) {
  const { status } = page.proposal
  const lead = page.leads ? proposalTransitions.eventsFor(status, 'lead') : []
  const client =
    page.isClient && page.isShown ? proposalTransitions.eventsFor(status, 'client') : []
  const countered = counteredProposalStatuses.includes(status)
  return {
    leadEvents: lead.filter(
      (event) => event !== 'revise' || countered || page.outdated || page.seatFree,
    ),
    clientEvents: client.filter((event) => event === 'decline' || !page.outdated),
    mayConfirm: page.leads && page.outdated && submittedProposalStatuses.includes(status),
  }
}

export const action = act('person', async ({ viewer, form, params, at }) => {
  const proposalId = params.proposalId ?? ''
  const input = { proposalId, by: viewer.personId, at }
  switch (form.get('intent')) {
    case 'send': {
      const { status } = await inTransaction((tx) => sendProposal(tx, input))
      return redirectWith(
        `/proposals/${proposalId}`,
        formingProposalStatuses.includes(status)
          ? 'proposal.sent_to_members'
          : 'proposal.sent_to_client',
      )
    }
    case 'agree':
      await inTransaction((tx) => answerSeat(tx, { ...input, agrees: true }))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.agreed')
    case 'refuse':
      await inTransaction((tx) => answerSeat(tx, { ...input, agrees: false }))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.refused')
    case 'withdraw':
      await inTransaction((tx) => withdrawProposal(tx, input))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.withdrawn')
    case 'decline': {
      const parsed = parseForm(declineForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'decline')
      await inTransaction((tx) => declineProposal(tx, { ...input, ...parsed.value }))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.declined')
    }
    case 'take': {
      const { version } = readVersion(form)
      await inTransaction((tx) => takeCounter(tx, { ...input, version }))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.taken')
    }
    case 'confirm': {
      const { version: briefVersion } = readVersion(form)
      await inTransaction((tx) => confirmProposal(tx, { ...input, briefVersion }))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.confirmed')
    }
    case 'accept': {
      const parsed = parseForm(acceptForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'accept')
      const { contractId } = await inTransaction((tx) =>
        acceptProposal(tx, { ...input, ...parsed.value }),
      )
      return redirectWith(`/contracts/${contractId}`, 'proposal.accepted')
    }
    default:
      throw new Refused('form_invalid')
  }
})

/** @throws Refused form_invalid: the number comes from the page itself. */
function readVersion(form: FormData) {
  const parsed = parseForm(versionForm, form)
  if (!parsed.ok) throw new Refused('form_invalid')
  return parsed.value
}

type ProposalPageData = Awaited<ReturnType<typeof proposalPage>>
export type Data = ReturnType<typeof useLoaderData<typeof loader>>

const chipKinds = {
  draft: 'draft',
  forming: 'waiting',
  submitted: 'waiting',
  countered: 'waiting',
  accepted: 'done',
  declined: 'lost',
  withdrawn: 'lost',
  expired: 'lost',
} as const

/**
 * A free seat stands before the state itself, and what a team works on is its own business. Whoever is to
 * answer is told so.
 */
function wordsOf({ proposal, inside, isClient, clientEvents, leadEvents, seatFree }: Data) {
  if (seatFree) return inside ? 'seat_free' : 'team_changes'
  if (!inside && workedOnProposalStatuses.includes(proposal.status)) return 'revising'
  if (clientEvents.includes('accept')) return 'your_answer'
  if (leadEvents.includes('take')) return 'take_counter'
  const countered = isClient && counteredProposalStatuses.includes(proposal.status)
  return countered ? 'your_counter' : proposal.status
}

function Status(data: Data) {
  const { proposal, mayAnswer, clientEvents, leadEvents, mayConfirm, queuePosition } = data
  const { t } = useLanguage()
  const turn =
    mayAnswer ||
    mayConfirm ||
    leadEvents.includes('take') ||
    (data.seatFree && data.leads) ||
    clientEvents.some((event) => event === 'accept')
  const words = wordsOf(data)
  return (
    <StatusChip
      kind={turn ? 'your_turn' : words === proposal.status ? chipKinds[words] : 'waiting'}
      label={t(`proposal.status_${words}`)}
      sentence={
        queuePosition > 0
          ? t('proposal.queued_sentence', { position: queuePosition })
          : t(`proposal.status_${words}_sentence`)
      }
    />
  )
}

export default function ProposalPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { proposal, brief, title } = data
  const { t } = useLanguage()
  const failed = state && 'errors' in state ? state.errors.form : null
  return (
    <Page
      title={title}
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        // The brief of an order is the client's alone.
        {
          href: brief.offerVersionId && !data.isClient ? undefined : `/briefs/${brief.id}`,
          label: brief.title,
        },
        { label: t('proposal.title') },
      ]}
      status={<Status {...data} />}
    >
      {failed ? <Notice tone="lost">{failed}</Notice> : null}
      <Ended {...data} />
      <BriefChanged {...data} />
      <CounterOffer {...data} />
      <Decisions data={data} state={state} />
      <Columns ratio="main-aside">
        <Stack gap={8}>
          <Section title={t(data.leads ? 'proposal.approach' : 'proposal.approach_theirs')}>
            <UserText text={proposal.approach} />
          </Section>
          <Milestones {...data} />
          <Seats {...data} />
          <Manifest {...data} />
          <Versions {...data} />
        </Stack>
        <Terms {...data} />
      </Columns>
      <ThreadBeside beside={data.beside} />
    </Page>
  )
}
