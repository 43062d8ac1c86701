import type { useLoaderData } from '@remix-run/react'
import { ProposalStanding } from '~/components/contracts/proposal-standing'
import { LinkButton } from '~/components/page/button'
import { ComparisonTable } from '~/components/page/comparison-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { PeopleRow, profileHref } from '~/components/page/people'
import { Row, Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { rateLine } from '~/components/people/work-record'
import { openBriefStatuses } from '~/domain/market/briefs/brief'
import type { loader } from './index'

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** The proposals that lie before the client, side by side. */
export function ClientProposals({
  client,
  brief,
  profiles,
  verified,
}: {
  client: NonNullable<Data['client']>
  brief: Data['brief']
  profiles: Data['profiles']
  verified: Data['verified']
}) {
  const language = useLanguage()
  const { t, shareBps } = language
  if (client.rows.length === 0) {
    return (
      <Section title={t('brief.proposals')}>
        <EmptyState
          title={t('brief.no_proposals_title')}
          body={t(`brief.no_proposals_${brief.status}`)}
        />
      </Section>
    )
  }
  return (
    <Section
      title={t('brief.proposals')}
      lead={t('brief.proposals_lead', { queued: client.queued })}
    >
      <ComparisonTable
        cards
        caption={t('brief.proposals')}
        hideCaption
        heads={client.rows.map((row) => (
          <TextLink key={row.id} href={`/proposals/${row.id}`}>
            <Name>{row.teamName}</Name>
          </TextLink>
        ))}
        rows={[
          {
            label: t('proposal.price'),
            cells: client.rows.map((row) => (
              <MoneyText
                key={row.id}
                value={{ currency: row.currency, amountMinor: row.priceMinor }}
                strong
              />
            )),
          },
          {
            label: t('proposal.weeks'),
            cells: client.rows.map((row) => t('brief.weeks_count', { count: row.weeks })),
          },
          {
            label: t('proposal.milestones'),
            cells: client.rows.map((row) => row.milestones.length),
          },
          {
            label: t('proposal.holdback'),
            cells: client.rows.map((row) =>
              row.holdbackBps ? shareBps(row.holdbackBps) : t('common.none'),
            ),
          },
          {
            label: t('reputation.verified'),
            cells: client.rows.map(({ teamId }) => {
              const rate = verified[teamId]
              return rate ? rateLine(language, rate) : null
            }),
          },
          {
            label: t('proposal.people'),
            cells: client.rows.map((row) => (
              <PeopleRow
                key={row.id}
                people={row.seats.map(({ name, role, personId }) => ({
                  name,
                  role: t(`role.${role}`),
                  href: profileHref(profiles, personId),
                }))}
              />
            )),
          },
          {
            label: t('proposal.standing'),
            cells: client.rows.map((row) => <ProposalStanding key={row.id} {...row} />),
          },
          {
            label: t('proposal.title'),
            cells: client.rows.map((row) => (
              <LinkButton key={row.id} href={`/proposals/${row.id}`} tone="primary">
                {t('proposal.read')}
              </LinkButton>
            )),
          },
        ]}
      />
      <TextLink href={`/briefs/${brief.id}/compare`}>{t('compare.link')}</TextLink>
    </Section>
  )
}

/** What a team does about the brief: its own proposals, and the way to another. */
export function TeamSide({ own, teams, brief, signedIn, shownCount, queuedCount }: Data) {
  const { t } = useLanguage()
  const free = teams.filter(({ proposalId }) => proposalId === null)
  return (
    <Section title={t('brief.answer_title')}>
      <Stack gap={3}>
        <Quiet>{t('brief.queue_state', { shown: shownCount, queued: queuedCount })}</Quiet>
        {own.length > 0 ? (
          <LinkList
            items={own.map((row) => ({
              id: row.id,
              href: `/proposals/${row.id}`,
              title: <Name>{row.teamName}</Name>,
              meta: t(`proposal.status_${row.status}`),
              aside: <MoneyText value={{ currency: row.currency, amountMinor: row.priceMinor }} />,
            }))}
          />
        ) : null}
        {!openBriefStatuses.includes(brief.status) ? null : teams.length > 0 ? (
          <>
            <Row gap={3}>
              {teams.map(({ id, name, proposalId }) =>
                proposalId ? (
                  <LinkButton key={id} href={`/proposals/${proposalId}`} tone="primary">
                    {teams.length === 1
                      ? t('brief.your_proposal')
                      : t('brief.your_proposal_as', { team: name })}
                  </LinkButton>
                ) : (
                  <LinkButton
                    key={id}
                    href={`/briefs/${brief.id}/propose?team=${id}`}
                    tone="primary"
                  >
                    {t('brief.propose_as', { team: name })}
                  </LinkButton>
                ),
              )}
            </Row>
            {free.length > 0 ? (
              <Row gap={3}>
                {free.map((team) => (
                  <LinkButton key={team.id} href={`/teams/${team.slug}/form?brief=${brief.id}`}>
                    {t('matching.brief_link', { team: team.name })}
                  </LinkButton>
                ))}
              </Row>
            ) : null}
          </>
        ) : (
          <>
            <p>{t(signedIn ? 'brief.need_team' : 'brief.need_account')}</p>
            <LinkButton href={signedIn ? '/teams/new' : `/sign-in?next=/briefs/${brief.id}`}>
              {t(signedIn ? 'brief.make_team' : 'nav.sign_in')}
            </LinkButton>
          </>
        )}
        {signedIn ? (
          <LinkButton href={`/settings/skills/gap?brief=${brief.id}`} tone="bare">
            {t('skill.gap_brief_link')}
          </LinkButton>
        ) : null}
      </Stack>
    </Section>
  )
}
