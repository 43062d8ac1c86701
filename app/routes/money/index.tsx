import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { Figures } from '~/components/page/figures'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Pagination } from '~/components/page/navigation'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Name, TextLink } from '~/components/page/text'
import { moneyPage } from '~/domain/figures/money-page.server'
import { serve } from '~/domain/identity/access.server'
import { type Currency, money } from '~/kernel/money'
import type { MessageKey } from '~/platform/languages/keys'
import { Statement } from './_statement'

export const handle = { title: 'money.title' satisfies MessageKey, script: false }

export const loader = serve('person', ({ viewer, db, url, at }) =>
  moneyPage(db, viewer, Number(url.searchParams.get('page')) || 1, at),
)

type Data = Awaited<ReturnType<typeof loader>>

export default function MoneyOverview() {
  const page = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const member = page.memberMoney.length > 0
  // A place in a track is bought for oneself; seats for others are funded like milestones.
  const places = page.fundings.filter(({ kind }) => kind === 'place')
  const funded = page.fundings.filter(({ kind }) => kind !== 'place')
  return (
    <Page title={t('money.title')} lead={t('money.lead')} money>
      {page.needsAccount ? (
        <Notice tone="turn" title={t('money.needs_account')}>
          <p>{t('money.needs_account_body')}</p>
          <p>
            <LinkButton href="/settings/payout-account" tone="primary">
              {t('money.needs_account_action')}
            </LinkButton>
          </p>
        </Notice>
      ) : null}
      {!member && page.fundings.length === 0 ? (
        <EmptyState
          title={t('money.empty_title')}
          body={t('money.empty_body')}
          action={{ href: '/contracts', label: t('money.empty_action') }}
        />
      ) : null}
      {member ? <MemberPart page={page} /> : null}
      {funded.length > 0 ? <FunderPart page={page} rows={funded} /> : null}
      {places.length > 0 ? (
        <Section title={t('money.as_learner')} lead={t('money.as_learner_lead')}>
          <Fundings rows={places} />
        </Section>
      ) : null}
    </Page>
  )
}

function MemberPart({ page }: { page: Data }) {
  const { t } = useLanguage()
  const { statement } = page
  return (
    <>
      <Section title={t('money.as_member')}>
        {page.memberMoney.map(({ currency, amounts }) => (
          <Figures
            key={currency}
            items={[
              {
                label: t('money.held'),
                value: <MoneyText value={money(currency, amounts.held)} />,
                note: t('money.held_member_note'),
              },
              {
                label: t('money.arriving'),
                value: <MoneyText value={money(currency, amounts.arriving)} />,
                note: t('money.arriving_note'),
              },
              {
                label: t('money.paid'),
                value: <MoneyText value={money(currency, amounts.paid)} />,
              },
            ]}
          />
        ))}
      </Section>
      <KeptBack rows={page.keptBack} />
      <Section title={t('money.statement')} lead={t('money.statement_lead')}>
        <Statement lines={statement.lines} needsAccount={page.needsAccount} />
        <Pagination
          page={statement.page}
          pages={statement.pages}
          href={(n) => `/money?page=${n}`}
        />
      </Section>
    </>
  )
}

/** The parts of released milestones that wait for the end of their warranty window. */
function KeptBack({ rows }: { rows: Data['keptBack'] }) {
  const { t, date, shareBps } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('money.kept_back')} lead={t('money.kept_back_lead')}>
      <DataTable
        caption={t('money.kept_back')}
        hideCaption
        columns={[
          {
            key: 'what',
            label: t('common.what'),
            primary: true,
            cell: (row) => (
              <TextLink href={row.href}>
                <Name>{row.title}</Name>
              </TextLink>
            ),
          },
          {
            key: 'share',
            label: t('common.share'),
            numeric: true,
            cell: (row) => shareBps(row.shareBps),
          },
          { key: 'due', label: t('money.kept_back_until'), cell: (row) => date(row.dueAt) },
          {
            key: 'amount',
            label: t('common.amount'),
            numeric: true,
            cell: (row) => <MoneyText value={money(row.currency, row.amountMinor)} />,
          },
        ]}
        rows={rows}
        rowKey={(row) => row.reference}
      />
    </Section>
  )
}

function FunderPart({ page, rows }: { page: Data; rows: Data['fundings'] }) {
  const { t } = useLanguage()
  return (
    <Section title={t('money.as_client')}>
      {page.clientMoney.map(({ currency, amounts }) => (
        <Figures
          key={currency}
          items={[
            {
              label: t('money.held'),
              value: <MoneyText value={money(currency, amounts.held)} />,
              note: t('money.held_note'),
            },
            {
              label: t('money.released'),
              value: <MoneyText value={money(currency, amounts.released)} />,
            },
            {
              label: t('money.refunded'),
              value: <MoneyText value={money(currency, amounts.refunded)} />,
            },
          ]}
        />
      ))}
      <Fundings rows={rows} />
    </Section>
  )
}

/** Payments, each with what became of it. */
function Fundings({ rows }: { rows: Data['fundings'] }) {
  const { t, date } = useLanguage()
  const became = (row: Data['fundings'][number]) =>
    row.usedFor && row.usedAt
      ? t(`money.became_${row.usedFor}`, { date: date(row.usedAt) })
      : t('money.became_held')
  return (
    <DataTable
      caption={t('money.funded')}
      rows={rows}
      rowKey={(row) => row.paymentId}
      columns={[
        {
          key: 'what',
          label: t('money.what'),
          primary: true,
          cell: (row) => (
            <div className="grid gap-1">
              <TextLink href={row.href}>
                <Name>{row.title}</Name>
              </TextLink>
              <span className="flex flex-wrap gap-x-3 text-xs font-normal text-quiet">
                <Name>{row.within}</Name>
                {row.kind === 'milestone' ? null : <span>{t(`money.for_${row.kind}`)}</span>}
                <Name>{row.organisation}</Name>
              </span>
            </div>
          ),
        },
        {
          key: 'paid-in',
          label: t('money.paid_in'),
          cell: (row) => `${date(row.chargedAt)} · ${t(`money.rail_${row.rail}`)}`,
        },
        { key: 'became', label: t('money.became'), cell: became },
        {
          key: 'amount',
          label: t('money.amount'),
          numeric: true,
          cell: (row) => <MoneyText value={money(row.currency as Currency, row.amountMinor)} />,
        },
      ]}
    />
  )
}
