import { useActionData, useLoaderData } from '@remix-run/react'
import { AfterDiscovery } from '~/components/contracts/after-discovery'
import { ContractInputs } from '~/components/contracts/contract-inputs'
import { TurnChip, WhatNext } from '~/components/contracts/contract-turn'
import { DiscoveryNote } from '~/components/contracts/discovery-note'
import { MilestoneClock, MilestoneLine } from '~/components/contracts/milestone-clock'
import { MilestoneMoney } from '~/components/contracts/milestone-money'
import { ThreadBeside } from '~/components/messages/thread-beside'
import { CriterionResults } from '~/components/outcomes/criterion-results'
import { MissingAnswers } from '~/components/outcomes/missing-answers'
import { LinkButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { PeopleRow, profileHref } from '~/components/page/people'
import { ProofLink } from '~/components/page/proof-link'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { endedContractStatuses } from '~/domain/contracts/contract'
import { inputsPage } from '~/domain/contracts/inputs/input-queries.server'
import { sealedRowsOf } from '~/domain/contracts/measuring/sealed-rows.server'
import { afterDiscovery } from '~/domain/contracts/milestones/discovery-queries.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { isUnnamedClass } from '~/domain/contracts/naming'
import { contractPage } from '~/domain/contracts/queries.server'
import { turnPlace, turnTitle } from '~/domain/contracts/turn-place'
import { act, serve } from '~/domain/identity/access.server'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { messagesBeside } from '~/domain/messages/thread'
import { threadBeside } from '~/domain/messages/thread-queries.server'
import { reviewsOf } from '~/domain/reputation/queries.server'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { actOnDiscovery } from './_discovery.server'
import { actOnInputs } from './_inputs.server'

export const loader = serve('person', async ({ viewer, params, db, at }) => {
  const page = await contractPage(db, viewer, params.contractId ?? '', at)
  const current = page.current ? await milestonePage(db, viewer, page.current.id, at) : null
  return {
    title: page.title,
    page,
    after: await afterDiscovery(db, viewer, page.id),
    owed: await inputsPage(db, viewer, page.id),
    sealedRows: await sealedRowsOf(db, page.id, page.terms),
    current: current && {
      milestone: current.milestone,
      criteria: current.criteria,
      attempts: current.attempts,
      money: current.money,
      points: current.points,
    },
    profiles: await openProfiles(
      db,
      viewer,
      [...page.members, ...page.clientPeople].map(({ personId }) => personId),
    ),
    beside: await threadBeside(
      db,
      viewer,
      { kind: 'contract', id: page.id },
      { most: messagesBeside, at },
    ),
    reviews: await reviewsOf(db, viewer, page.id, at),
  }
})

export const action = act('person', (args) =>
  args.form.get('intent') === 'end_after_discovery' ? actOnDiscovery(args) : actOnInputs(args),
)

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Current({ current }: Pick<Data, 'current'>) {
  const { t } = useLanguage()
  if (!current) return null
  const { milestone } = current
  return (
    <Section
      title={
        <>
          {t('contract.this_milestone')}: <Name>{milestone.title}</Name>
        </>
      }
      actions={<TextLink href={`/milestones/${milestone.id}`}>{t('common.open')}</TextLink>}
    >
      <Stack gap={5}>
        <MilestoneClock points={current.points} />
        {current.criteria.map((criterion) => (
          <CriterionResults key={criterion.id} criterion={criterion} attempts={current.attempts} />
        ))}
        <MissingAnswers attempts={current.attempts} />
        {isDiscovery(milestone) ? (
          <DiscoveryNote />
        ) : current.attempts.length === 0 ? (
          <Quiet>{t('contract.not_measured')}</Quiet>
        ) : null}
      </Stack>
    </Section>
  )
}

/** The one thing to do now, when it is the viewer's to do. */
function Act({ page }: Pick<Data, 'page'>) {
  const { t } = useLanguage()
  const title = turnTitle(page.turn)
  if (!page.yourTurn) return null
  const href = turnPlace(page.turn, page.id, page.current?.id) ?? `/contracts/${page.id}/terms#sign`
  return (
    <Row gap={3}>
      <LinkButton href={href} tone="primary" icon="arrow">
        {t(title ?? 'dashboard.item_sign')}
      </LinkButton>
    </Row>
  )
}

/** Other seats are proposed and wait for somebody's word. */
function PassingOn({ page }: Pick<Data, 'page'>) {
  const { t } = useLanguage()
  if (!page.handOver) return null
  return (
    <Notice title={t('seats.open_title')}>
      <p>{t('seats.open_short', { position: page.handOver.fromPosition })}</p>
      <p>
        <Countdown until={page.handOver.deadlineAt} />
      </p>
      <TextLink href={`/contracts/${page.id}/seats`}>{t('seats.link')}</TextLink>
    </Notice>
  )
}

function Terms({ page }: Pick<Data, 'page'>) {
  const { t, date } = useLanguage()
  const signed = (side: 'client' | 'team') => page.signatures.find((mark) => mark.side === side)
  const line = (side: 'client' | 'team', name: string) => {
    const mark = signed(side)
    return mark
      ? t('contract.signed_by', {
          name: `\u2068${mark.name}\u2069`,
          side: `\u2068${name}\u2069`,
          date: date(mark.signedAt),
        })
      : t('contract.not_signed', { side: `\u2068${name}\u2069` })
  }
  return (
    <Section title={t('contract.terms')}>
      <Stack gap={3}>
        <Row gap={3}>
          <span>{t('contract.terms_version', { version: page.termsVersion })}</span>
          <ProofLink hash={page.termsHash} href={`/contracts/${page.id}/terms`} />
        </Row>
        <ul className="grid list-disc gap-1 ps-5 text-sm">
          <li>{line('client', page.clientName)}</li>
          <li>{line('team', page.teamName)}</li>
        </ul>
        <LinkButton href={`/contracts/${page.id}/terms`} tone="quiet">
          {t(
            page.yourTurn && page.signatures.length < 2
              ? 'contract.terms_sign'
              : 'contract.terms_read',
          )}
        </LinkButton>
      </Stack>
    </Section>
  )
}

/** What is left to measure on, and what the milestones would take of it. */
function SealedRows({ sealedRows }: Pick<Data, 'sealedRows'>) {
  const { t } = useLanguage()
  if (!sealedRows) return null
  const { left, of, needs } = sealedRows
  return (
    <Section title={t('dataset.spent_title')} lead={t('dataset.spent_lead', { left, of })}>
      <DescriptionList
        items={needs.map(({ title, attempts, rows }) => ({
          term: <Name>{title}</Name>,
          value: t('dataset.spent_needs', { attempts, rows }),
        }))}
      />
    </Section>
  )
}

function Evidence({ page }: Pick<Data, 'page'>) {
  const { t, date } = useLanguage()
  return (
    <Section title={t('contract.evidence')}>
      <Stack gap={2}>
        <p>{t('contract.evidence_short', { count: page.evidenceCount })}</p>
        {page.lastHash ? (
          <p>
            <ProofLink hash={page.lastHash} href={`/contracts/${page.id}/evidence`} />
          </p>
        ) : null}
        <TextLink href={`/contracts/${page.id}/evidence`}>{t('contract.evidence_open')}</TextLink>
        <TextLink href={`/contracts/${page.id}/status`}>{t('watch.link')}</TextLink>
        {page.dataDeletedAt ? (
          <Quiet>{t('contract.data_deleted', { date: date(page.dataDeletedAt) })}</Quiet>
        ) : page.deleteDataAt ? (
          <Quiet>{t('contract.delete_data', { date: date(page.deleteDataAt) })}</Quiet>
        ) : null}
      </Stack>
    </Section>
  )
}

function People({ page, profiles }: Pick<Data, 'page' | 'profiles'>) {
  const { t } = useLanguage()
  return (
    <Section
      title={t('contract.people')}
      lead={t('contract.people_lead')}
      actions={<TextLink href={`/contracts/${page.id}/seats`}>{t('seats.link')}</TextLink>}
    >
      <PeopleRow
        people={[
          ...page.members.map((member) => ({
            name: member.name,
            href: profileHref(profiles, member.personId),
            role: t(`role.${member.role}`),
            shareBps: member.shareBps,
            ...(member.lead ? { note: t('contract.lead_mark') } : {}),
          })),
          ...page.clientPeople.map((person) => ({
            name: person.name,
            href: profileHref(profiles, person.personId),
            role: t('contract.acts_for', { client: `\u2068${page.clientName}\u2069` }),
          })),
        ]}
      />
    </Section>
  )
}

function Reviews({ page, reviews }: Data) {
  const { t, date } = useLanguage()
  if (!endedContractStatuses.includes(page.status)) return null
  return (
    <Section title={t('review.title')}>
      <Stack gap={2}>
        {reviews.open && reviews.until ? (
          <p>{t('contract.review_open', { date: date(reviews.until) })}</p>
        ) : null}
        <LinkButton
          href={`/contracts/${page.id}/review`}
          tone={reviews.open && !reviews.mine && reviews.side ? 'primary' : 'quiet'}
        >
          {t(
            reviews.open && !reviews.mine && reviews.side
              ? 'contract.review_write'
              : 'contract.review_read',
          )}
        </LinkButton>
      </Stack>
    </Section>
  )
}

export default function ContractPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { page, current } = data
  const { t } = useLanguage()
  const names = { client: page.clientName, team: page.teamName }
  return (
    <Page
      title={<Name>{page.title}</Name>}
      kicker={t('contract.kicker')}
      lead={t('contract.between', {
        client: `\u2068${page.clientName}\u2069`,
        team: `\u2068${page.teamName}\u2069`,
      })}
      crumbs={[{ href: '/contracts', label: t('contract.list_title') }, { label: page.title }]}
      money
      status={
        <TurnChip
          turn={page.turn}
          names={names}
          side={page.side}
          label={t(`contract.status_${page.status}`)}
        />
      }
    >
      <Stack gap={7}>
        <ErrorNotice state={state} />
        {page.milestones.length > 1 ? <MilestoneLine contract={page} /> : null}
        <Columns ratio="main-aside">
          <Stack gap={7}>
            <Stack gap={4}>
              <WhatNext turn={page.turn} names={names} side={page.side} />
              <Act page={page} />
            </Stack>
            <PassingOn page={page} />
            <AfterDiscovery after={data.after} names={names} state={state} />
            <ContractInputs contractId={page.id} {...data.owed} state={state} />
            <Current current={current} />
          </Stack>
          <Stack gap={7}>
            <Section title={t('contract.money')}>
              {current ? (
                <MilestoneMoney
                  terms={page.terms}
                  position={current.milestone.position}
                  kind={current.milestone.kind}
                  currency={page.currency}
                  amountMinor={current.milestone.amountMinor}
                  releasedAt={current.milestone.releasedAt}
                  money={current.money}
                />
              ) : null}
            </Section>
            <Terms page={page} />
            <SealedRows sealedRows={data.sealedRows} />
            <Evidence page={page} />
            <Reviews {...data} />
            <DescriptionList
              items={[
                {
                  term: t('contract.price'),
                  value: (
                    <MoneyText value={{ currency: page.currency, amountMinor: page.priceMinor }} />
                  ),
                },
                {
                  term: t('contract.class'),
                  value: (
                    <>
                      {t(`stewardship.class_${page.workloadClass}`)}
                      {isUnnamedClass(page.workloadClass) && page.mayAct.includes('client') ? (
                        <p>
                          <TextLink href={`/contracts/${page.id}/naming`}>
                            {t('portfolio.naming_title')}
                          </TextLink>
                        </p>
                      ) : null}
                    </>
                  ),
                },
                {
                  term: t('contract.team'),
                  value: (
                    <TextLink href={`/teams/${page.teamSlug}`}>
                      <Name>{page.teamName}</Name>
                    </TextLink>
                  ),
                },
              ]}
            />
          </Stack>
        </Columns>
        <ThreadBeside beside={data.beside} />
        <People page={page} profiles={data.profiles} />
      </Stack>
    </Page>
  )
}
