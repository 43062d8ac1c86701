import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { TrackWords } from '~/components/learning/lesson-text'
import { criterionName, plotFormatOf, unitOf } from '~/components/outcomes/criterion-figure'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { Figures } from '~/components/page/figures'
import { Footer } from '~/components/page/footer'
import { Header } from '~/components/page/header'
import { Icon } from '~/components/page/icon'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Toast } from '~/components/page/page'
import { Columns, Section } from '~/components/page/section'
import { useShell } from '~/components/page/shell'
import { Name, Quiet } from '~/components/page/text'
import { IntervalPlot } from '~/components/plots/interval-plot'
import { MoneyFlow } from '~/components/plots/money-flow'
import { shareText } from '~/components/plots/rate-plot'
import { StepPlot } from '~/components/plots/step-plot'
import { latestVerdicts } from '~/domain/figures/delivered-work.server'
import { shownFigures, tracksByPay } from '~/domain/figures/public-figures.server'
import { serve } from '~/domain/identity/access.server'
import { newestOffers } from '~/domain/market/offer-list-queries.server'
import { briefList } from '~/domain/market/queries.server'
import { organisationData } from '~/domain/market/search/structured-data'
import { countryName } from '~/kernel/countries'
import { env } from '~/platform/env.server'
import { useOfferItems } from './offers/_card'

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

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

const steps = [1, 2, 3, 4, 5] as const

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

/** The promise as the page's heading, and the four ways in: on a phone these come before the words. */
function Opening() {
  const { t } = useLanguage()
  const { viewer, playground } = useShell()
  return (
    <div className="grid items-end gap-x-16 gap-y-6 lg:grid-cols-2 lg:gap-y-10">
      <h1 className="font-prose text-2xl font-medium">
        <span className="block">{t('home.promise_1')}</span>
        <span className="block">{t('home.promise_2')}</span>
        <span className="block text-accent">{t('home.promise_3')}</span>
      </h1>
      <Doors />
      <div className="grid gap-3">
        <p className="lede">{t('home.lead')}</p>
        {viewer || playground ? (
          <p className="flex flex-wrap gap-x-6">
            {viewer ? <Onward href="/dashboard">{t('nav.your_turn')}</Onward> : null}
            {playground ? <Onward href="/tour">{t('home.take_tour')}</Onward> : null}
          </p>
        ) : null}
      </div>
    </div>
  )
}

function Onward({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="inline-flex min-h-11 items-center">
      {children}
    </a>
  )
}

const doors = [
  { who: 'client', href: '/offers' },
  { who: 'freelancer', href: '/exposure' },
  { who: 'partner', href: '/tracks' },
  { who: 'funder', href: '/figures' },
] as const

/** One way in for each kind of reader; the whole of it is the link. */
function Doors() {
  const { t } = useLanguage()
  return (
    <nav aria-labelledby="doors" className="min-w-0 lg:order-last lg:col-span-2">
      <h2 id="doors" className="sr-only">
        {t('home.doors')}
      </h2>
      <ul className="m-0 grid list-none gap-x-8 p-0 sm:grid-cols-2 lg:grid-cols-4">
        {doors.map(({ who, href }) => (
          <li
            key={who}
            className="relative flex items-start justify-between gap-4 border-t-2 border-accent py-3 hover:bg-sunken"
          >
            <div className="grid gap-0.5">
              <a href={href} className="font-semibold no-underline after:absolute after:inset-0">
                {t(`home.door_${who}`)}
              </a>
              <span className="text-sm text-quiet">{t(`home.door_${who}_body`)}</span>
            </div>
            <span className="flex-none pt-0.5 text-accent">
              <Icon name="arrow" />
            </span>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Four of the public figures, each with what stands behind it. */
function SoFar({ counted }: { counted: Loaded['counted'] }) {
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
        </time>
      </p>
    </Section>
  )
}

/** The latest verdicts, each with its first criterion; an invented one where there is none yet. */
function Delivered({ delivered }: { delivered: Loaded['delivered'] }) {
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

function DeliveredRow({ work }: { work: Loaded['delivered'][number] }) {
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
          <span className="text-quiet">, {countryName(work.teamCountry, locale)}</span>
        </p>
        <p className="text-xs text-quiet">
          {t('home.delivered_for', {
            client: work.client,
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

/** What can be answered and ordered now. */
function Market({ briefs, offers }: Pick<Loaded, 'briefs' | 'offers'>) {
  const { t, locale, date } = useLanguage()
  const offerItems = useOfferItems()
  const open = (
    <Section
      title={t('home.briefs')}
      actions={
        briefs.total > 0 ? (
          <Onward href="/briefs">{t('home.all_briefs', { count: briefs.total })}</Onward>
        ) : null
      }
    >
      {briefs.rows.length === 0 ? (
        <EmptyState
          title={t('home.briefs_none_title')}
          body={t('home.briefs_none')}
          action={{ href: '/briefs/new', label: t('brief.new') }}
        />
      ) : (
        <LinkList
          items={briefs.rows.map((row) => ({
            id: row.id,
            href: `/briefs/${row.id}`,
            title: row.title,
            body: <Name>{row.organisationName}</Name>,
            meta: (
              <>
                <span>{t(`sector.${row.sector}`)}</span>
                <span>{countryName(row.country, locale)}</span>
                {row.deadlineAt ? (
                  <time dateTime={row.deadlineAt.toISOString()}>
                    {t('brief.closes', { when: date(row.deadlineAt) })}
                  </time>
                ) : null}
              </>
            ),
            aside: (
              <MoneyText value={{ currency: row.currency, amountMinor: row.budgetMinor }} strong />
            ),
          }))}
        />
      )}
    </Section>
  )
  if (offers.rows.length === 0) return open
  return (
    <Columns>
      {open}
      <Section
        title={t('home.offers')}
        actions={<Onward href="/offers">{t('home.all_offers', { count: offers.total })}</Onward>}
      >
        <LinkList items={offerItems(offers.rows)} />
      </Section>
    </Columns>
  )
}

const trackSteps = ['enrolled', 'credential', 'paid'] as const

/** Tracks with how many of their learners came to paid work. */
function Tracks({ tracks }: { tracks: Loaded['tracks'] }) {
  const { t } = useLanguage()
  return (
    <Section
      title={t('home.tracks')}
      lead={t('home.tracks_lead')}
      actions={<Onward href="/tracks">{t('home.all_tracks')}</Onward>}
    >
      {tracks.length === 0 ? (
        <Quiet>{t('home.tracks_few')}</Quiet>
      ) : (
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
      )}
    </Section>
  )
}

function Steps() {
  const { t, number } = useLanguage()
  return (
    <section aria-labelledby="how" className="grid gap-6">
      <h2 id="how" className="text-lg">
        {t('home.how_title')}
      </h2>
      <ol className="m-0 grid list-none gap-x-8 gap-y-6 p-0 sm:grid-cols-2 lg:grid-cols-5">
        {steps.map((step) => (
          <li key={step} className="grid content-start gap-2 border-t-2 border-accent pt-3">
            <p className="text-sm font-semibold text-accent">{number(step)}</p>
            <h3 className="text-base">{t(`home.step_${step}_title`)}</h3>
            <p className="copy text-sm text-quiet">{t(`home.step_${step}_body`)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What a verdict looks like, with invented figures, and said so. */
function VerdictExample() {
  const { t, number } = useLanguage()
  const attempt = (n: number) => `${t('common.attempt')} ${number(n)}`
  return (
    <Example id="verdict" title={t('home.example_title')} lead={t('home.example_lead')}>
      <IntervalPlot
        title={t('home.example_criterion')}
        direction="at_least"
        target={0.92}
        attempts={[
          {
            id: 'a1',
            label: attempt(1),
            estimate: 0.918,
            low: 0.901,
            high: 0.934,
            result: 'inconclusive',
            n: 600,
          },
          {
            id: 'a2',
            label: attempt(2),
            estimate: 0.941,
            low: 0.927,
            high: 0.955,
            result: 'met',
            n: 600,
          },
        ]}
      />
    </Example>
  )
}

/** What acceptance sets in motion, with invented figures, and said so. */
function FlowExample() {
  const { t } = useLanguage()
  return (
    <Example id="flow" title={t('home.example_flow_title')} lead={t('home.example_flow_lead')}>
      <MoneyFlow
        currency="USD"
        funders={[
          { name: t('home.funder_1'), amountMinor: 800_000n },
          { name: t('home.funder_2'), amountMinor: 400_000n },
        ]}
        fee={120_000n}
        holdback={120_000n}
        members={[
          {
            name: t('home.member_1'),
            role: t('home.role_1'),
            shareBps: 4000,
            amountMinor: 384_000n,
          },
          {
            name: t('home.member_2'),
            role: t('home.role_2'),
            shareBps: 3500,
            amountMinor: 336_000n,
          },
          {
            name: t('home.member_3'),
            role: t('home.role_3'),
            shareBps: 2500,
            amountMinor: 240_000n,
          },
        ]}
      />
    </Example>
  )
}

function Example(props: { id: string; title: string; lead: string; children: ReactNode }) {
  const { t } = useLanguage()
  return (
    <section
      aria-labelledby={props.id}
      className="grid items-start gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,2.4fr)]"
    >
      <div className="grid gap-3">
        <h2 id={props.id} className="text-lg">
          {props.title}
        </h2>
        <p className="lede">{props.lead}</p>
        <p className="text-xs text-turn-ink">{t('home.example')}</p>
      </div>
      <div className="min-w-0 rounded-md border border-hairline bg-raised p-5 shadow-raised sm:p-7">
        {props.children}
      </div>
    </section>
  )
}

function Proof({ verdict }: { verdict: string | null }) {
  const { t } = useLanguage()
  return (
    <section aria-labelledby="proof" className="grid max-w-[68ch] gap-3">
      <h2 id="proof" className="text-lg">
        {t('home.proof_title')}
      </h2>
      <p className="prose">{t('home.proof_body')}</p>
      <div className="flex flex-wrap gap-3 pt-2">
        <LinkButton href={verdict ? `/verdicts/${verdict}` : '/measuring'}>
          {t(verdict ? 'home.read_verdict' : 'nav.measuring')}
        </LinkButton>
        <LinkButton href="/verdicts" tone="bare">
          {t('home.verdicts_title')}
        </LinkButton>
      </div>
    </section>
  )
}
