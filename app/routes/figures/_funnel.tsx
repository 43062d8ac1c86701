import { IncomeQuartiles } from '~/components/learning/income-quartiles'
import { TrackWords } from '~/components/learning/lesson-text'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet } from '~/components/page/text'
import { StepPlot } from '~/components/plots/step-plot'
import { funnelSteps } from '~/domain/figures/graduate-funnel'
import type { PublicFigures } from '~/domain/figures/public-figures'
import type { tracksByPay } from '~/domain/figures/public-figures.server'
import { Figure } from './_figure'

type Tracks = Awaited<ReturnType<typeof tracksByPay>>

/** From beginning a track to being paid, over all tracks and by track. */
export function FunnelSection(props: {
  funnel: PublicFigures['funnel']
  tracks: Tracks
  asOf: Date
}) {
  const { t } = useLanguage()
  const { counts } = props.funnel
  const { enrolled } = counts
  return (
    <Figure
      id="funnel"
      title={t('figures.funnel_title')}
      definition={t('figures.funnel_definition')}
      csv="/figures/funnel.csv"
      rule={t('figures.funnel_rule')}
      asOf={props.asOf}
    >
      {enrolled === null || enrolled === 0 ? (
        <Quiet>{t(enrolled === 0 ? 'figures.funnel_none' : 'figures.funnel_few')}</Quiet>
      ) : (
        <Stack gap={6}>
          <StepPlot
            whole={enrolled}
            steps={funnelSteps.map((step) => ({
              key: step,
              label: t(`graduate.step_${step}`),
              count: counts[step],
            }))}
          />
          <Income funnel={props.funnel} />
          {props.tracks.length > 0 ? <Tracks tracks={props.tracks} /> : null}
        </Stack>
      )}
    </Figure>
  )
}

function Income({ funnel }: { funnel: PublicFigures['funnel'] }) {
  const { t, list } = useLanguage()
  const { matured, earning, income, incomeWithheld } = funnel
  return (
    <Section
      level={3}
      title={t('graduate.income_title')}
      lead={t('graduate.income_lead')}
      actions={matured ? <a href="/figures/income.csv">{t('figures.csv')}</a> : null}
    >
      {matured === null || matured === 0 ? (
        <Quiet>{t(matured === 0 ? 'figures.income_nobody' : 'figures.income_few')}</Quiet>
      ) : earning === null ? (
        <Quiet>{t('figures.earning_few', { matured })}</Quiet>
      ) : earning === 0 ? (
        <Quiet>{t('graduate.income_none', { matured })}</Quiet>
      ) : (
        <Stack gap={3}>
          <p>{t('graduate.income_some', { earning, matured })}</p>
          {income.length > 0 ? (
            <IncomeQuartiles
              income={income.map((one) => ({
                ...one,
                lowerMinor: BigInt(one.lowerMinor),
                medianMinor: BigInt(one.medianMinor),
                upperMinor: BigInt(one.upperMinor),
              }))}
            />
          ) : null}
          {incomeWithheld.length > 0 ? (
            <Quiet>{t('figures.income_withheld', { currencies: list(incomeWithheld) })}</Quiet>
          ) : null}
        </Stack>
      )}
    </Section>
  )
}

function Tracks({ tracks }: { tracks: Tracks }) {
  const { t, number } = useLanguage()
  return (
    <Section level={3} title={t('figures.tracks_title')} lead={t('figures.tracks_lead')}>
      <DataTable
        caption={t('figures.tracks_title')}
        hideCaption
        rows={tracks}
        rowKey={({ trackId }) => trackId}
        columns={[
          {
            key: 'track',
            label: t('figures.track'),
            primary: true,
            cell: ({ slug, title, language, partner }) => (
              <span className="grid">
                <a href={`/tracks/${slug}`}>
                  <TrackWords text={title} language={language} />
                </a>
                <span className="text-xs font-normal text-quiet">
                  <Name>{partner}</Name>
                </span>
              </span>
            ),
          },
          ...funnelSteps.map((step) => ({
            key: step,
            label: t(`graduate.step_${step}`),
            numeric: true,
            cell: ({ counts }: Tracks[number]) =>
              counts[step] === null ? t('figures.few') : number(counts[step]),
          })),
        ]}
      />
    </Section>
  )
}
