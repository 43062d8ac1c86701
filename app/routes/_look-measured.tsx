import { Countdown } from '~/components/page/countdown'
import { useLanguage } from '~/components/page/language'
import { ProofLink } from '~/components/page/proof-link'
import { Columns, Section } from '~/components/page/section'
import { Timeline } from '~/components/page/timeline'
import { TurnList } from '~/components/page/turn-list'
import { WorkFigures } from '~/components/people/work-record'
import { AvailabilityStrip } from '~/components/plots/availability-strip'
import { ClockLine } from '~/components/plots/clock-line'
import { ConfusionMatrix } from '~/components/plots/confusion-matrix'
import { HistogramPlot } from '~/components/plots/histogram-plot'
import { IntervalPlot } from '~/components/plots/interval-plot'
import { LatencyHistogram } from '~/components/plots/latency-histogram'
import { LatencyPlot } from '~/components/plots/latency-plot'
import { RatingsPlot } from '~/components/plots/ratings-plot'
import { RocPlot } from '~/components/plots/roc-plot'
import { addDays } from '~/kernel/clock'
import { exampleHash } from './_look-hash'

const bins = [3, 11, 64, 170, 210, 96, 31, 9, 4, 2]

export function Times({ at }: { at: Date }) {
  const { t } = useLanguage()
  return (
    <Section title={t('look.time')}>
      <p>
        <Countdown until={addDays(at, 4.6)} now={at} />
      </p>
      <ClockLine
        label={t('look.milestone')}
        points={[
          { label: t('look.funded'), at: addDays(at, -20), state: 'past' },
          { label: t('look.submitted'), at: addDays(at, -3), state: 'past' },
          { label: t('look.measured'), at: addDays(at, -2), state: 'past', note: 'F1 0.941' },
          { label: t('look.accepted'), at: addDays(at, 4.6), state: 'now' },
          { label: t('look.paid'), state: 'future' },
        ]}
      />
      <Columns>
        <TurnList
          items={[
            {
              id: '1',
              title: t('look.primary'),
              sentence: t('look.sentence'),
              href: '#a',
              until: addDays(at, 4.6),
            },
            { id: '2', title: t('home.step_2_title'), sentence: t('home.step_2_body'), href: '#b' },
          ]}
        />
        <Timeline
          events={[
            {
              id: '1',
              at: addDays(at, -2),
              title: t('look.measured'),
              hash: exampleHash,
              tone: 'met',
            },
            {
              id: '2',
              at: addDays(at, -3),
              title: t('look.submitted'),
              body: t('home.step_4_title'),
            },
            { id: '3', at: addDays(at, -20), title: t('look.funded'), tone: 'turn' },
          ]}
        />
      </Columns>
    </Section>
  )
}

export function Measured({ at }: { at: Date }) {
  const { t, number } = useLanguage()
  const attempt = (n: number) => `${t('common.attempt')} ${number(n)}`
  return (
    <Section title={t('look.measurement')}>
      <IntervalPlot
        title={t('home.example_criterion')}
        direction="at_least"
        target={0.92}
        attempts={[
          {
            id: '1',
            label: attempt(1),
            estimate: 0.884,
            low: 0.861,
            high: 0.905,
            result: 'not_met',
            n: 600,
          },
          {
            id: '2',
            label: attempt(2),
            estimate: 0.918,
            low: 0.901,
            high: 0.934,
            result: 'inconclusive',
            n: 600,
          },
          {
            id: '3',
            label: attempt(3),
            estimate: 0.941,
            low: 0.927,
            high: 0.955,
            result: 'met',
            n: 600,
          },
        ]}
      />
      <IntervalPlot
        title="p99"
        direction="at_most"
        target={400}
        format="ms"
        attempts={[
          { id: '1', label: attempt(1), estimate: 312, low: 298, high: 341, result: 'met', n: 600 },
        ]}
      />
      <Columns>
        <ConfusionMatrix
          labels={['urgent', 'normal', 'spam']}
          counts={[
            [181, 9, 1],
            [12, 302, 4],
            [0, 3, 87],
          ]}
          stray={[0, 1, 0]}
          positive="urgent"
        />
        <LatencyPlot
          points={[
            { label: 'p50', ms: 84 },
            { label: 'p90', ms: 173 },
            { label: 'p99', ms: 312 },
            { label: 'p99.9', ms: 480 },
          ]}
          target={{ label: 'p99', ms: 400 }}
        />
      </Columns>
      <Details at={at} />
      <ProofLink hash={exampleHash} href="#proof" label={t('common.proof')} />
    </Section>
  )
}

function Details({ at }: { at: Date }) {
  const { t } = useLanguage()
  const slots = Array.from({ length: 96 }, (_, index) => ({
    ok: index === 40 ? 0 : index % 29 === 7 ? 12 : 15,
    failed: index % 29 === 7 ? 3 : 0,
    missed: index === 40 ? 15 : 0,
  }))
  return (
    <>
      <IntervalPlot
        title={t('outcome.metric_process_value')}
        direction="at_most"
        target={0.12}
        before={{ label: t('plot.before'), value: 0.184, n: 1_240 }}
        attempts={[
          {
            ...{ id: '1', label: t('common.measured'), estimate: 0.098 },
            ...{ low: 0.081, high: 0.117, result: 'met', n: 1_012 },
          },
        ]}
      />
      <IntervalPlot
        title={t('outcome.metric_r2')}
        direction="at_least"
        target={0.4}
        format="agreement"
        attempts={[
          {
            ...{ id: '1', label: t('common.measured'), estimate: -0.2 },
            ...{ low: null, high: 0.1, result: 'not_met', n: 400 },
          },
        ]}
      />
      <Columns>
        <RocPlot
          points={[
            [0, 0],
            [0.02, 0.41],
            [0.06, 0.68],
            [0.13, 0.83],
            [0.29, 0.93],
            [0.55, 0.98],
            [1, 1],
          ]}
        />
        <HistogramPlot
          of="error"
          from={-12}
          to={8}
          missing={7}
          counts={[1, 4, 9, 31, 88, 160, 142, 61, 18, 3]}
        />
        <HistogramPlot of="score" from={0} to={1} missing={0} counts={[12, 4, 9, 22, 130]} />
        <LatencyHistogram
          bins={bins.map((count, index) => ({
            upToMs: [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000][index] ?? 0,
            count,
          }))}
          points={[
            { label: 'p50', ms: 84 },
            { label: 'p90', ms: 173 },
            { label: 'p99', ms: 912 },
            { label: 'p99.9', ms: 4_480 },
          ]}
          target={{ label: 'p99', ms: 1_200 }}
        />
      </Columns>
      <AvailabilityStrip slots={slots} slotSeconds={900} startedAt={addDays(at, -1)} />
      <RatingsPlot
        rubric={{
          scale: 5,
          leastAgreement: 0.6,
          items: [
            { name: t('home.step_1_title'), means: '' },
            { name: t('home.step_2_title'), means: '' },
          ],
        }}
        agreement={0.713}
        means={[4.12, 3.44]}
        counts={[3, 9, 31, 88, 69]}
      />
      <WorkFigures
        record={{
          verified: { hits: 17, of: 21, lower: 0.581, upper: 0.9455 },
          onTime: { hits: 4, of: 4, lower: 0.3976, upper: 1 },
          disagreements: { opened: 3, settled: 2, forTeam: 1, forClient: 0, open: 0 },
        }}
      />
    </>
  )
}
