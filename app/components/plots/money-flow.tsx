import type { ReactNode } from 'react'
import { type Currency, money } from '~/kernel/money'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { MoneyText } from '../page/money'
import { Num } from '../page/text'

export type FlowMember = {
  name: string
  role?: string
  shareBps: number
  amountMinor: bigint
  state?: ReactNode
}

type End = {
  key: string
  name: ReactNode
  note?: ReactNode
  amountMinor: bigint
  ink: 'accent' | 'turn' | 'edge' | 'lost'
  person: boolean
}

const inks = {
  accent: 'var(--accent)',
  turn: 'var(--turn)',
  edge: 'var(--edge)',
  lost: 'var(--lost)',
}

/** The widths of the ribbons: as wide as the held column allows, and no ribbon wider than its slot. */
function scaleOf(shares: readonly number[]): number {
  const slot = 100 / Math.max(1, shares.length)
  return Math.min(56, ...shares.filter((share) => share > 0).map((share) => (0.82 * slot) / share))
}

/** Ribbons from evenly set ends to one stack in the middle, in a square of 100 by 100. */
function Ribbons({
  ends,
  total,
  side,
}: {
  ends: readonly End[]
  total: bigint
  side: 'in' | 'out'
}) {
  const shares = ends.map((end) =>
    total === 0n ? 0 : Number((end.amountMinor * 1_000_000n) / total) / 1e6,
  )
  const scale = scaleOf(shares)
  let stacked = 50 - (scale * shares.reduce((sum, share) => sum + share, 0)) / 2
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" className="mirror">
      {ends.map((end, index) => {
        const width = Math.max(0.8, (shares[index] ?? 0) * scale)
        const middle = ((index + 0.5) * 100) / ends.length
        const outer = middle - width / 2
        const inner = stacked
        stacked += (shares[index] ?? 0) * scale
        const [from, to] = side === 'in' ? [outer, inner] : [inner, outer]
        return (
          <path
            key={end.key}
            d={`M0 ${from} C50 ${from} 50 ${to} 100 ${to} V${to + width} C50 ${to + width} 50 ${from + width} 0 ${from + width} Z`}
            fill={inks[end.ink]}
            opacity={end.ink === 'edge' ? 0.45 : 0.6}
          />
        )
      })}
    </svg>
  )
}

function Slot({ end, currency }: { end: End; currency: Currency }) {
  return (
    <div className="flow-slot">
      <span className="min-w-0">
        <span className="font-semibold">{end.person ? <bdi>{end.name}</bdi> : end.name}</span>
        {end.note ? <span className="block text-xs text-quiet">{end.note}</span> : null}
      </span>
      <MoneyText value={money(currency, end.amountMinor)} />
    </div>
  )
}

/** The money of a milestone: funders, held, then fee, holdback and members. A picture and a table. */
export function MoneyFlow(props: {
  title?: string
  currency: Currency
  funders: readonly { name: string; amountMinor: bigint }[]
  fee: bigint
  holdback: bigint
  refunded?: bigint
  members: readonly FlowMember[]
  feeLabel?: string
  /** Where the money is now; the word in the middle. */
  stateLabel?: string
}) {
  const { t, shareBps } = useLanguage()
  const total = props.funders.reduce((sum, funder) => sum + funder.amountMinor, 0n)
  const funders: End[] = props.funders.map((funder, index) => ({
    key: `funder-${index}`,
    name: funder.name,
    amountMinor: funder.amountMinor,
    ink: 'accent',
    person: true,
  }))
  const outs: End[] = [
    {
      key: 'fee',
      name: props.feeLabel ?? t('common.fee'),
      amountMinor: props.fee,
      ink: 'edge',
      person: false,
    },
    {
      key: 'holdback',
      name: t('common.holdback'),
      amountMinor: props.holdback,
      ink: 'turn',
      person: false,
    },
    {
      key: 'refunded',
      name: t('common.refunded'),
      amountMinor: props.refunded ?? 0n,
      ink: 'lost',
      person: false,
    },
    ...props.members.map(
      (member, index): End => ({
        key: `member-${index}`,
        name: member.name,
        note: (
          <>
            {member.role ? <>{member.role} · </> : null}
            <Num>{shareBps(member.shareBps)}</Num>
            {member.state ? <> · {member.state}</> : null}
          </>
        ),
        amountMinor: member.amountMinor,
        ink: 'accent',
        person: true,
      }),
    ),
  ]
  const drawn = outs.filter((end) => end.amountMinor > 0n || end.key === 'fee')
  const title = props.title ?? t('common.money_flow')
  return (
    <figure className="flow-frame m-0 grid min-w-0 gap-4">
      <figcaption className="font-semibold">{title}</figcaption>
      <div className="flow">
        <div className="flow-column">
          {funders.map((end) => (
            <Slot key={end.key} end={end} currency={props.currency} />
          ))}
        </div>
        <div className="flow-ribbons">
          <Ribbons ends={funders} total={total} side="in" />
        </div>
        <div className="flow-column justify-center">
          <div className="grid gap-0.5 rounded-md border border-accent bg-accent-wash p-3 leading-snug">
            <span className="text-xs">{props.stateLabel ?? t('common.held')}</span>
            <MoneyText value={money(props.currency, total)} strong />
          </div>
        </div>
        <div className="flow-ribbons">
          <Ribbons ends={drawn} total={total} side="out" />
        </div>
        <div className="flow-column">
          {drawn.map((end) => (
            <Slot key={end.key} end={end} currency={props.currency} />
          ))}
        </div>
      </div>
      <Fold label={t('common.table_view')}>
        <table className="table">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('common.what')}</th>
              <th scope="col" className="numeric">
                {t('common.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[
              ...funders,
              {
                key: 'held',
                name: t('common.held'),
                amountMinor: total,
                person: false,
                note: null,
              },
              ...drawn,
            ].map((end) => (
              <tr key={end.key}>
                <th scope="row">
                  <bdi>{end.name}</bdi>
                  {end.note ? <span className="text-xs text-quiet"> {end.note}</span> : null}
                </th>
                <td className="numeric">
                  <MoneyText value={money(props.currency, end.amountMinor)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Fold>
    </figure>
  )
}
