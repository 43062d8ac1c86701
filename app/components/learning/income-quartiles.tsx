import type { Income } from '~/domain/figures/graduate-funnel'
import { money } from '~/kernel/money'
import { DataTable } from '../page/data-table'
import { useLanguage } from '../page/language'
import { MoneyText } from '../page/money'
import { QuartilePlot } from '../plots/quartile-plot'

/** What graduates earned in the 90 days, by currency: a picture, and the table that it is drawn from. */
export function IncomeQuartiles({ income }: { income: readonly Income[] }) {
  const { t, number, money: inWords } = useLanguage()
  const cell = (pick: (row: Income) => bigint) => (row: Income) => (
    <MoneyText value={money(row.currency, pick(row))} />
  )
  return (
    <>
      <QuartilePlot
        rows={income
          .filter(({ upperMinor }) => upperMinor > 0n)
          .map(({ currency, lowerMinor, medianMinor, upperMinor }) => ({
            key: currency,
            label: t('graduate.income_line', {
              lower: inWords(money(currency, lowerMinor)),
              median: inWords(money(currency, medianMinor)),
              upper: inWords(money(currency, upperMinor)),
            }),
            ...{ lower: Number(lowerMinor), median: Number(medianMinor) },
            upper: Number(upperMinor),
            summary: t('graduate.income_plot', { currency }),
          }))}
      />
      <DataTable
        caption={t('graduate.income_title')}
        hideCaption
        rows={income}
        rowKey={({ currency }) => currency}
        columns={[
          {
            key: 'currency',
            label: t('graduate.currency'),
            primary: true,
            cell: ({ currency }) => currency,
          },
          {
            key: 'earning',
            label: t('graduate.earning'),
            numeric: true,
            cell: (row) => number(row.earning),
          },
          {
            key: 'lower',
            label: t('graduate.quartile_lower'),
            numeric: true,
            cell: cell(({ lowerMinor }) => lowerMinor),
          },
          {
            key: 'median',
            label: t('graduate.quartile_median'),
            numeric: true,
            cell: cell(({ medianMinor }) => medianMinor),
          },
          {
            key: 'upper',
            label: t('graduate.quartile_upper'),
            numeric: true,
            cell: cell(({ upperMinor }) => upperMinor),
          },
        ]}
      />
    </>
  )
}
