import { type Money, money } from '~/kernel/money'
import { useLanguage } from './language'

/** An amount with its currency code: equal widths, so that minor units stand under each other. */
export function MoneyText(props: {
  value: Money
  estimate?: Money
  strong?: boolean
  signed?: boolean
}) {
  const { amount, number } = useLanguage()
  const { value } = props
  const negative = value.amountMinor < 0n
  const positive = props.signed && value.amountMinor > 0n
  const plain = negative ? money(value.currency, -value.amountMinor) : value
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <span className={`num ${props.strong ? 'font-semibold' : ''}`}>
        {negative ? '\u2212' : positive ? '+' : ''}
        {amount(plain)}
        <span className="text-[0.85em] font-normal text-quiet">{`\u00a0${value.currency}`}</span>
      </span>
      {props.estimate ? (
        <span className="num text-xs font-normal text-quiet">
          {'\u2248\u00a0'}
          {number(Number(props.estimate.amountMinor) / 100, { digits: 0 })}
          {`\u00a0${props.estimate.currency}`}
        </span>
      ) : null}
    </span>
  )
}
