import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Section, Stack } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { QuartilePlot } from '~/components/plots/quartile-plot'
import type { Funnel, Income } from '~/domain/figures/graduate-funnel'
import { money } from '~/kernel/money'

/** What graduates earned, where there are enough of them to say so without naming anybody. */
export function IncomeSection({ funnel }: { funnel: Funnel }) {
  const { t, number, money: inWords } = useLanguage()
  const { matured, earning, income } = funnel
  const cell = (pick: (row: Income) => bigint) => (row: Income) => (
    <MoneyText value={money(row.currency, pick(row))} />
  )
  return (
    <Section title={t('graduate.income_title')} lead={t('graduate.income_lead')}>
      {earning === null ? (
        <Quiet>{t('graduate.income_few', { count: matured })}</Quiet>
      ) : income.length === 0 ? (
        <Quiet>{t('graduate.income_none', { matured })}</Quiet>
      ) : (
        <Stack gap={3}>
          <p>{t('graduate.income_some', { earning, matured })}</p>
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
        </Stack>
      )}
    </Section>
  )
}
