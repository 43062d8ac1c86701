import { useLoaderData } from '@remix-run/react'
import { Footer } from '~/components/page/footer'
import { Header } from '~/components/page/header'
import { Toast } from '~/components/page/page'
import { useShell } from '~/components/page/shell'
import { latestVerdicts } from '~/domain/figures/delivered-work.server'
import { shownFigures, tracksByPay } from '~/domain/figures/public-figures.server'
import { serve } from '~/domain/identity/access.server'
import { newestOffers } from '~/domain/market/offers/offer-list-queries.server'
import { briefList } from '~/domain/market/queries.server'
import { organisationData } from '~/domain/market/search/structured-data'
import { env } from '~/platform/env.server'
import { Delivered } from './_home-delivered'
import { FlowExample } from './_home-examples'
import { Market } from './_home-market'
import { Opening } from './_home-opening'
import { SoFar } from './_home-so-far'
import { Tracks } from './_home-tracks'
import { Proof, Steps } from './_home-words'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ t, db, viewer }) => {
  const counted = await shownFigures(db, viewer)
  const tracks = counted ? await tracksByPay(db, viewer, counted.figures.tracks) : []
  const briefs = await briefList(db, viewer, { page: 1 })
  return {
    title: t('home.title'),
    description: t('home.description'),
    structured: organisationData({
      name: t('common.samar'),
      origin: env().APP_ORIGIN,
      description: t('home.description'),
    }),
    counted,
    tracks: tracks.slice(0, 3),
    delivered: await latestVerdicts(db, viewer, 3),
    briefs: { rows: briefs.rows.slice(0, 3), total: briefs.total },
    offers: await newestOffers(db, viewer, 3),
  }
})

export default function Home() {
  const data = useLoaderData<typeof loader>()
  const shell = useShell()
  return (
    <>
      <Header />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        <div className="mx-auto grid max-w-[1264px] gap-16 px-5 pt-8 pb-24 sm:gap-20 sm:px-8 sm:pt-14">
          {shell.toast ? <Toast text={shell.toast} /> : null}
          <Opening />
          <SoFar counted={data.counted} />
          <Delivered delivered={data.delivered} />
          <Market briefs={data.briefs} offers={data.offers} />
          <Tracks tracks={data.tracks} />
          <Steps />
          <FlowExample />
          <Proof verdict={data.delivered[0]?.verdictId ?? null} />
        </div>
      </main>
      <Footer />
    </>
  )
}
