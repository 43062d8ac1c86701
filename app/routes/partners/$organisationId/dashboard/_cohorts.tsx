import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Section, Stack } from '~/components/page/section'
import { StepPlot } from '~/components/plots/step-plot'
import { type Funnel, funnelSteps } from '~/domain/figures/graduate-funnel'
import type { CohortFunnel } from '~/domain/figures/partner-dashboard.server'
import { money } from '~/kernel/money'

/** The funnel of each cohort: small pictures on one scale, and the table that they are drawn from. */
export function Cohorts({ cohorts }: { cohorts: readonly CohortFunnel[] }) {
  const { t, number } = useLanguage()
  const nameOf = ({ name }: CohortFunnel) => name ?? t('graduate.no_cohort')
  return (
    <Section title={t('graduate.by_cohort')} lead={t('graduate.by_cohort_lead')}>
      <Stack gap={6}>
        <ul className="m-0 grid list-none gap-x-10 gap-y-8 p-0 sm:grid-cols-2 lg:grid-cols-3">
          {cohorts.map((cohort) => (
            <li key={cohort.cohortId ?? 'none'} className="grid min-w-0 content-start gap-2">
              <h3 className="text-sm">
                <bdi>{nameOf(cohort)}</bdi>
              </h3>
              <StepPlot
                whole={cohort.counts.enrolled}
                steps={funnelSteps.map((step) => ({
                  key: step,
                  label: t(`graduate.step_${step}`),
                  count: cohort.counts[step],
                }))}
              />
              <p className="text-xs text-quiet">
                <Income funnel={cohort} />
              </p>
            </li>
          ))}
        </ul>
        <DataTable
          caption={t('graduate.by_cohort')}
          hideCaption
          rows={cohorts}
          rowKey={({ cohortId }) => cohortId ?? 'none'}
          columns={[
            {
              key: 'cohort',
              label: t('graduate.cohort'),
              primary: true,
              cell: (cohort) => <bdi className="block min-w-40">{nameOf(cohort)}</bdi>,
            },
            ...funnelSteps.map((step) => ({
              key: step,
              label: t(`graduate.step_${step}`),
              numeric: true,
              cell: ({ counts }: Funnel) => number(counts[step]),
            })),
            {
              key: 'matured',
              label: t('graduate.matured'),
              numeric: true,
              cell: ({ matured }) => number(matured),
            },
            {
              key: 'earning',
              label: t('graduate.earned'),
              numeric: true,
              cell: ({ earning }) => (earning === null ? '–' : number(earning)),
            },
            {
              key: 'income',
              label: t('graduate.median_income'),
              numeric: true,
              cell: (funnel) =>
                funnel.earning === null ? '–' : <Medians income={funnel.income} />,
            },
          ]}
        />
      </Stack>
    </Section>
  )
}

/** In the currencies in which half of them earned something; nought where there is none. */
function Medians({ income }: Pick<Funnel, 'income'>) {
  const { number } = useLanguage()
  const some = income.filter(({ medianMinor }) => medianMinor > 0n)
  if (some.length === 0) return number(0)
  return (
    <span className="grid gap-0.5">
      {some.map(({ currency, medianMinor }) => (
        <MoneyText key={currency} value={money(currency, medianMinor)} />
      ))}
    </span>
  )
}

function Income({ funnel: { matured, earning } }: { funnel: Funnel }) {
  const { t } = useLanguage()
  return earning === null
    ? t('graduate.income_withheld', { count: matured })
    : t('graduate.income_cohort', { earning, matured })
}
