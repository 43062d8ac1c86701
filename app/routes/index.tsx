import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { LinkButton } from '~/components/page/button'
import { Footer } from '~/components/page/footer'
import { Header } from '~/components/page/header'
import { useLanguage } from '~/components/page/language'
import { Toast } from '~/components/page/page'
import { useShell } from '~/components/page/shell'
import { IntervalPlot } from '~/components/plots/interval-plot'
import { MoneyFlow } from '~/components/plots/money-flow'
import { deliveredWork } from '~/domain/figures/delivered-work.server'
import { serve } from '~/domain/identity/access.server'

export const handle = { script: false }

export const loader = serve('anyone', async ({ t, db }) => {
  const [latest] = await deliveredWork(db, 1)
  return {
    title: t('home.title'),
    description: t('home.description'),
    verdict: latest ? `/verdicts/${latest.verdictId}` : '/verdicts',
  }
})

const steps = [1, 2, 3, 4, 5] as const

export default function Home() {
  const { verdict } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const shell = useShell()
  return (
    <>
      <Header />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        <div className="mx-auto grid max-w-[1264px] gap-20 px-5 pt-10 pb-24 sm:px-8 sm:pt-16">
          {shell.toast ? <Toast text={shell.toast} /> : null}
          <Opening />
          <Steps />
          <Examples />
          <OwnWork />
          <ForWhom />
          <section aria-labelledby="proof" className="grid max-w-[68ch] gap-3">
            <h2 id="proof" className="text-lg">
              {t('home.proof_title')}
            </h2>
            <p className="prose">{t('home.proof_body')}</p>
            <div className="flex flex-wrap gap-3 pt-2">
              <LinkButton href={verdict}>{t('home.for_funder_link')}</LinkButton>
              <LinkButton href="/verdicts" tone="bare">
                {t('home.verdicts_title')}
              </LinkButton>
            </div>
          </section>
        </div>
      </main>
      <Footer />
    </>
  )
}

/** The promise as the page's heading, and where to go from it. */
function Opening() {
  const { t } = useLanguage()
  const { viewer, playground } = useShell()
  return (
    <section className="grid items-end gap-x-16 gap-y-8 lg:grid-cols-2">
      <h1 className="font-prose text-2xl font-medium">
        <span className="block">{t('home.promise_1')}</span>
        <span className="block">{t('home.promise_2')}</span>
        <span className="block text-accent">{t('home.promise_3')}</span>
      </h1>
      <div className="grid gap-6">
        <p className="lede">{t('home.lead')}</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href="/briefs" tone="primary">
            {t('home.read_briefs')}
          </LinkButton>
          {viewer ? (
            <LinkButton href="/dashboard">{t('nav.your_turn')}</LinkButton>
          ) : (
            <LinkButton href="/sign-up">{t('home.begin_person')}</LinkButton>
          )}
          {playground ? (
            <LinkButton href="/tour" tone="bare">
              {t('home.take_tour')}
            </LinkButton>
          ) : null}
        </div>
      </div>
    </section>
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

/** The two pictures that the rest of the platform is about, with invented figures, and said so. */
function Examples() {
  const { t, number } = useLanguage()
  const attempt = (n: number) => `${t('common.attempt')} ${number(n)}`
  return (
    <>
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
    </>
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

/** For whoever comes because their own work is getting cheaper. */
function OwnWork() {
  const { t } = useLanguage()
  return (
    <section
      aria-labelledby="own-work"
      className="flex flex-wrap items-center justify-between gap-x-12 gap-y-4 border-y border-hairline py-8"
    >
      <div className="grid max-w-[60ch] gap-2">
        <h2 id="own-work" className="text-lg">
          {t('exposure.home_title')}
        </h2>
        <p className="copy text-quiet">{t('exposure.home_body')}</p>
      </div>
      <LinkButton href="/exposure">{t('exposure.home_action')}</LinkButton>
    </section>
  )
}

function ForWhom() {
  const { t } = useLanguage()
  return (
    <section aria-labelledby="whom" className="grid gap-6">
      <h2 id="whom" className="text-lg">
        {t('home.for_title')}
      </h2>
      <div className="grid gap-x-12 gap-y-8 sm:grid-cols-2">
        <Reader title={t('home.for_freelancer')} href="/teams" link={t('home.for_freelancer_link')}>
          {t('home.for_freelancer_body')}
        </Reader>
        <Reader title={t('home.for_client')} href="/briefs" link={t('home.for_client_link')}>
          {t('home.for_client_body')}
        </Reader>
        <Reader title={t('home.for_partner')} href="/tracks" link={t('home.for_partner_link')}>
          {t('home.for_partner_body')}
        </Reader>
        <Reader title={t('home.for_funder')} href="/verdicts" link={t('home.for_funder_link')}>
          {t('home.for_funder_body')}
        </Reader>
      </div>
    </section>
  )
}

function Reader(props: { title: string; href: string; link: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-2 border-t border-hairline pt-4">
      <h3 className="text-base">{props.title}</h3>
      <p className="copy max-w-[60ch] text-sm text-quiet">{props.children}</p>
      <p>
        <a href={props.href} className="inline-flex min-h-11 items-center">
          {props.link}
        </a>
      </p>
    </div>
  )
}
