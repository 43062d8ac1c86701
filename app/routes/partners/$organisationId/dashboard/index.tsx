import { useLoaderData } from '@remix-run/react'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { StepPlot } from '~/components/plots/step-plot'
import { funnelSteps } from '~/domain/figures/graduate-funnel'
import {
  chosenTrack,
  dashboardTracks,
  dropOff,
  partnerFunnel,
  reviewerLoad,
} from '~/domain/figures/partner-dashboard.server'
import { quizFigures } from '~/domain/figures/quiz-figures.server'
import { serve } from '~/domain/identity/access.server'
import { Cohorts } from './_cohorts'
import { IncomeSection } from './_income'
import { Questions } from './_items'

export const handle = { title: 'graduate.title', script: false }

export const loader = serve('person', async ({ viewer, params, url, db, at }) => {
  const organisationId = params.organisationId ?? ''
  const tracks = await dashboardTracks(db, viewer, { organisationId })
  const track = chosenTrack(tracks, url.searchParams.get('track'))
  const asked = { organisationId, at, ...(track ? { trackId: track.trackId } : {}) }
  const of = track && { organisationId, versionId: track.versionId }
  return {
    organisationId,
    partner: viewer.memberships.find((one) => one.organisationId === organisationId)?.name ?? '',
    tracks,
    track,
    funnel: await partnerFunnel(db, viewer, asked),
    reviewers: await reviewerLoad(db, viewer, asked),
    steps: of ? await dropOff(db, viewer, of) : null,
    questions: of ? await quizFigures(db, viewer, of) : null,
  }
})

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Dashboard() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const { organisationId, tracks, track, funnel } = data
  const query = track ? `?track=${track.trackId}` : ''
  const here = `/partners/${organisationId}/dashboard`
  return (
    <Page
      title={t('graduate.title')}
      lead={t('graduate.lead')}
      kicker={data.partner ? <bdi>{data.partner}</bdi> : undefined}
      crumbs={[
        { href: `/partners/${organisationId}`, label: data.partner || organisationId },
        { label: t('graduate.title') },
      ]}
    >
      <FilterBar
        label={t('graduate.track')}
        fields={[
          {
            name: 'track',
            label: t('graduate.track'),
            value: track?.trackId ?? '',
            any: t('graduate.all_tracks'),
            options: tracks.map(({ trackId, title }) => ({ value: trackId, label: title })),
          },
        ]}
        submit={t('graduate.show')}
      />
      {funnel.all.counts.enrolled === 0 ? (
        <EmptyState title={t('graduate.none_title')} body={t('graduate.none_body')} />
      ) : (
        <>
          <Section
            title={t('graduate.funnel_title')}
            actions={<a href={`${here}/funnel.csv${query}`}>{t('graduate.csv_funnel')}</a>}
          >
            <StepPlot
              whole={funnel.all.counts.enrolled}
              steps={funnelSteps.map((step) => ({
                key: step,
                label: t(`graduate.step_${step}`),
                count: funnel.all.counts[step],
              }))}
            />
          </Section>
          <IncomeSection funnel={funnel.all} />
          <Cohorts cohorts={funnel.cohorts} />
        </>
      )}
      <DropOff data={data} query={query} />
      {data.questions ? (
        <Questions questions={data.questions} csv={`${here}/items.csv${query}`} />
      ) : null}
      <Reviewers reviewers={data.reviewers} />
    </Page>
  )
}

function DropOff({ data, query }: { data: Loaded; query: string }) {
  const { t } = useLanguage()
  const { steps, organisationId } = data
  if (!steps) return data.tracks.length > 0 ? <Quiet>{t('graduate.choose_track')}</Quiet> : null
  return (
    <Section
      title={t('graduate.drop_title')}
      lead={t('graduate.drop_lead', { began: steps.began })}
      actions={
        <a href={`/partners/${organisationId}/dashboard/steps.csv${query}`}>
          {t('graduate.csv_steps')}
        </a>
      }
    >
      <StepPlot
        whole={steps.began}
        steps={steps.steps.map(({ itemKey, title, course, done }, at) => ({
          key: itemKey,
          label: (
            <>
              {steps.steps[at - 1]?.course === course ? null : (
                <strong className="block pt-2">
                  <bdi>{course}</bdi>
                </strong>
              )}
              <bdi>{title}</bdi>
            </>
          ),
          count: done,
        }))}
      />
    </Section>
  )
}

function Reviewers({ reviewers }: { reviewers: Loaded['reviewers'] }) {
  const { t, number } = useLanguage()
  return (
    <Section title={t('graduate.load_title')} lead={t('graduate.load_lead')}>
      {reviewers.length === 0 ? (
        <Quiet>{t('graduate.load_none')}</Quiet>
      ) : (
        <DataTable
          caption={t('graduate.load_title')}
          hideCaption
          rows={reviewers}
          rowKey={({ personId }) => personId}
          columns={[
            {
              key: 'reviewer',
              label: t('graduate.reviewer'),
              primary: true,
              cell: ({ name }) => <bdi>{name}</bdi>,
            },
            ...(['waiting', 'overdue', 'done', 'late'] as const).map((key) => ({
              key,
              label: t(`graduate.${key}`),
              numeric: true,
              cell: (row: Loaded['reviewers'][number]) => number(row[key]),
            })),
            {
              key: 'days',
              label: t('graduate.median_days'),
              numeric: true,
              cell: ({ medianDays }) =>
                medianDays === null ? '–' : t('graduate.days', { days: Number(medianDays) }),
            },
          ]}
        />
      )}
    </Section>
  )
}
