import { funnelSteps } from './graduate-funnel'
import { type OutcomeGroup, outcomeClasses, type PublicFigures } from './public-figures'

/** The public figures as rows of a file, the head first; `null` is an empty cell. */
export type FigureRows = readonly (readonly (string | number | null)[])[]
type Rows = (figures: PublicFigures, asOf: string) => FigureRows

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(4)))

export const outcomeRows: Rows = ({ outcomes }, asOf) => {
  const line = (
    { counts, rate }: OutcomeGroup,
    { sector = '', from = '', to = '' }: { sector?: string; from?: string; to?: string },
  ) => [
    ...[asOf, sector, from, to, ...outcomeClasses.map((outcome) => counts[outcome]), rate.of],
    ...[
      rounded(rate.of === 0 ? null : rate.hits / rate.of),
      rounded(rate.lower),
      rounded(rate.upper),
    ],
  ]
  return [
    [
      ...['as_of', 'sector', 'client_country', 'team_country', ...outcomeClasses, 'ended'],
      ...['share_met', 'lower_95', 'upper_95'],
    ],
    line(outcomes.all, {}),
    ...outcomes.sectors.map((group) => line(group, group)),
    ...outcomes.pairs.map((group) => line(group, group)),
  ]
}

/** An empty cell is a count of fewer than ten people. */
export const funnelRows: Rows = ({ funnel, tracks }, asOf) => [
  ['as_of', 'track_id', ...funnelSteps],
  [asOf, 'all', ...funnelSteps.map((step) => funnel.counts[step])],
  ...tracks.map(({ trackId, counts }) => [
    ...[asOf, trackId, ...funnelSteps.map((step) => counts[step])],
  ]),
]

/** Empty figures are of fewer than ten people. */
export const incomeRows: Rows = ({ funnel }, asOf) => [
  [
    ...['as_of', 'currency', 'days_over', 'earning'],
    ...['lower_quartile_minor', 'median_minor', 'upper_quartile_minor'],
  ],
  ...funnel.income.map((row) => [
    ...[asOf, row.currency, funnel.matured, row.earning],
    ...[row.lowerMinor, row.medianMinor, row.upperMinor],
  ]),
  ...funnel.incomeWithheld.map((currency) => [
    ...[asOf, currency, funnel.matured, null, null, null, null],
  ]),
]

/** Pairs that may not be shown alone are one line without countries; an empty amount may not be shown. */
export const moneyRows: Rows = ({ money }, asOf) => [
  ['as_of', 'currency', 'client_country', 'team_country', 'contracts', 'released_minor'],
  ...money.shown.map(({ currency, pair, contracts, amountMinor }) => [
    ...[asOf, currency, pair?.from ?? '', pair?.to ?? '', contracts, amountMinor],
  ]),
  ...money.withheld.map((currency) => [asOf, currency, '', '', null, null]),
]

/** As money: pairs that may not be shown alone are one line without countries. */
export const exchangeRows: Rows = ({ exchanges }, asOf) => [
  ['as_of', 'home_country', 'host_country', 'seats'],
  ...exchanges.shown.map(({ pair, seats }) => [asOf, pair?.from ?? '', pair?.to ?? '', seats]),
  ...(exchanges.withheld ? [[asOf, '', '', null]] : []),
]

export const dayRows: Rows = ({ days }, asOf) => [
  ['as_of', 'stage', 'median_days', 'counted'],
  ...days.map(({ stage, medianDays, n }) => [asOf, stage, rounded(medianDays), n]),
]
