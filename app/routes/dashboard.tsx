import { useLoaderData } from '@remix-run/react'
import { TurnChip } from '~/components/contracts/contract-turn'
import { MilestoneClock } from '~/components/contracts/milestone-clock'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { Figures } from '~/components/page/figures'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { Columns, Row, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { TurnList } from '~/components/page/turn-list'
import { dashboard } from '~/domain/figures/dashboard.server'
import { serve } from '~/domain/identity/access.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'dashboard.title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db, at }) => ({
  ...(await dashboard(db, viewer, at)),
  name: viewer.name,
  isOperator: viewer.operator,
}))

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Waiting({ waiting }: Pick<Data, 'waiting'>) {
  const language = useLanguage()
  const { t } = language
  if (waiting.length === 0) {
    return <EmptyState title={t('dashboard.nothing_title')} body={t('dashboard.nothing_body')} />
  }
  return (
    <Section title={t('dashboard.waits', { count: waiting.length })}>
      <TurnList
        items={waiting.map((item) => {
          const values = Object.fromEntries(
            Object.entries(item.values).map(([key, value]) => [key, isolated(value)]),
          )
          const sentence = item.sentence
            ? t(item.sentence, { ...values, date: item.until ? language.dateTime(item.until) : '' })
            : null
          return {
            id: item.id,
            href: item.href,
            title: t(item.title, item.titleValues),
            sentence: (
              <>
                {item.about ? (
                  <span className="block text-ink">
                    <Name>{item.about}</Name>
                  </span>
                ) : null}
                {sentence}
              </>
            ),
            ...(item.until ? { until: item.until } : {}),
          }
        })}
      />
    </Section>
  )
}

function Money({ clientMoney, memberMoney, operator }: Data) {
  const { t } = useLanguage()
  const figures = [
    ...clientMoney.flatMap(({ currency, amounts }) => [
      {
        label: t('dashboard.held'),
        value: <MoneyText value={{ currency, amountMinor: amounts.held }} />,
        note: t('dashboard.held_note'),
        href: '/money',
      },
      {
        label: t('dashboard.paid_out'),
        value: <MoneyText value={{ currency, amountMinor: amounts.released }} />,
        note: t('dashboard.paid_out_note'),
        href: '/money',
      },
      ...(amounts.refunded > 0n
        ? [
            {
              label: t('dashboard.refunded'),
              value: <MoneyText value={{ currency, amountMinor: amounts.refunded }} />,
              note: t('dashboard.refunded_note'),
              href: '/money',
            },
          ]
        : []),
    ]),
    ...memberMoney.flatMap(({ currency, amounts }) => [
      {
        label: t('dashboard.expected'),
        value: <MoneyText value={{ currency, amountMinor: amounts.held }} />,
        note: t('dashboard.expected_note'),
        href: '/money',
      },
      {
        label: t('dashboard.arriving'),
        value: <MoneyText value={{ currency, amountMinor: amounts.arriving }} />,
        note: t('dashboard.arriving_note'),
        href: '/money',
      },
      {
        label: t('dashboard.paid'),
        value: <MoneyText value={{ currency, amountMinor: amounts.paid }} />,
        href: '/money',
      },
    ]),
    ...(operator?.held ?? []).map((line) => ({
      label: t('dashboard.operator_held'),
      value: <MoneyText value={line} />,
      href: '/desk/money',
    })),
  ]
  return (
    <Section title={t('dashboard.money')}>
      {figures.length > 0 ? <Figures items={figures} /> : <Quiet>{t('dashboard.no_money')}</Quiet>}
    </Section>
  )
}

function Running({ open, client }: Data) {
  const { t } = useLanguage()
  if (open.length === 0) {
    return (
      <EmptyState
        title={t('dashboard.no_contracts_title')}
        body={t(client ? 'dashboard.no_contracts_client' : 'dashboard.no_contracts_team')}
        action={{ href: '/briefs', label: t('contract.to_briefs') }}
      />
    )
  }
  return (
    <Section
      title={t('dashboard.contracts')}
      actions={<TextLink href="/contracts">{t('dashboard.contracts_all')}</TextLink>}
    >
      <Stack gap={6}>
        {open.map((row) => (
          <article key={row.id} className="grid min-w-0 gap-3 border-t border-hairline pt-4">
            <h3 className="text-base font-semibold">
              <TextLink href={`/contracts/${row.id}`}>
                <Name>{row.title}</Name>
              </TextLink>
            </h3>
            <TurnChip
              turn={row.turn}
              names={{ client: row.clientName, team: row.teamName }}
              side={row.side}
              label={
                row.current && row.turn === row.current.turn
                  ? t(`milestone.status_${row.current.status}`)
                  : t(`contract.status_${row.status}`)
              }
            />
            {row.current ? <MilestoneClock points={row.current.points} compact /> : null}
          </article>
        ))}
      </Stack>
    </Section>
  )
}

function Teams({ teams }: Pick<Data, 'teams'>) {
  const { t, shareBps } = useLanguage()
  if (teams.length === 0) {
    return (
      <EmptyState
        title={t('dashboard.teams_none_title')}
        body={t('dashboard.teams_none_body')}
        action={{ href: '/teams/new', label: t('dashboard.teams_new') }}
      />
    )
  }
  return (
    <Section title={t('dashboard.teams')}>
      <LinkList
        items={teams.map((row) => ({
          id: row.teamId,
          href: `/teams/${row.slug}`,
          title: row.name,
          meta: (
            <>
              <span>{t(`role.${row.role}`)}</span>
              <span>{t('dashboard.team_share', { share: shareBps(row.shareBps) })}</span>
              <span>{t('dashboard.team_members', { count: row.members })}</span>
            </>
          ),
        }))}
      />
    </Section>
  )
}

function Briefs({ briefs }: Pick<Data, 'briefs'>) {
  const { t } = useLanguage()
  if (briefs.length === 0) {
    return (
      <EmptyState
        title={t('dashboard.briefs_none_title')}
        body={t('dashboard.briefs_none_body')}
        action={{ href: '/briefs/new', label: t('dashboard.briefs_new') }}
      />
    )
  }
  return (
    <Section
      title={t('dashboard.briefs')}
      actions={<TextLink href="/briefs/new">{t('dashboard.briefs_new')}</TextLink>}
    >
      <LinkList
        items={briefs.map((row) => ({
          id: row.id,
          href: `/briefs/${row.id}`,
          title: row.title,
          meta: <span>{t(`brief.status_${row.status}`)}</span>,
        }))}
      />
    </Section>
  )
}

function OpenBriefs({ openBriefs }: Pick<Data, 'openBriefs'>) {
  const { t } = useLanguage()
  if (openBriefs.length === 0) return null
  return (
    <Section
      title={t('dashboard.briefs_open')}
      lead={t('dashboard.briefs_open_lead')}
      actions={<TextLink href="/briefs">{t('dashboard.briefs_open_all')}</TextLink>}
    >
      <LinkList
        items={openBriefs.map((row) => ({
          id: row.id,
          href: `/briefs/${row.id}`,
          title: row.title,
          meta: (
            <>
              <span>{t(`sector.${row.sector}`)}</span>
              <MoneyText value={{ currency: row.currency, amountMinor: row.budgetMinor }} />
            </>
          ),
        }))}
      />
    </Section>
  )
}

function Start() {
  const { t } = useLanguage()
  return (
    <Section title={t('dashboard.start_title')} lead={t('dashboard.start_body')}>
      <Row gap={3}>
        <LinkButton href="/organisations/new" tone="primary">
          {t('dashboard.start_client')}
        </LinkButton>
        <LinkButton href="/teams/new">{t('dashboard.start_team')}</LinkButton>
      </Row>
    </Section>
  )
}

export default function DashboardPage() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const works = data.client || data.member
  const fresh = !works && !data.operator && !data.support
  return (
    <Page
      title={t('dashboard.title')}
      lead={t('dashboard.hello', { name: isolated(data.name) })}
      money
      actions={
        data.isOperator ? (
          <LinkButton href="/desk">{t('dashboard.operator_desk')}</LinkButton>
        ) : undefined
      }
    >
      <Stack gap={7}>
        {fresh ? <Start /> : null}
        <Columns ratio="main-aside">
          <Stack gap={7}>
            <Waiting waiting={data.waiting} />
            {data.operator ? <OperatorFigures operator={data.operator} /> : null}
            {data.support ? <Support support={data.support} /> : null}
            {(data.operator || data.support) && data.open.length === 0 ? null : (
              <Running {...data} />
            )}
          </Stack>
          <Stack gap={7}>
            {data.support ? <Organisations support={data.support} /> : null}
            {data.support && !works ? null : <Money {...data} />}
            {data.client ? <Briefs briefs={data.briefs} /> : null}
            {data.member || fresh ? <Teams teams={data.teams} /> : null}
            {data.operator ? null : <OpenBriefs openBriefs={data.openBriefs} />}
          </Stack>
        </Columns>
      </Stack>
    </Page>
  )
}

type SupportProps = { support: NonNullable<Data['support']> }

/** A training partner's or funder's own organisations, and what is not there for them yet. */
function Organisations({ support }: SupportProps) {
  const { t } = useLanguage()
  return (
    <Section title={t('dashboard.support_organisations')}>
      <LinkList
        items={support.organisations.map((row) => ({
          id: row.id,
          href: row.workshop ? `/partners/${row.id}` : `/organisations/${row.id}`,
          title: row.name,
          meta: (
            <>
              <span>{t(`organisation.kind_${row.kind}`)}</span>
              {row.workshop ? <span>{t('authoring.workshop_open')}</span> : null}
            </>
          ),
          body: t(`dashboard.support_${row.kind}`),
        }))}
      />
    </Section>
  )
}

/** What has been delivered and measured, for those who pay for proof or teach towards it. */
function Support({ support }: SupportProps) {
  const { t, number, date } = useLanguage()
  const { milestones, people, teams } = support.figures
  return (
    <Section title={t('dashboard.support_title')} lead={t('dashboard.support_lead')}>
      <Figures
        items={[
          { label: t('dashboard.support_milestones'), value: number(milestones) },
          { label: t('dashboard.support_people'), value: number(people), href: '/people' },
          { label: t('dashboard.support_teams'), value: number(teams), href: '/teams' },
        ]}
      />
      <LinkList
        items={support.latest.map((row) => ({
          id: row.milestoneId,
          href: `/verdicts/${row.verdictId}`,
          title: row.title,
          meta: (
            <>
              <Name>{row.team}</Name>
              <Name>{row.client}</Name>
              <span>{date(row.deliveredAt)}</span>
            </>
          ),
        }))}
      />
    </Section>
  )
}

function OperatorFigures({ operator }: { operator: NonNullable<Data['operator']> }) {
  const { t, number } = useLanguage()
  return (
    <Section title={t('dashboard.operator')}>
      <Figures
        items={[
          {
            label: t('dashboard.operator_waiting'),
            value: number(operator.waiting),
            href: '/desk/contracts',
          },
          {
            label: t('dashboard.operator_contracts'),
            value: number(operator.contracts),
            href: '/desk/contracts',
          },
        ]}
      />
    </Section>
  )
}
