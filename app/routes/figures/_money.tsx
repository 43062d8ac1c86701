import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Columns } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { PartPlot } from '~/components/plots/part-plot'
import type { PairMoney, PublicFigures } from '~/domain/figures/public-figures'
import { countryName } from '~/kernel/countries'
import { type Currency, currencies, money } from '~/kernel/money'
import { Figure } from './_figure'

/** What was released between countries, a picture for each currency. */
export function MoneySection(props: { money: PublicFigures['money']; asOf: Date }) {
  const { t, list } = useLanguage()
  const { shown, withheld } = props.money
  const none = shown.length === 0 && withheld.length === 0
  return (
    <Figure
      id="money"
      title={t('figures.money_title')}
      definition={t('figures.money_definition')}
      csv="/figures/money.csv"
      rule={t('figures.money_rule')}
      asOf={props.asOf}
    >
      {none ? <Quiet>{t('figures.money_none')}</Quiet> : null}
      <Columns>
        {currencies.map((currency) => {
          const rows = shown.filter((row) => row.currency === currency)
          return rows.length > 0 ? (
            <InCurrency key={currency} currency={currency} rows={rows} />
          ) : null
        })}
      </Columns>
      {withheld.length > 0 ? (
        <Quiet>
          {t(shown.length === 0 ? 'figures.money_all_withheld' : 'figures.money_withheld', {
            currencies: list(withheld),
          })}
        </Quiet>
      ) : null}
    </Figure>
  )
}

function InCurrency({ currency, rows }: { currency: Currency; rows: readonly PairMoney[] }) {
  const { t, locale, number, money: inWords } = useLanguage()
  const nameOf = ({ pair }: PairMoney) => {
    if (pair === null) return t(rows.length > 1 ? 'figures.other_pairs' : 'figures.all_pairs')
    const [from, to] = [countryName(pair.from, locale), countryName(pair.to, locale)]
    return t('figures.pair', { from, to })
  }
  const worth = (row: PairMoney) => money(currency, BigInt(row.amountMinor))
  const keyOf = ({ pair }: PairMoney) => (pair ? `${pair.from} ${pair.to}` : 'others')
  const title = t('figures.in_currency', { currency })
  return (
    <div className="grid min-w-0 content-start gap-4">
      <h3 className="text-base">{title}</h3>
      <PartPlot
        whole={Math.max(...rows.map(({ amountMinor }) => Number(amountMinor)))}
        rows={rows.map((row) => ({
          key: keyOf(row),
          label: nameOf(row),
          figure: (
            <span className="inline-flex flex-wrap items-baseline gap-x-3">
              <span className="text-xs">{t('figures.contracts_of', { count: row.contracts })}</span>
              <MoneyText value={worth(row)} />
            </span>
          ),
          summary: t('figures.money_summary', {
            label: nameOf(row),
            amount: inWords(worth(row)),
            count: row.contracts,
          }),
          parts: [{ key: 'amount', value: Number(row.amountMinor), fill: 'var(--accent)' }],
        }))}
      />
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={title}
          hideCaption
          rows={rows}
          rowKey={keyOf}
          columns={[
            { key: 'pair', label: t('figures.countries'), primary: true, cell: nameOf },
            {
              key: 'contracts',
              label: t('figures.contracts'),
              numeric: true,
              cell: ({ contracts }) => number(contracts),
            },
            {
              key: 'amount',
              label: t('figures.amount'),
              numeric: true,
              cell: (row) => <MoneyText value={worth(row)} />,
            },
          ]}
        />
      </Fold>
    </div>
  )
}
