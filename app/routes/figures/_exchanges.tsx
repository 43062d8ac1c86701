import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { Quiet } from '~/components/page/text'
import type { PublicFigures } from '~/domain/figures/public-figures'
import { countryName } from '~/kernel/countries'
import { Figure } from './_figure'

type Exchanges = PublicFigures['exchanges']

/** Who worked in exchange, by home and the host's country. */
export function ExchangesSection({ exchanges, asOf }: { exchanges: Exchanges; asOf: Date }) {
  const { t, locale, number } = useLanguage()
  const { shown, withheld } = exchanges
  const nameOf = ({ pair }: Exchanges['shown'][number]) => {
    if (pair === null) return t(shown.length > 1 ? 'figures.other_pairs' : 'figures.all_pairs')
    const [from, to] = [countryName(pair.from, locale), countryName(pair.to, locale)]
    return t('figures.pair', { from, to })
  }
  return (
    <Figure
      id="exchanges"
      title={t('figures.exchanges_title')}
      definition={t('figures.exchanges_definition')}
      csv="/figures/exchanges.csv"
      rule={t('figures.exchanges_rule')}
      asOf={asOf}
    >
      {shown.length === 0 ? (
        <Quiet>{t(withheld ? 'figures.exchanges_withheld' : 'figures.exchanges_none')}</Quiet>
      ) : (
        <DataTable
          caption={t('figures.exchanges_title')}
          hideCaption
          rows={shown}
          rowKey={({ pair }) => (pair ? `${pair.from} ${pair.to}` : 'others')}
          columns={[
            { key: 'pair', label: t('figures.exchanges_pair'), primary: true, cell: nameOf },
            {
              key: 'seats',
              label: t('figures.exchanges_seats'),
              numeric: true,
              cell: ({ seats }) => number(seats),
            },
          ]}
        />
      )}
    </Figure>
  )
}
