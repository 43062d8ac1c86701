import { funnelSteps } from '~/domain/figures/graduate-funnel'
import { partnerFunnel } from '~/domain/figures/partner-dashboard.server'
import { serveFile } from '~/domain/identity/access.server'
import { csvFile } from '~/platform/http/csv.server'

/** The funnel, a line for each cohort; amounts in minor units, a column for each currency. */
export const loader = serveFile('person', async ({ viewer, params, url, db, at }) => {
  const trackId = url.searchParams.get('track')
  const asked = {
    organisationId: params.organisationId ?? '',
    at,
    ...(trackId ? { trackId } : {}),
  }
  const { all, cohorts } = await partnerFunnel(db, viewer, asked)
  const groups = [...cohorts, { ...all, cohortId: '', name: 'all' }]
  const currencies = all.income.map(({ currency }) => currency)
  const head = [
    ...['cohort_id', 'cohort', ...funnelSteps, 'days_over', 'earning'],
    ...currencies.map((currency) => `median_90_days_minor_${currency}`),
  ]
  const lines = groups.map(({ cohortId, name, counts, matured, earning, income }) => [
    ...[cohortId, name, ...funnelSteps.map((step) => counts[step]), matured, earning],
    ...currencies.map(
      (currency) => income.find((one) => one.currency === currency)?.medianMinor ?? null,
    ),
  ])
  return csvFile('funnel.csv', [head, ...lines])
})
