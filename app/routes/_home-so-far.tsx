import { Figures } from '~/components/page/figures'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { shareText } from '~/components/plots/rate-plot'
import type { shownFigures } from '~/domain/figures/public-figures.server'
import { Onward } from './_home-onward'

/** Four of the public figures, each with what stands behind it. */
export function SoFar({ counted }: { counted: Awaited<ReturnType<typeof shownFigures>> }) {
  const language = useLanguage()
  const { t, percent, number, dateTime } = language
  const title = t('home.so_far')
  const all = <Onward href="/figures">{t('home.all_figures')}</Onward>
  if (!counted) {
    return (
      <Section title={title} actions={all}>
        <Quiet>{t('figures.none_body')}</Quiet>
      </Section>
    )
  }
  const { outcomes, funnel, days } = counted.figures
  const { rate } = outcomes.all
  const accepted = days.find(({ stage }) => stage === 'accepted')
  const people = (count: number | null) => (count === null ? t('figures.few') : number(count))
  return (
    <Section title={title} actions={all}>
      <Figures
        items={[
          {
            label: t('home.rate'),
            value: shareText(language, rate),
            note:
              rate.of === 0
                ? t('home.rate_none')
                : t('home.rate_of', {
                    count: rate.of,
                    low: percent(rate.lower, 0),
                    high: percent(rate.upper, 0),
                  }),
          },
          {
            label: t('figures.stage_accepted'),
            value:
              typeof accepted?.medianDays === 'number'
                ? t('figures.days_of', { days: Math.round(accepted.medianDays * 10) / 10 })
                : '–',
            note:
              accepted?.medianDays === null && accepted.n > 0
                ? t('figures.days_rule')
                : t('home.days_of', { count: accepted?.n ?? 0 }),
          },
          {
            label: t('home.learners'),
            value: people(funnel.counts.enrolled),
            note: t('home.learners_note'),
          },
          {
            label: t('home.graduates_paid'),
            value: people(funnel.counts.paid),
            note: t('home.graduates_paid_note'),
          },
        ]}
      />
      <p className="text-xs text-quiet">
        <time dateTime={counted.asOf.toISOString()}>
          {t('figures.as_of', { when: dateTime(counted.asOf) })}
        </time>{' '}
        {t('figures.anew')}
      </p>
    </Section>
  )
}
