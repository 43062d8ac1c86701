import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { criterion } from 'tests/support/outcomes'
import { describe, expect, it } from 'vitest'
import {
  criterionFigure,
  criterionName,
  plotFormatOf,
} from '~/components/outcomes/criterion-figure'
import { CriterionResults } from '~/components/outcomes/criterion-results'
import { ResultDetailPlot } from '~/components/outcomes/result-detail'
import { ErrorRows } from '~/components/page/error-rows'
import { LanguageProvider } from '~/components/page/language'
import { AvailabilityStrip } from '~/components/plots/availability-strip'
import { HistogramPlot } from '~/components/plots/histogram-plot'
import { type Attempt, IntervalPlot } from '~/components/plots/interval-plot'
import { LatencyHistogram } from '~/components/plots/latency-histogram'
import { PartPlot } from '~/components/plots/part-plot'
import { domainOf, type PlotFormat, stretchOf, ticksOf } from '~/components/plots/plot-scale'
import { RatePlot } from '~/components/plots/rate-plot'
import { RatingsPlot } from '~/components/plots/ratings-plot'
import { RocPlot } from '~/components/plots/roc-plot'
import { StepPlot } from '~/components/plots/step-plot'
import { AvailabilityStrip as WatchStrip } from '~/components/plots/watch-plots'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import type { CriterionResult, ResultDetail } from '~/domain/outcomes/evidence/verdict'
import { measureJudged } from '~/domain/outcomes/measures/measure-judged'
import { slotsOf } from '~/domain/outcomes/probes/watch-view'
import { addDays, addHours } from '~/kernel/clock'
import { languageFor } from '~/platform/languages/language'
import type { Locale } from '~/platform/languages/locales'

const render = (node: ReactNode, locale: Locale = 'en') =>
  renderToStaticMarkup(
    <LanguageProvider locale={locale} timeZone="Asia/Karachi">
      {node}
    </LanguageProvider>,
  )
const texts = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const attempt: Attempt = { id: '1', label: 'One', estimate: 5, low: 4, high: 6, result: 'met' }
const plot = (
  format: PlotFormat,
  change: Partial<Attempt> = {},
  target = 4.5,
  unit: string | undefined = undefined,
) => (
  <IntervalPlot
    title="A plot"
    direction="at_least"
    target={target}
    format={format}
    {...(unit === undefined ? {} : { unit })}
    attempts={[{ ...attempt, ...change }]}
  />
)

describe('the interval plot', () => {
  it.each([
    ['ms', {}, 4.5, '5 ms'],
    ['ms', { estimate: 0.82, low: 0.7, high: 0.9 }, 1, '0.82 ms'],
    ['per_second', {}, 4.5, '5 a second'],
    ['points', { estimate: 4.1, low: 3.9, high: 4.3 }, 4, '4.10'],
    ['agreement', { estimate: -0.2, low: -0.4, high: 0.1 }, 0.4, '-0.200'],
    ['share', { estimate: 0.94, low: 0.93, high: 0.95 }, 0.92, '0.940'],
  ] as const)('writes figures of the kind %s as people do', (format, change, target, figure) => {
    expect(texts(render(plot(format, change, target))).replace('\u2212', '-')).toContain(figure)
  })

  it('names the unit of the client’s own figures', () => {
    expect(texts(render(plot('unit', {}, 4.5, 'days')))).toContain('5 \u2068days\u2069')
  })

  it('draws an interval without an end to the edge, and says that it is open', () => {
    const html = render(plot('ms', { high: null }))
    expect(texts(html)).toContain('[4, open]')
    expect(texts(html)).toContain('from 4 ms')
    const caps = (text: string) => text.match(/stroke="var\(--met\)"/g)?.length
    expect(caps(render(plot('ms')))).toBe(2)
    expect(caps(html)).toBe(1)
    expect(texts(render(plot('ms', { low: null, high: null })))).toContain('no bounds')
  })

  it('keeps to the ends that a scale has', () => {
    expect(domainOf([0.99, 1], 'share')[1]).toBe(1)
    expect(domainOf([-0.9, 0.4], 'agreement')[0]).toBeGreaterThanOrEqual(-1)
    expect(domainOf([-3, 0.4], 'agreement')[0]).toBeLessThan(-3)
    expect(domainOf([1, 300], 'ms')[0]).toBe(0)
    expect(ticksOf([-1, 1])).toContain(0)
  })

  it('looks closer where the target is far away, and marks it at the edge with its value', () => {
    expect(stretchOf([41, 43], [400], 'ms')).toEqual({ domain: [40, 44], whole: false })
    expect(stretchOf([380, 420], [400], 'ms').whole).toBe(true)
    expect(stretchOf([43, 43], [400], 'ms').whole).toBe(true)
    expect(stretchOf([0.9991, 0.9995], [0.9], 'share').whole).toBe(true)
    const far = { estimate: 42, low: 41, high: 43 }
    for (const [locale, edge] of [
      ['en', 100],
      ['ur', 0],
    ] as const) {
      const html = render(plot('ms', far, 400), locale)
      expect(html).toMatch(new RegExp(`<line x1="${edge}%"[^>]*stroke-dasharray="2 3"`))
      const [, width] = /<rect x="[\d.]+%" y="-7" width="([\d.]+)%"/.exec(html) ?? []
      expect(Number(width)).toBeGreaterThan(40)
      const [, mark] = /class="off-target"(.*?)<\/svg>/.exec(html) ?? []
      expect(mark).toContain('400')
    }
    expect(render(plot('ms', { estimate: 390, low: 380, high: 410 }, 400))).not.toContain('off-tar')
  })

  it('keeps a column of its own for verdicts, also where there is none', () => {
    const html = render(
      <IntervalPlot
        title="A plot"
        direction="at_least"
        target={4.5}
        format="ms"
        attempts={[attempt, { ...attempt, id: '2', result: 'inconclusive' }]}
        before={{ label: 'Before', value: 7 }}
      />,
    )
    expect(html.match(/class="plot-verdict"/g)).toHaveLength(3)
  })

  it('shows what was before as a place of its own, with no interval', () => {
    const before = { label: 'Before', value: 7, n: 900 }
    const html = render(
      <IntervalPlot
        title="No-shows"
        direction="at_most"
        target={5.5}
        format="unit"
        attempts={[attempt]}
        before={before}
      />,
    )
    expect(html).toContain('aria-label="Before: 7"')
    expect(html.match(/<tr>/g)).toHaveLength(3)
  })
})

const process: Criterion = {
  ...criterion({ id: 'p' }),
  metric: 'process_value',
  labels: [],
  direction: 'at_most',
  target: 0.12,
  process: {
    ...{ measure: 'No-show rate', unit: 'share', unitName: '', source: 'Booking system' },
    baseline: { value: 0.184, cases: 1_240, from: '2026-01-01', to: '2026-03-31' },
    ...{ windowDays: 60, measurer: { personId: 'per_1', name: 'Mina' } },
  },
}

function resultOf(asked: Criterion, detail: ResultDetail | null | undefined): CriterionResult {
  return {
    ...{ criterion: asked, criterionHash: 'aa', estimate: 0.098, lower: 0.08, upper: 0.117 },
    ...{ method: 'clopper_pearson', target: asked.target, n: 1_012, outcome: 'met' },
    ...{ reason: 'pessimistic_end_meets', baseline: null },
    ...(detail === undefined ? {} : { detail }),
  } as CriterionResult
}

const rubric = {
  scale: 5,
  leastAgreement: 0.6,
  items: [{ name: '<b>Tone</b>', means: '' }],
}

const rubricCriterion = {
  ...criterion({ id: 'r' }),
  metric: 'rubric_score',
  rubric: {
    ...rubric,
    items: [
      { name: 'Right', means: '' },
      { name: 'Kind', means: '' },
    ],
    raters: [],
  },
} as unknown as Criterion

const details: [string, ResultDetail][] = [
  [
    'confusion',
    {
      kind: 'confusion',
      labels: ['a', 'b'],
      counts: [
        [8, 1, 1],
        [0, 9, 0],
      ],
    },
  ],
  [
    'roc',
    {
      kind: 'roc',
      points: [
        [0, 0],
        [0.2, 0.9],
        [1, 1],
      ],
    },
  ],
  [
    'histogram',
    { kind: 'histogram', of: 'error', from: -2, to: 2, counts: [1, 5, 9, 2], missing: 3 },
  ],
  [
    'probes',
    {
      ...{ kind: 'probes', slotSeconds: 900 },
      slots: [
        { ok: 15, failed: 0, missed: 0 },
        { ok: 12, failed: 3, missed: 0 },
        { ok: 0, failed: 0, missed: 15 },
      ],
    },
  ],
  ['ratings', { kind: 'ratings', agreement: 0.71, means: [4.2], counts: [0, 1, 2, 9, 8] }],
  [
    'process',
    { kind: 'process', cases: 1_012, deviation: null, from: '2026-05-01', to: '2026-06-30' },
  ],
]
const asked = (kind: string): Criterion => {
  if (kind === 'process') return process
  return kind === 'ratings' ? ({ ...criterion(), rubric } as unknown as Criterion) : criterion()
}

describe('a result from near', () => {
  it.each(details)('%s: a picture or a table, with words, in both languages', (kind, detail) => {
    for (const locale of ['en', 'ur'] as const) {
      const html = render(<ResultDetailPlot result={resultOf(asked(kind), detail)} />, locale)
      expect(texts(html).length).toBeGreaterThan(40)
      expect(html).not.toMatch(/NaN|Infinity|undefined|plot\./)
      if (kind !== 'process') expect(html).toContain('<table')
      for (const [svg] of html.matchAll(/<svg [^>]*>/g))
        expect(svg).toMatch(/aria-label="[^"]{20,}|aria-hidden="true"/)
      expect(html).not.toContain('<script')
    }
  })

  it('is not there for verdicts of the first engine', () => {
    expect(render(<ResultDetailPlot result={resultOf(criterion(), undefined)} />)).toBe('')
    expect(render(<ResultDetailPlot result={resultOf(criterion(), null)} />)).toBe('')
  })

  it('lists what was mixed up where a matrix would be too wide', () => {
    const labels = Array.from({ length: 20 }, (_, at) => `label ${at}`)
    const counts = labels.map((_, row) =>
      [...labels, ''].map((_label, column) => (column === row ? 50 : column === row + 1 ? row : 0)),
    )
    const html = render(
      <ResultDetailPlot result={resultOf(criterion(), { kind: 'confusion', labels, counts })} />,
    )
    expect(html).not.toContain('class="matrix')
    const text = texts(html)
    expect(text.indexOf('label 18')).toBeLessThan(text.indexOf('label 3'))
    expect(text).toContain('Outside the set')
  })

  it('has a line for each item of a rubric, as the engine measured it', () => {
    const { rubric: asked } = rubricCriterion
    const marks = [0, 1, 2].flatMap((order) =>
      [0, 1].flatMap((rater) =>
        [0, 1].map((item) => ({ criterionId: 'r', order, rater, item, points: 3 + item })),
      ),
    )
    const rows = [0, 1, 2].map((order) => ({
      ...{ kind: 'sample' as const, order, label: '', output: 'x', problem: null, latencyUs: 1 },
    }))
    const { detail } = measureJudged(rubricCriterion, rows, marks, sha256('x'))
    const html = render(<ResultDetailPlot result={resultOf(rubricCriterion, detail)} />)
    expect(asked?.items).toHaveLength(2)
    expect(html.match(/<svg class="block w-24 sm:w-40"/g)).toHaveLength(2)
    const text = texts(html)
    for (const { name } of asked?.items ?? []) expect(text).toContain(name)
    expect(text).toMatch(/3\.00.*4\.00/)
  })

  it('escapes what people wrote', () => {
    const [, ratings] = details[4] ?? []
    const html = render(<ResultDetailPlot result={resultOf(asked('ratings'), ratings)} />)
    expect(html).toContain('&lt;b&gt;Tone&lt;/b&gt;')
  })
})

describe('plots that could break', () => {
  const flat = {
    histogram: <HistogramPlot of="score" from={1} to={1} counts={[0]} missing={0} />,
    latency: (
      <LatencyHistogram bins={[{ upToMs: 1, count: 3 }]} points={[{ label: 'p50', ms: 0 }]} />
    ),
    roc: (
      <RocPlot
        points={[
          [0, 0],
          [1, 1],
        ]}
      />
    ),
    strip: <AvailabilityStrip slots={[]} slotSeconds={60} startedAt={null} />,
    ratings: <RatingsPlot rubric={rubric} agreement={null} means={[1]} counts={[0, 0, 0, 0, 0]} />,
    plot: plot('ms', { estimate: 0, low: 0, high: 0 }, 0),
  }
  it.each(Object.entries(flat))('draws %s with nothing or all the same', (_name, node) => {
    expect(render(node) + render(node, 'ur')).not.toMatch(/NaN|Infinity/)
  })

  it('puts a latency at its place on a scale of equal factors', () => {
    const html = render(
      <LatencyHistogram
        bins={[10, 20, 50, 100, 200, 500, 1_000].map((upToMs) => ({ upToMs, count: 1 }))}
        points={[{ label: 'p50', ms: 70.710_678 }]}
      />,
    )
    // From 5 to 1,000 on a logarithmic scale, half way between is the root of 5,000.
    const share = Number(/<line x1="([\d.]+)%"[^>]*stroke-dasharray="2 3"/.exec(html)?.[1])
    expect(share).toBeCloseTo(50, 1)
    const mirrored = render(
      <LatencyHistogram
        bins={[
          { upToMs: 10, count: 1 },
          { upToMs: 100, count: 2 },
        ]}
        points={[{ label: 'p50', ms: 5 }]}
      />,
      'ur',
    )
    expect(Number(/<line x1="([\d.]+)%"[^>]*stroke-dasharray="2 3"/.exec(mirrored)?.[1])).toBe(100)
  })

  it('says on how many answers a criterion rests, where more are drawn', () => {
    const bins = [{ upToMs: 10, count: 400 }]
    const points = [{ label: 'p50', ms: 7 }]
    const drawn = (rests: number) =>
      texts(render(<LatencyHistogram bins={bins} points={points} rests={rests} />))
    expect(drawn(300)).toContain('All 400 answers are drawn; the criterion rests on 300 of them.')
    expect(drawn(400)).not.toContain('rests on')
  })

  it('tells the states of a slot by more than their colour', () => {
    const html = render(
      <AvailabilityStrip
        slots={[
          { ok: 1, failed: 0, missed: 0 },
          { ok: 9, failed: 1, missed: 0 },
          { ok: 0, failed: 0, missed: 1 },
        ]}
        slotSeconds={3_600}
        startedAt={new Date('2026-03-02T09:00:00.000Z')}
      />,
    )
    expect(html.match(/fill="var\(--lost\)"/g)).toHaveLength(1)
    expect(html).toContain('stroke-dasharray="2 2"')
    expect(texts(html)).toContain('10 looks were answered and 1 failed; once nobody looked')
    expect(texts(html)).toMatch(/2 Mar(ch)? 2026.* to .*2026/)
  })
})

describe('a bar of a strip', () => {
  const heightsOf = (html: string, fill: string) =>
    [
      ...html.matchAll(
        new RegExp(`<rect x=[^>]*height="([\\d.]+)" fill="var\\(--${fill}\\)"`, 'g'),
      ),
    ].map(([, tall]) => Number(tall))

  it('is as high as the share of its looks that were taken, and the legend says so', () => {
    const startsAt = new Date('2026-03-01T00:00:00Z')
    const schedule = { startsAt, endsAt: addDays(startsAt, 30), everySeconds: 900 }
    const probes = Array.from({ length: 49 }, (_, number) => ({
      ...{ number, dueAt: new Date(startsAt.getTime() + number * 900_000).toISOString() },
      ...{ result: 'ok' as const, problem: null, latencyUs: 9_000 },
    }))
    const slots = slotsOf(probes, schedule, 60)
    expect(slots.map(({ looks }) => looks)).toEqual(Array(60).fill(48))
    const html = render(<WatchStrip slots={slots} />)
    const [full, one, ...others] = heightsOf(html, 'met')
    // One look in 48 is a stub, not a whole bar; the last rectangle is the legend's.
    expect(full).toBeGreaterThan(30)
    expect(one).toBeLessThan(8)
    expect(others).toHaveLength(0)
    expect(texts(html)).toContain('as high as the share of its looks')
    const hundred = slotsOf([], { ...schedule, endsAt: addHours(startsAt, 25) }, 60)
    expect(hundred.reduce((sum, { looks }) => sum + looks, 0)).toBe(100)
  })

  it('of a verdict leaves out what nobody looked at', () => {
    const slot = { ok: 3, failed: 0, missed: 9 }
    const strip = (one: typeof slot) =>
      render(<AvailabilityStrip slots={[one]} slotSeconds={60} startedAt={null} />)
    const [part] = heightsOf(strip(slot), 'met')
    const [whole] = heightsOf(strip({ ...slot, missed: 0 }), 'met')
    expect((part ?? 0) / (whole ?? 1)).toBeCloseTo(0.25, 9)
  })
})

describe('the words of a result', () => {
  const language = languageFor('en', 'Asia/Karachi')

  it('round nothing to the target that it only comes near', () => {
    const asked = criterion({ target: 0.92 })
    const written = (value: number) => criterionFigure(language, asked, value)
    expect(written(0.92)).toBe('0.92')
    expect(written(0.91985)).toBe('0.9199')
    expect(written(0.8571)).toBe('0.857')
  })

  it('name a process by what is counted, and its share as a share', () => {
    expect(criterionName(language, process)).toBe('\u2068No-show rate\u2069')
    const averaged = criterion({ metric: 'f1', averaging: 'macro', sampleSize: 400 })
    expect(criterionName(language, averaged)).toMatch(/^F1: /)
    expect(plotFormatOf(process)).toBe('share')
    expect(plotFormatOf(criterion({ metric: 'latency_p50', target: 9 }))).toBe('ms')
  })

  it('put both periods beside one another', () => {
    const result = resultOf(process, details[5]?.[1])
    const html = render(
      <>
        <CriterionResults
          criterion={process}
          attempts={[{ attempt: 1, verdictId: null, body: { results: [result] } }]}
          label="Measured"
        />
        <ResultDetailPlot result={result} />
      </>,
    )
    const text = texts(html)
    expect(text).toContain('Before')
    expect(text).toContain('0.184')
    expect(text).toMatch(/1 Jan(uary)? 2026 to 31 Mar(ch)? 2026, 1,240 cases/)
    expect(text).toMatch(/1 May 2026 to 30 Jun(e)? 2026, 1,012 cases/)
    expect(text).not.toContain('Attempt 1')
  })
})

describe('rows that were answered differently', () => {
  const row = {
    row: 17,
    features: { text: '<i>x</i>', n: 3 },
    problem: null,
    off: null,
    score: null,
  }

  it('show both texts, how far a number is off, and why there is no answer', () => {
    const html = render(
      <ErrorRows
        rows={[
          { ...row, label: 'north gate', output: 'south gate', score: 0.5 },
          { ...row, row: 18, label: '10', output: '12.5', off: 2.5 },
          { ...row, row: 19, label: 'a', output: null, problem: 'deadline_passed' },
          { ...row, row: 20, label: 'a', output: null, problem: 'never_heard_of' },
        ]}
      />,
    )
    expect(html).toContain('&lt;i&gt;x&lt;/i&gt;')
    const text = texts(html)
    for (const part of ['north gate', 'south gate', '0.500', '+2.5']) expect(text).toContain(part)
    expect(text).toContain('No complete answer in time.')
    expect(text).toContain('No valid answer')
  })
})

describe('plots of the public figures', () => {
  const row = {
    ...{ key: 'r', label: 'Health', figure: '9', summary: 'Health: 8 and 1' },
    parts: [
      { key: 'a', value: 8, fill: 'black', ink: 'white', text: '8' },
      { key: 'b', value: 0, fill: 'red', ink: 'white', text: '0' },
      { key: 'c', value: 1, fill: 'grey', ink: 'white', text: '1' },
    ],
  }
  const bars = (locale: Locale) =>
    [
      ...render(<PartPlot whole={20} rows={[row]} />, locale).matchAll(
        /<rect x="([\d.]+)%" y="0" width="([\d.]+)%"/g,
      ),
    ].map(([, x, width]) => [Number(x), Number(width)])

  it('lays parts beside each other on one scale, from the right in Urdu', () => {
    expect(bars('en')).toEqual([
      [0, 40],
      [40, 5],
    ])
    expect(bars('ur')).toEqual([
      [60, 40],
      [55, 5],
    ])
    // The second part has no room for its number; the row says it in words.
    expect(texts(render(<PartPlot whole={20} rows={[row]} />))).not.toContain(' 1 ')
    expect(render(<PartPlot whole={0} rows={[row]} />)).not.toMatch(/NaN|Infinity/)
  })

  it('says a rate with its interval and of how many it is', () => {
    const rates = (hits: number, of: number) =>
      render(
        <RatePlot
          rows={[
            { key: 'all', label: 'All', name: 'All', rate: { hits, of, lower: 0.5, upper: 0.9 } },
          ]}
        />,
      )
    expect(rates(9, 12)).toContain('aria-label="All: 75% of 12, interval 50% to 90%"')
    expect(texts(rates(9, 12))).toContain('12 milestones')
    expect(rates(0, 0)).not.toContain('<circle')
    // Of three, no percentage: one more or less would be a third.
    expect(texts(rates(3, 3))).toContain('3 of 3')
    expect(rates(3, 3)).toContain('aria-label="All: \u20683 of 3\u2069, interval 50% to 90%"')
  })

  it('says that a count is withheld, and draws nothing for it', () => {
    const steps = [
      { key: 'a', label: 'Began', count: 40 },
      { key: 'b', label: 'Paid', count: null },
    ]
    const html = render(<StepPlot whole={40} steps={steps} />)
    expect(texts(html)).toContain('Paid fewer than ten')
    expect(html.match(/inline-size:0%/g)).toHaveLength(1)
  })
})
