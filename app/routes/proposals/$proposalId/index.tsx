import { useActionData, useLoaderData } from '@remix-run/react'
import { DiscoveryNote } from '~/components/contracts/discovery-note'
import { ExchangeLine } from '~/components/contracts/exchange-line'
import { ThreadBeside } from '~/components/messages/thread-beside'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { PersonName, profileHref } from '~/components/page/people'
import { Columns, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { rateLine } from '~/components/people/work-record'
import { acceptProposal } from '~/domain/contracts/accept-proposal.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { declineProposal, withdrawProposal } from '~/domain/market/close-proposal.server'
import { confirmProposal } from '~/domain/market/confirm-proposal.server'
import { isDiscovery } from '~/domain/market/discovery'
import { acceptForm, declineForm, versionForm } from '~/domain/market/forms.server'
import {
  counteredProposalStatuses,
  formingProposalStatuses,
  proposalTransitions,
  submittedProposalStatuses,
  workedOnProposalStatuses,
} from '~/domain/market/proposal'
import { proposalPage } from '~/domain/market/proposal-queries.server'
import { answerSeat, sendProposal } from '~/domain/market/send-proposal.server'
import { takeCounter } from '~/domain/market/take-counter.server'
import { proposalDifferences } from '~/domain/market/version-queries.server'
import { messagesBeside } from '~/domain/messages/thread'
import { threadBeside } from '~/domain/messages/thread-queries.server'
import { recordOfTeam } from '~/domain/reputation/work-queries.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { countryName } from '~/kernel/countries'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { Decisions, Ended } from './_decisions'
import { BriefChanged, CounterOffer, Versions } from './_versions'

export const handle = { title: 'proposal.title' }

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await proposalPage(db, viewer, params.proposalId ?? '', at)
  const { status } = page.proposal
  const { verified } = await recordOfTeam(db, page.team.id)
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
    title: t('proposal.title_of', { team: page.team.name }),
    ...eventsOf(page),
    counterChanges: counterChanges(page),
    currency: page.proposal.currency,
    mayAnswer:
      page.seat !== null &&
      page.seat.agreedAt === null &&
      proposalTransitions.eventsFor(status, 'member').length > 0,
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
    leadEvents: lead.filter((event) => event !== 'revise' || countered || page.outdated),
    clientEvents: client.filter((event) => event === 'decline' || !page.outdated),
    mayConfirm: page.leads && page.outdated && submittedProposalStatuses.includes(status),
  }
}

/** What the client's counter-offer asks to be otherwise, while it waits for the team. */
function counterChanges(page: ProposalPageData) {
  const [before, counter] = page.versions.slice(-2)
  if (!counteredProposalStatuses.includes(page.proposal.status) || !before || !counter) return []
  return proposalDifferences(before.body, counter.body, new Map())
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

function Status(data: Data) {
  const { proposal, mayAnswer, clientEvents, leadEvents, mayConfirm, queuePosition } = data
  const { t } = useLanguage()
  const turn =
    mayAnswer ||
    mayConfirm ||
    leadEvents.includes('take') ||
    clientEvents.some((event) => event === 'accept')
  const words =
    !data.inside && workedOnProposalStatuses.includes(proposal.status)
      ? 'revising'
      : proposal.status
  return (
    <StatusChip
      kind={turn ? 'your_turn' : words === 'revising' ? 'waiting' : chipKinds[proposal.status]}
      label={t(`proposal.status_${words}`)}
      sentence={
        queuePosition > 0
          ? t('proposal.queued_sentence', { position: queuePosition })
          : t(`proposal.status_${words}_sentence`)
      }
    />
  )
}

function Milestones({ proposal, brief }: Pick<Data, 'proposal' | 'brief'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('proposal.milestones')}>
      <DataTable
        caption={t('proposal.milestones')}
        hideCaption
        columns={[
          {
            key: 'title',
            label: t('proposal.milestone_title'),
            primary: true,
            cell: (row) => (
              <>
                <Name>{row.title}</Name>
                {row.description ? (
                  <p dir="auto" className="max-w-[48ch] text-sm font-normal text-quiet">
                    {row.description}
                  </p>
                ) : null}
              </>
            ),
          },
          {
            key: 'criteria',
            label: t('proposal.milestone_criteria'),
            cell: (row) =>
              isDiscovery(row) ? (
                <DiscoveryNote />
              ) : (
                <ul className="grid list-disc gap-1 ps-5">
                  {brief.criteria
                    .filter(({ id }) => row.criterionIds.includes(id))
                    .map((criterion) => (
                      <li key={criterion.id}>
                        <CriterionSentence criterion={criterion} />
                      </li>
                    ))}
                </ul>
              ),
          },
          {
            key: 'weeks',
            label: t('proposal.milestone_weeks'),
            numeric: true,
            cell: (row) => row.weeks,
          },
          {
            key: 'amount',
            label: t('common.amount'),
            numeric: true,
            cell: (row) => (
              <MoneyText
                value={{ currency: proposal.currency, amountMinor: BigInt(row.amountMinor) }}
              />
            ),
          },
        ]}
        rows={proposal.milestones}
        rowKey={(row) => row.title}
      />
    </Section>
  )
}

function Seats({ proposal, seats, profiles }: Pick<Data, 'proposal' | 'seats' | 'profiles'>) {
  const { t, shareBps, date } = useLanguage()
  return (
    <Section title={t('proposal.people')} lead={t('proposal.people_lead')}>
      <DataTable
        caption={t('proposal.people')}
        hideCaption
        columns={[
          {
            key: 'name',
            label: t('common.name'),
            primary: true,
            cell: (row) => (
              <>
                <PersonName name={row.name} href={profileHref(profiles, row.personId)} />
                <ExchangeLine
                  exchange={row.exchange}
                  members={seats}
                  milestones={proposal.milestones}
                />
              </>
            ),
          },
          { key: 'role', label: t('common.role'), cell: (row) => t(`role.${row.role}`) },
          {
            key: 'share',
            label: t('common.share'),
            numeric: true,
            cell: (row) => shareBps(row.shareBps),
          },
          {
            key: 'agreed',
            label: t('proposal.agreement'),
            cell: (row) =>
              row.agreedAt
                ? t('proposal.agreed_on', { date: date(row.agreedAt) })
                : t('proposal.not_yet'),
          },
        ]}
        rows={seats}
        rowKey={(row) => row.personId}
      />
    </Section>
  )
}

function Manifest({ proposal }: Pick<Data, 'proposal'>) {
  const { t, locale } = useLanguage()
  if (proposal.manifest.length === 0) return null
  return (
    <Section title={t('proposal.manifest')}>
      <DataTable
        caption={t('proposal.manifest')}
        hideCaption
        columns={[
          {
            key: 'kind',
            label: t('proposal.component_kind'),
            cell: (row) => t(`proposal.component_${row.kind}`),
          },
          {
            key: 'provider',
            label: t('proposal.component_provider'),
            primary: true,
            cell: (row) => <Name>{row.provider}</Name>,
          },
          {
            key: 'purpose',
            label: t('proposal.component_purpose'),
            cell: (row) => <Name>{row.purpose}</Name>,
          },
          {
            key: 'region',
            label: t('proposal.component_region'),
            cell: (row) => countryName(row.region, locale),
          },
          {
            key: 'host',
            label: t('proposal.component_address'),
            cell: (row) => <bdi dir="ltr">{row.host}</bdi>,
          },
        ]}
        rows={proposal.manifest}
        rowKey={(row) => `${row.kind} ${row.provider} ${row.purpose}`}
      />
    </Section>
  )
}

export default function ProposalPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { proposal, brief, team, title } = data
  const language = useLanguage()
  const { t, shareBps } = language
  const failed = state && 'errors' in state ? state.errors.form : null
  return (
    <Page
      title={<Name>{title}</Name>}
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
        <Section title={t('proposal.terms')}>
          <DescriptionList
            items={[
              {
                term: t('proposal.team'),
                value: (
                  <>
                    <TextLink href={`/teams/${team.slug}`}>
                      <Name>{team.name}</Name>
                    </TextLink>
                    <Quiet>{rateLine(language, data.verified)}</Quiet>
                  </>
                ),
              },
              {
                term: t('proposal.price'),
                value: (
                  <MoneyText
                    value={{ currency: proposal.currency, amountMinor: proposal.priceMinor }}
                    strong
                  />
                ),
              },
              {
                term: t('proposal.weeks'),
                value: t('brief.weeks_count', { count: proposal.weeks }),
              },
              {
                term: t('proposal.holdback'),
                value: proposal.holdbackBps ? shareBps(proposal.holdbackBps) : t('common.none'),
              },
              {
                term: t('proposal.review_days'),
                value: t('brief.days_count', { count: proposal.reviewDays }),
              },
              ...(proposal.deadlineAt
                ? [
                    {
                      term: t('proposal.answer_by'),
                      value: <Countdown until={proposal.deadlineAt} />,
                    },
                  ]
                : []),
            ]}
          />
          <Quiet>{t('proposal.terms_note')}</Quiet>
        </Section>
      </Columns>
      <ThreadBeside beside={data.beside} />
    </Page>
  )
}
