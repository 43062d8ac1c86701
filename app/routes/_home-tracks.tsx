import { TrackWords } from '~/components/learning/lesson-text'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'
import { Name } from '~/components/page/text'
import { StepPlot } from '~/components/plots/step-plot'
import type { tracksByPay } from '~/domain/figures/public-figures.server'
import { Onward } from './_home-onward'

const trackSteps = ['enrolled', 'credential', 'paid'] as const

/** Tracks with how many of their learners came to paid work; nothing where none may be shown. */
export function Tracks({ tracks }: { tracks: Awaited<ReturnType<typeof tracksByPay>> }) {
  const { t } = useLanguage()
  if (tracks.length === 0) return null
  return (
    <Section
      title={t('home.tracks')}
      lead={t('home.tracks_lead')}
      actions={<Onward href="/tracks">{t('home.all_tracks')}</Onward>}
    >
      <ul className="m-0 grid list-none gap-x-10 gap-y-8 p-0 sm:grid-cols-2 lg:grid-cols-3">
        {tracks.map(({ trackId, slug, title, language, partner, counts }) => (
          <li key={trackId} className="grid min-w-0 content-start gap-3">
            <div className="grid gap-0.5">
              <h3 className="text-base">
                <a href={`/tracks/${slug}`}>
                  <TrackWords text={title} language={language} />
                </a>
              </h3>
              <p className="text-xs text-quiet">
                <Name>{partner}</Name>
              </p>
            </div>
            <StepPlot
              whole={counts.enrolled ?? 0}
              steps={trackSteps.map((step) => ({
                key: step,
                label: t(`figures.step_${step}`),
                count: counts[step],
              }))}
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}
