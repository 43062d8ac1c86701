import { type Currency, isCurrency } from '~/kernel/money'

export type MoneyLine = { readonly currency: Currency; readonly amountMinor: bigint }

/** One sum for each currency, in the order of their codes. Amounts of two currencies never meet. */
export function sumByCurrency(
  lines: readonly { currency: string; amountMinor: bigint }[],
): MoneyLine[] {
  const sums = new Map<Currency, bigint>()
  for (const { currency, amountMinor } of lines) {
    if (!isCurrency(currency)) throw new RangeError(`${currency} is not a currency of Samar`)
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor)
  }
  return [...sums]
    .map(([currency, amountMinor]) => ({ currency, amountMinor }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
