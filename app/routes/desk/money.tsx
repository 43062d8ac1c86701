import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Code, Name } from '~/components/page/text'
import { refundAgain } from '~/domain/escrow/refund-again.server'
import { resendPayable } from '~/domain/escrow/resend-payable.server'
import { deskMoney } from '~/domain/figures/desk-money.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { retryOperation } from '~/domain/payments/retry-operation.server'
import { type Currency, money } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'
import { Outbox, PayableChip } from './_outbox'
import { DeskTabs } from './_tabs'

export const handle = { title: 'money.desk_title' satisfies MessageKey }

export const loader = serve('operator', ({ viewer, db }) => deskMoney(db, viewer))

export const action = act('operator', async ({ viewer, form, at }) => {
  const id = String(form.get('id') ?? '')
  const by = viewer.personId
  switch (form.get('intent')) {
    case 'retry':
      await inTransaction((tx) => retryOperation(tx, { operationId: id, by }))
      return redirectWith('/desk/money', 'money.desk_retried')
    case 'resend':
      await inTransaction((tx) => resendPayable(tx, { payableId: id, by, at }))
      return redirectWith('/desk/money', 'money.desk_resent')
    case 'refund-again':
      await inTransaction((tx) => refundAgain(tx, { operationId: id, by, at }))
      return redirectWith('/desk/money', 'money.desk_refunded_again')
    default:
      throw new Refused('form_invalid')
  }
})

type Data = Awaited<ReturnType<typeof loader>>

export default function DeskMoney() {
  const { currencies, payables, operations, events, sealing } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page title={t('money.desk_title')} kicker={t('desk.title')} money>
      <DeskTabs current="/desk/money" />
      <ErrorNotice state={state} />
      <Section title={t('money.desk_balance')} lead={t('money.desk_balance_lead')}>
        {currencies.length === 0 ? <p>{t('money.desk_balance_empty')}</p> : null}
        {currencies.map((books) => (
          <Balance key={books.currency} books={books} />
        ))}
        <Sealing state={sealing} />
      </Section>
      <Section title={t('money.desk_payables')}>
        <Payables rows={payables} />
      </Section>
      <Section title={t('money.desk_outbox')} lead={t('money.desk_outbox_lead')}>
        <Outbox rows={operations} />
      </Section>
      <Section title={t('money.desk_inbox')} lead={t('money.desk_inbox_lead')}>
        <Inbox rows={events} />
      </Section>
    </Page>
  )
}

function Balance({ books }: { books: Data['currencies'][number] }) {
  const { t } = useLanguage()
  const currency = books.currency as Currency
  const even = books.sumMinor === 0n
  return (
    <>
      <DataTable
        caption={t('money.desk_balance_of', { currency })}
        rows={[...books.rows, { kind: null, balanceMinor: books.sumMinor }]}
        rowKey={(row) => row.kind ?? 'sum'}
        columns={[
          {
            key: 'account',
            label: t('money.desk_account'),
            primary: true,
            cell: (row) =>
              row.kind ? t(`money.account_${row.kind}`) : <strong>{t('money.desk_sum')}</strong>,
          },
          {
            key: 'balance',
            label: t('money.amount'),
            numeric: true,
            cell: (row) => (
              <MoneyText value={money(currency, row.balanceMinor)} strong={row.kind === null} />
            ),
          },
        ]}
      />
      <Notice tone={even ? 'met' : 'lost'}>
        <p>{t(even ? 'money.desk_sum_zero' : 'money.desk_sum_wrong')}</p>
      </Notice>
    </>
  )
}

/** One line: the last seal, and what waits beyond it and since when. */
function Sealing({ state: { last, unsealed, oldestAt } }: { state: Data['sealing'] }) {
  const { t, dateTime, number } = useLanguage()
  return (
    <p className="text-sm text-quiet">
      {last === null
        ? t('money.desk_seal_none')
        : t('money.desk_seal_last', {
            number: number(Number(last.number)),
            when: dateTime(last.sealedAt),
          })}{' '}
      {oldestAt === null
        ? last && t('money.desk_seal_all')
        : t('money.desk_seal_waiting', { count: unsealed, when: dateTime(oldestAt) })}
    </p>
  )
}

function Payables({ rows }: { rows: Data['payables'] }) {
  const { t, date, number } = useLanguage()
  return (
    <DataTable
      caption={t('money.desk_payables')}
      hideCaption
      rows={rows}
      rowKey={(row) => row.payableId}
      empty={<p>{t('money.desk_payables_empty')}</p>}
      columns={[
        {
          key: 'member',
          label: t('money.desk_member'),
          primary: true,
          cell: (row) => <Name>{row.name}</Name>,
        },
        {
          key: 'milestone',
          label: t('money.desk_milestone'),
          cell: (row) => (
            <div className="grid gap-1">
              <Name>{row.title}</Name>
              {row.kind === null ? null : (
                <span className="text-xs text-quiet">{t(`money.for_${row.kind}`)}</span>
              )}
            </div>
          ),
        },
        { key: 'due', label: t('money.desk_due'), cell: (row) => date(row.dueAt) },
        {
          key: 'refusals',
          label: t('money.desk_refusals'),
          numeric: true,
          cell: (row) => number(row.refusals),
        },
        {
          key: 'state',
          label: t('money.state'),
          cell: (row) =>
            row.canResend ? (
              <ActionForm
                intent="resend"
                tone="quiet"
                label={t('money.desk_resend')}
                fields={{ id: row.payableId }}
                confirm={t('money.desk_resend_sure')}
              />
            ) : (
              <PayableChip status={row.status} />
            ),
        },
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

function Inbox({ rows }: { rows: Data['events'] }) {
  const { t, dateTime } = useLanguage()
  return (
    <DataTable
      caption={t('money.desk_inbox')}
      hideCaption
      rows={rows}
      rowKey={(row) => row.eventId}
      empty={<p>{t('money.desk_inbox_empty')}</p>}
      columns={[
        {
          key: 'event',
          label: t('money.desk_event'),
          primary: true,
          cell: (row) => (
            <div className="grid gap-1">
              <Code>{row.type}</Code>
              <bdi dir="ltr" className="text-xs font-normal break-all text-quiet">
                {row.objectId}
              </bdi>
            </div>
          ),
        },
        {
          key: 'received',
          label: t('money.desk_received'),
          cell: (row) => dateTime(row.receivedAt),
        },
        {
          key: 'processed',
          label: t('money.desk_processed'),
          cell: (row) =>
            row.processedAt
              ? dateTime(row.processedAt)
              : (row.lastError ?? t('money.desk_not_processed')),
        },
      ]}
    />
  )
}
