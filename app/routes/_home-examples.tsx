import type { ReactNode } from 'react'
import { useLanguage } from '~/components/page/language'
import { IntervalPlot } from '~/components/plots/interval-plot'
import { MoneyFlow } from '~/components/plots/money-flow'

/** What a verdict looks like, with invented figures, and said so. */
export function VerdictExample() {
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
export function FlowExample() {
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
