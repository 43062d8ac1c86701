import { criterionName, plotFormatOf, unitOf } from '~/components/outcomes/criterion-figure'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'
import { isolated, Name } from '~/components/page/text'
import { IntervalPlot } from '~/components/plots/interval-plot'
import type { latestVerdicts } from '~/domain/figures/delivered-work.server'
import { countryName } from '~/kernel/countries'
import { VerdictExample } from './_home-examples'
import { Onward } from './_home-onward'

type Works = Awaited<ReturnType<typeof latestVerdicts>>

/** The latest verdicts, each with its first criterion; an invented one where there is none yet. */
export function Delivered({ delivered }: { delivered: Works }) {
  const { t } = useLanguage()
  if (delivered.length === 0) {
    return (
      <div className="grid gap-8">
        <Section title={t('home.delivered')}>
          <EmptyState title={t('home.verdicts_empty')} body={t('home.verdicts_empty_body')} />
        </Section>
        <VerdictExample />
      </div>
    )
  }
  return (
    <Section
      title={t('home.delivered')}
      lead={t('home.delivered_lead')}
      actions={<Onward href="/verdicts">{t('home.all_verdicts')}</Onward>}
    >
      <ul className="m-0 grid list-none border-t border-hairline p-0">
        {delivered.map((work) => (
          <DeliveredRow key={work.milestoneId} work={work} />
        ))}
      </ul>
    </Section>
  )
}

function DeliveredRow({ work }: { work: Works[number] }) {
  const language = useLanguage()
  const { t, locale, date } = language
  const { measured } = work
  return (
    <li className="grid items-center gap-x-12 gap-y-3 border-b border-hairline py-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,2.2fr)]">
      <div className="grid content-start gap-1">
        <h3 className="text-base">
          <a href={`/verdicts/${work.verdictId}`}>
            <Name>{work.title}</Name>
          </a>
        </h3>
        <p className="text-sm">
          <a href={`/teams/${work.slug}`} className="text-ink">
            <Name>{work.team}</Name>
          </a>
          <span className="text-quiet"> · {countryName(work.teamCountry, locale)}</span>
        </p>
        <p className="text-xs text-quiet">
          {t('home.delivered_for', {
            client: isolated(work.client),
            country: countryName(work.clientCountry, locale),
          })}
          {' · '}
          <time dateTime={work.deliveredAt.toISOString()}>{date(work.deliveredAt)}</time>
        </p>
      </div>
      {measured ? (
        <IntervalPlot
          title={criterionName(language, measured.criterion)}
          direction={measured.criterion.direction}
          target={measured.criterion.target}
          format={plotFormatOf(measured.criterion)}
          unit={unitOf(measured.criterion)}
          attempts={[
            {
              id: work.verdictId,
              label: t('common.measured'),
              estimate: measured.estimate,
              low: measured.lower,
              high: measured.upper,
              result: measured.outcome,
              n: measured.n,
            },
          ]}
        />
      ) : null}
    </li>
  )
}
