import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { Name, TextLink } from '~/components/page/text'
import type { PayableStatus } from '~/domain/escrow/payable'
import { type Currency, money } from '~/kernel/money'

type Part = {
  payableId: string
  amountMinor: bigint
  status: PayableStatus
  dueAt: Date
  paidAt: Date | null
}

export type StatementLine = {
  transactionId: string
  reference: string
  title: string
  kind: 'milestone' | 'place' | 'seats'
  within: string
  href: string
  reason: 'release' | 'holdback'
  currency: string
  shareBps: number
  releasedAt: Date
  amountMinor: bigint
  grossMinor: bigint
  feeMinor: bigint
  holdbackMinor: bigint
  sharedMinor: bigint
  parts: readonly Part[]
}

const chips: Record<PayableStatus, StatusKind> = {
  waiting: 'waiting',
  sending: 'running',
  paid: 'done',
  stopped: 'lost',
}

/** Each release with how its sum came about, in whole sentences, and how far the transfer is. */
export function Statement(props: { lines: readonly StatementLine[]; needsAccount: boolean }) {
  const { t, date } = useLanguage()
  return (
    <DataTable
      caption={t('money.statement')}
      hideCaption
      rows={props.lines}
      rowKey={(line) => line.transactionId}
      empty={<p>{t('money.statement_empty')}</p>}
      columns={[
        { key: 'date', label: t('money.date'), cell: (line) => date(line.releasedAt) },
        {
          key: 'what',
          label: t('money.what'),
          primary: true,
          cell: (line) => (
            <div className="grid gap-1">
              <TextLink href={line.href}>
                <Name>{line.title}</Name>
              </TextLink>
              <span className="text-xs font-normal text-quiet">
                <Name>{line.within}</Name>
                {line.kind === 'milestone' ? null : ` · ${t(`money.for_${line.kind}`)}`}
              </span>
              <Explanation line={line} />
            </div>
          ),
        },
        {
          key: 'state',
          label: t('money.state'),
          cell: (line) => <State line={line} needsAccount={props.needsAccount} />,
        },
        {
          key: 'amount',
          label: t('money.amount'),
          numeric: true,
          cell: (line) => (
            <MoneyText value={money(line.currency as Currency, line.amountMinor)} strong />
          ),
        },
      ]}
    />
  )
}

function Explanation({ line }: { line: StatementLine }) {
  const { t, money: say, shareBps } = useLanguage()
  const amount = (minor: bigint) => say(money(line.currency as Currency, minor))
  const values = {
    gross: amount(line.grossMinor),
    fee: amount(line.feeMinor),
    holdback: amount(line.holdbackMinor),
    shared: amount(line.sharedMinor),
  }
  const sum =
    line.reason === 'holdback'
      ? t('money.line_holdback', values)
      : t(line.holdbackMinor > 0n ? 'money.line_release' : 'money.line_release_plain', values)
  const share = t('money.line_share', {
    share: shareBps(line.shareBps),
    amount: amount(line.amountMinor),
  })
  return (
    <p className="max-w-[68ch] text-sm font-normal text-quiet">
      {sum} {share}
    </p>
  )
}

/** One state, or one for each transfer where a release comes from several payments. */
function State({ line, needsAccount }: { line: StatementLine; needsAccount: boolean }) {
  const { t, date, money: say } = useLanguage()
  const sentences: Record<PayableStatus, (part: Part) => string> = {
    waiting: ({ dueAt }) =>
      needsAccount
        ? t('money.state_waiting_account')
        : t('money.state_waiting', { date: date(dueAt) }),
    sending: () => t('money.state_sending'),
    paid: ({ paidAt, dueAt }) => t('money.state_paid', { date: date(paidAt ?? dueAt) }),
    stopped: () => t('money.state_stopped'),
  }
  const sentence = (part: Part) => sentences[part.status](part)
  return (
    <div className="flex flex-wrap gap-2">
      {line.parts.map((part) => (
        <StatusChip
          key={part.payableId}
          kind={chips[part.status]}
          label={
            line.parts.length === 1
              ? sentence(part)
              : t('money.part', {
                  amount: say(money(line.currency as Currency, part.amountMinor)),
                  state: sentence(part),
                })
          }
        />
      ))}
    </div>
  )
}
