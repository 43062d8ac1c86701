import { type Funnel, funnelSteps } from '~/domain/figures/graduate-funnel'
import {
  chosenTrack,
  dashboardTracks,
  partnerFunnel,
} from '~/domain/figures/partner-dashboard.server'
import { serveFile } from '~/domain/identity/access.server'
import { type Currency, currencies } from '~/kernel/money'
import { csvFile } from '~/platform/http/csv.server'

/** The median of a group whose income is shown; nobody earned in a currency that is not among it. */
function medianIn({ earning, income }: Funnel, currency: Currency): bigint | null {
  if (earning === null) return null
  return income.find((one) => one.currency === currency)?.medianMinor ?? 0n
}

/**
 * The funnel, a line for each cohort and one for all; amounts in minor units, a column for each
 * currency. Income is left empty where `income_withheld` says why.
 */
export const loader = serveFile('person', async ({ viewer, params, url, db, at }) => {
  const organisationId = params.organisationId ?? ''
  const tracks = await dashboardTracks(db, viewer, { organisationId })
  const track = chosenTrack(tracks, url.searchParams.get('track'))
  const asked = { organisationId, at, ...(track ? { trackId: track.trackId } : {}) }
  const { all, cohorts } = await partnerFunnel(db, viewer, asked)
  const groups = [...cohorts, { ...all, cohortId: '', name: 'all' }]
  const head = [
    ...['cohort_id', 'cohort', ...funnelSteps, 'days_over', 'earning', 'income_withheld'],
    ...currencies.map((currency) => `median_90_days_minor_${currency}`),
  ]
  const lines = groups.map((group) => [
    ...[group.cohortId, group.name, ...funnelSteps.map((step) => group.counts[step])],
    ...[group.matured, group.earning, group.earning === null ? 'fewer_than_ten_days_over' : ''],
    ...currencies.map((currency) => medianIn(group, currency)),
  ])
  return csvFile('funnel.csv', [head, ...lines])
})
