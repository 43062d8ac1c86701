import { useLoaderData } from '@remix-run/react'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { shownFigures, tracksByPay } from '~/domain/figures/public-figures.server'
import { serve } from '~/domain/identity/access.server'
import { DaysSection } from './_days'
import { ExchangesSection } from './_exchanges'
import { FunnelSection } from './_funnel'
import { MoneySection } from './_money'
import { OutcomesSection } from './_outcomes'
import { RateSection } from './_rate'

export const handle = { script: false }

/** Nothing in the address changes what is counted: a narrower question could pick somebody out. */
export const loader = serve('anyone', async ({ viewer, db, t }) => {
  const shown = await shownFigures(db, viewer)
  return {
    title: t('figures.title'),
    description: t('figures.description'),
    shown,
    tracks: shown ? await tracksByPay(db, viewer, shown.figures.tracks) : [],
  }
})

export default function Figures() {
  const { shown, tracks } = useLoaderData<typeof loader>()
  const { t, dateTime } = useLanguage()
  return (
    <Page
      title={t('figures.title')}
      lead={t('figures.lead')}
      money
      status={
        shown ? (
          <p className="flex flex-wrap gap-x-4 text-sm text-quiet">
            <span>
              <time dateTime={shown.asOf.toISOString()}>
                {t('figures.as_of', { when: dateTime(shown.asOf) })}
              </time>{' '}
              {t('figures.anew')}
            </span>
            <a href="/figures.json">{t('figures.json')}</a>
          </p>
        ) : undefined
      }
    >
      {shown ? (
        <div className="grid min-w-0 gap-16">
          <RateSection outcomes={shown.figures.outcomes} asOf={shown.asOf} />
          <OutcomesSection outcomes={shown.figures.outcomes} asOf={shown.asOf} />
          <FunnelSection funnel={shown.figures.funnel} tracks={tracks} asOf={shown.asOf} />
          <MoneySection money={shown.figures.money} asOf={shown.asOf} />
          <ExchangesSection exchanges={shown.figures.exchanges} asOf={shown.asOf} />
          <DaysSection days={shown.figures.days} asOf={shown.asOf} />
        </div>
      ) : (
        <EmptyState title={t('figures.none_title')} body={t('figures.none_body')} />
      )}
    </Page>
  )
}
