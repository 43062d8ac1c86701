import { ActionForm } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { Name } from '~/components/page/text'
import type { PayableStatus } from '~/domain/escrow/payable'
import type { OperationKind, OperationStatus } from '~/domain/payments/operation'
import { type Currency, money } from '~/kernel/money'

export type OutboxRow = {
  operationId: string
  kind: OperationKind
  name: string
  currency: string
  amountMinor: bigint
  status: OperationStatus
  providerId: string | null
  attempts: number
  lastError: string | null
  canAskAgain: boolean
  canRefundAgain: boolean
}

const operationChips: Record<OperationStatus, StatusKind> = {
  recorded: 'waiting',
  sending: 'running',
  accepted: 'running',
  confirmed: 'done',
  failed: 'lost',
  unknown: 'inconclusive',
}
const payableChips: Record<PayableStatus, StatusKind> = {
  waiting: 'waiting',
  sending: 'running',
  paid: 'done',
  stopped: 'lost',
}

export function PayableChip({ status }: { status: PayableStatus }) {
  const { t } = useLanguage()
  return <StatusChip kind={payableChips[status]} label={t(`money.payable_${status}`)} />
}

/** What the provider was asked for, with what an operator may do about it. */
export function Outbox({ rows }: { rows: readonly OutboxRow[] }) {
  const { t, number } = useLanguage()
  return (
    <DataTable
      caption={t('money.desk_outbox')}
      hideCaption
      rows={rows}
      rowKey={(row) => row.operationId}
      empty={<p>{t('money.desk_outbox_empty')}</p>}
      columns={[
        {
          key: 'operation',
          label: t('money.desk_operation'),
          primary: true,
          cell: (row) => t(`money.kind_${row.kind}`),
        },
        { key: 'to', label: t('money.desk_to'), cell: (row) => <Name>{row.name}</Name> },
        { key: 'state', label: t('money.state'), cell: (row) => <OperationState row={row} /> },
        {
          key: 'attempts',
          label: t('money.desk_attempts'),
          numeric: true,
          cell: (row) => number(row.attempts),
        },
        {
          key: 'provider',
          label: t('money.desk_provider_id'),
          cell: (row) =>
            row.providerId ? <bdi dir="ltr">{row.providerId}</bdi> : t('common.none'),
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

function OperationState({ row }: { row: OutboxRow }) {
  const { t } = useLanguage()
  const fields = { id: row.operationId }
  return (
    <div className="grid justify-items-start gap-2">
      <StatusChip kind={operationChips[row.status]} label={t(`money.operation_${row.status}`)} />
      {row.lastError ? (
        <span className="max-w-[40ch] text-xs text-quiet">
          <bdi>{row.lastError}</bdi>
        </span>
      ) : null}
      {row.canAskAgain ? (
        <ActionForm
          intent="retry"
          tone="quiet"
          label={t('money.desk_retry')}
          fields={fields}
          confirm={t('money.desk_retry_sure')}
        />
      ) : null}
      {row.canRefundAgain ? (
        <ActionForm
          intent="refund-again"
          tone="quiet"
          label={t('money.desk_refund_again')}
          fields={fields}
          confirm={t('money.desk_refund_again_sure')}
        />
      ) : null}
    </div>
  )
}
