import { useActionData, useLoaderData } from '@remix-run/react'
import { TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ThreadBeside } from '~/components/messages/thread-beside'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { PersonName, profileHref } from '~/components/page/people'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { rateLine } from '~/components/people/work-record'
import { acceptProposal } from '~/domain/contracts/accept-proposal.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { declineProposal, withdrawProposal } from '~/domain/market/close-proposal.server'
import { declineForm } from '~/domain/market/forms.server'
import {
  draftProposalStatuses,
  formingProposalStatuses,
  proposalTransitions,
} from '~/domain/market/proposal'
import { proposalPage } from '~/domain/market/proposal-queries.server'
import { answerSeat, sendProposal } from '~/domain/market/send-proposal.server'
import { messagesBeside } from '~/domain/messages/thread'
import { threadBeside } from '~/domain/messages/thread-queries.server'
import { recordOfTeam } from '~/domain/reputation/work-queries.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { countryName } from '~/kernel/countries'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

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
    leadEvents: page.leads ? proposalTransitions.eventsFor(status, 'lead') : [],
    clientEvents:
      page.isClient && page.isShown ? proposalTransitions.eventsFor(status, 'client') : [],
    mayAnswer:
      page.seat !== null &&
      page.seat.agreedAt === null &&
      proposalTransitions.eventsFor(status, 'member').length > 0,
  }
})

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
      await inTransaction((tx) => declineProposal(tx, { ...input, reason: parsed.value.reason }))
      return redirectWith(`/proposals/${proposalId}`, 'proposal.declined')
    }
    case 'accept': {
      const { contractId } = await inTransaction((tx) => acceptProposal(tx, input))
      return redirectWith(`/contracts/${contractId}`, 'proposal.accepted')
    }
    default:
      throw new Refused('form_invalid')
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

const chipKinds = {
  draft: 'draft',
  forming: 'waiting',
  submitted: 'waiting',
  accepted: 'done',
  declined: 'lost',
  withdrawn: 'lost',
  expired: 'lost',
} as const

function Status({ proposal, mayAnswer, clientEvents, queuePosition }: Data) {
  const { t } = useLanguage()
  const turn = mayAnswer || clientEvents.length > 0
  return (
    <StatusChip
      kind={turn ? 'your_turn' : chipKinds[proposal.status]}
      label={t(`proposal.status_${proposal.status}`)}
      sentence={
        queuePosition > 0
          ? t('proposal.queued_sentence', { position: queuePosition })
          : t(`proposal.status_${proposal.status}_sentence`)
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
            cell: (row) => (
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

function Seats({ seats, profiles }: Pick<Data, 'seats' | 'profiles'>) {
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
              <PersonName name={row.name} href={profileHref(profiles, row.personId)} />
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

function Decisions({
  data,
  state,
}: {
  data: Data
  state: ReturnType<typeof useActionData<typeof action>>
}) {
  const { t } = useLanguage()
  const { proposal, brief, team, leadEvents, clientEvents, mayAnswer } = data
  return (
    <Stack gap={4}>
      {leadEvents.includes('send') ? (
        <Row gap={3}>
          <ConfirmStep
            label={t('proposal.send')}
            tone="primary"
            sentence={t('proposal.send_sentence')}
          >
            <ActionForm intent="send" label={t('proposal.send')} tone="primary" />
          </ConfirmStep>
          {draftProposalStatuses.includes(proposal.status) ? (
            <LinkButton href={`/briefs/${brief.id}/propose?team=${team.id}`}>
              {t('common.edit')}
            </LinkButton>
          ) : null}
        </Row>
      ) : null}
      {mayAnswer ? (
        <Notice tone="turn" title={t('proposal.your_seat_title')}>
          <p>{t('proposal.your_seat_body')}</p>
          <Row gap={3}>
            <ActionForm intent="agree" label={t('proposal.agree')} tone="primary" />
            <ActionForm intent="refuse" label={t('proposal.refuse')} tone="quiet" />
          </Row>
        </Notice>
      ) : null}
      {clientEvents.includes('accept') ? (
        <ConfirmStep
          label={t('proposal.accept')}
          tone="primary"
          sentence={t('proposal.accept_sentence')}
        >
          <ActionForm intent="accept" label={t('proposal.accept_yes')} tone="primary" />
        </ConfirmStep>
      ) : null}
      {clientEvents.includes('decline') ? (
        <ConfirmStep label={t('proposal.decline')} sentence={t('proposal.decline_sentence')}>
          <Form intent="decline" state={state && 'errors' in state ? state : undefined}>
            <TextArea
              name="reason"
              label={t('proposal.decline_reason')}
              required
              rows={3}
              maxLength={600}
            />
            <FormActions>
              <SubmitButton tone="danger">{t('proposal.decline')}</SubmitButton>
            </FormActions>
          </Form>
        </ConfirmStep>
      ) : null}
      {leadEvents.includes('withdraw') ? (
        <ConfirmStep label={t('proposal.withdraw')} sentence={t('proposal.withdraw_sentence')}>
          <ActionForm intent="withdraw" label={t('proposal.withdraw')} tone="danger" />
        </ConfirmStep>
      ) : null}
    </Stack>
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
      {proposal.declineReason ? (
        <Notice tone="info" title={t('proposal.decline_reason')}>
          {proposal.declineReason in closeReasons ? (
            t(closeReasons[proposal.declineReason as keyof typeof closeReasons])
          ) : (
            <UserText text={proposal.declineReason} />
          )}
        </Notice>
      ) : null}
      <Decisions data={data} state={state} />
      <Columns ratio="main-aside">
        <Stack gap={8}>
          <Section title={t(data.leads ? 'proposal.approach' : 'proposal.approach_theirs')}>
            <UserText text={proposal.approach} />
          </Section>
          <Milestones {...data} />
          <Seats {...data} />
          <Manifest {...data} />
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

/** Reasons the platform gives when a brief closes under its proposals. */
const closeReasons = {
  brief_withdrawn: 'proposal.reason_brief_withdrawn',
  brief_expired: 'proposal.reason_brief_expired',
  another_chosen: 'proposal.reason_another_chosen',
} as const
