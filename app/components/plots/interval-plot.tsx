import type { ReactNode } from 'react'
import { type Column, DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { StatusChip } from '../page/status-chip'
import { bareFigure, figureOf, type PlotFormat, stretchOf, ticksOf, tickText } from './plot-scale'

export type { PlotFormat }

export type Attempt = {
  id: string
  label: ReactNode
  estimate: number
  /** null where the interval has no end: it is drawn to the edge. */
  low: number | null
  high: number | null
  result: 'met' | 'not_met' | 'inconclusive'
  /** Rows measured. */
  n?: number
  href?: string
}

/** A figure to compare with: what was before. It has no interval. */
export type Before = { label: ReactNode; value: number; n?: number }

const inks = { met: 'var(--met)', not_met: 'var(--lost)', inconclusive: 'var(--turn)' }

/**
 * The signature of Samar: the target as a line, the estimate as a dot, the interval as a bar,
 * earlier attempts stacked beneath. Positions are percentages, so that text keeps its size on
 * every screen; in right-to-left pages the scale runs from the right.
 */
export function IntervalPlot(props: {
  title: string
  direction: 'at_least' | 'at_most'
  target: number
  attempts: readonly Attempt[]
  before?: Before
  format?: PlotFormat
  /** What the client's own figures count. */
  unit?: string
  domain?: readonly [number, number]
  hideTitle?: boolean
}) {
  const language = useLanguage()
  const { t, dir } = language
  const format = props.format ?? 'share'
  const present = (values: readonly (number | null | undefined)[]) =>
    values.flatMap((value) => value ?? [])
  const stretch = stretchOf(
    present(props.attempts.flatMap(({ low, estimate, high }) => [low, estimate, high])),
    present([props.target, props.before?.value]),
    format,
  )
  const domain = props.domain ?? stretch.domain
  const [from, to] = domain
  const position = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - from) / (to - from))) * 100
    return dir === 'rtl' ? 100 - share : share
  }
  const figure = (value: number) => figureOf(language, format, value, props.unit)
  const target = position(props.target)
  const goodEnd = position(props.direction === 'at_least' ? to : from)
  const stacked = [...props.attempts].reverse()
  const targetText = t(props.direction === 'at_least' ? 'common.at_least' : 'common.at_most', {
    target: figure(props.target),
  })
  const isOff = props.target < from || props.target > to
  const frame = { position, target, goodEnd, isOff }
  const end = (value: number | null) => (value === null ? t('plot.open_end') : figure(value))
  return (
    <figure className="plot m-0 min-w-0">
      <figcaption
        className={
          props.hideTitle ? 'sr-only' : 'flex flex-wrap items-baseline justify-between gap-x-4 pb-1'
        }
      >
        <span className="font-semibold">{props.title}</span>
        <span className="text-sm text-quiet">
          {t('common.target')}: {targetText}
        </span>
      </figcaption>
      {stacked.map((attempt, index) => (
        <PlotRow
          key={attempt.id}
          attempt={attempt}
          big={index === 0}
          frame={{ ...frame, from, to }}
          figure={figure}
          bare={(value) => bareFigure(language, format, value)}
          summary={t('common.plot_summary', {
            title: props.title,
            target: targetText,
            estimate: figure(attempt.estimate),
            low: end(attempt.low),
            high: end(attempt.high),
            result: t(`status.${attempt.result}`),
          })}
        />
      ))}
      {props.before ? <BeforeRow before={props.before} frame={frame} figure={figure} /> : null}
      <div className="plot-row plot-axis">
        <span />
        <div className={`plot-canvas plot-canvas-axis ${isOff ? 'plot-canvas-off' : ''}`}>
          <svg aria-hidden="true">
            <line x1="0%" x2="100%" y1="0.5" y2="0.5" stroke="var(--edge)" />
            {ticksOf(domain).map((tick) => (
              <Tick key={tick} x={position(tick)} text={tickText(language, format, tick)} />
            ))}
            {isOff ? (
              <OffTarget x={target} text={`${t('common.target')} ${figure(props.target)}`} />
            ) : null}
          </svg>
        </div>
        <span />
      </div>
      <Fold label={t('common.table_view')}>
        <PlotTable
          attempts={stacked}
          before={props.before}
          title={props.title}
          target={targetText}
          figure={figure}
        />
      </Fold>
    </figure>
  )
}

/**
 * How a text of a picture runs: figures alone from the left, with words as the page does. `ahead` is
 * the anchor that lets it grow to the right of its place, `behind` to the left.
 */
export function runOf(text: string, dir: 'ltr' | 'rtl') {
  const rtl = dir === 'rtl' && /\p{L}/u.test(text)
  const [ahead, behind] = rtl ? (['end', 'start'] as const) : (['start', 'end'] as const)
  return { direction: rtl ? ('rtl' as const) : ('ltr' as const), ahead, behind }
}

/** A mark of an axis with its figure, kept inside the picture at both ends. */
export function Tick({ x, text, y = 0 }: { x: number; text: string; y?: number }) {
  const { dir } = useLanguage()
  const { direction, ahead, behind } = runOf(text, dir)
  return (
    <g>
      <line x1={`${x}%`} x2={`${x}%`} y1={y} y2={y + 5} stroke="var(--edge)" />
      <text
        x={`${x}%`}
        y={y + 20}
        direction={direction}
        textAnchor={x < 6 ? ahead : x > 94 ? behind : 'middle'}
        fontSize="12"
        fill="var(--quiet)"
        className="tabular-nums"
      >
        {text}
      </text>
    </g>
  )
}

/** Says where the target lies when it is beyond the scale: an arrow at its edge, and its value. */
function OffTarget({ x, text }: { x: number; text: string }) {
  const { dir } = useLanguage()
  const { direction, ahead, behind } = runOf(text, dir)
  const right = x > 50
  return (
    <svg x={`${x}%`} overflow="visible" className="off-target" aria-hidden="true">
      <path d={right ? 'M2 33.5l6 4.5-6 4.5z' : 'M-2 33.5l-6 4.5 6 4.5z'} fill="var(--ink)" />
      <text
        x={right ? -4 : 4}
        y="42"
        direction={direction}
        textAnchor={right ? behind : ahead}
        fontSize="12"
        fontWeight="600"
        fill="var(--ink)"
      >
        {text}
      </text>
    </svg>
  )
}

type Frame = {
  position: (value: number) => number
  target: number
  /** The target lies beyond the scale, and its line at the edge. */
  isOff: boolean
  goodEnd: number
}

function Ground({ target, goodEnd }: Frame) {
  return (
    <>
      <rect
        x={`${Math.min(target, goodEnd)}%`}
        y="0"
        width={`${Math.abs(goodEnd - target)}%`}
        height="100%"
        fill="var(--met-wash)"
      />
      <line x1="0%" x2="100%" y1="50%" y2="50%" stroke="var(--hairline)" />
    </>
  )
}

function TargetLine({ target, isOff }: Frame) {
  return (
    <line
      x1={`${target}%`}
      x2={`${target}%`}
      y1="0"
      y2="100%"
      stroke="var(--ink)"
      strokeWidth="2"
      {...(isOff ? { strokeDasharray: '2 3' } : {})}
    />
  )
}

function PlotRow(props: {
  attempt: Attempt
  big: boolean
  frame: Frame & { from: number; to: number }
  figure: (value: number) => string
  bare: (value: number) => string
  summary: string
}) {
  const { t } = useLanguage()
  const { attempt, big, frame } = props
  const { low, high, estimate } = attempt
  const ends = [frame.position(low ?? frame.from), frame.position(high ?? frame.to)]
  const closed = [low, high].flatMap((value) => (value === null ? [] : frame.position(value)))
  const start = Math.min(...ends)
  const width = Math.max(0.4, Math.max(...ends) - start)
  const bar = big ? 14 : 8
  const ink = inks[attempt.result]
  const bound = (value: number | null) => (value === null ? t('plot.open_end') : props.bare(value))
  return (
    <div className="plot-row">
      <span className={`plot-label ${big ? 'font-semibold' : 'text-sm text-quiet'}`}>
        {attempt.href ? <a href={attempt.href}>{attempt.label}</a> : attempt.label}
      </span>
      <div className={`plot-canvas ${big ? 'plot-canvas-big' : ''}`}>
        <svg role="img" aria-label={props.summary}>
          <Ground {...frame} />
          {/* In here, nought is the middle of the row. */}
          <svg y="50%" overflow="visible" aria-hidden="true">
            <rect
              x={`${start}%`}
              y={-bar / 2}
              width={`${width}%`}
              height={bar}
              rx={bar / 2}
              fill={ink}
              opacity={big ? 0.38 : 0.3}
            />
            {closed.map((end) => (
              <line
                key={end}
                x1={`${end}%`}
                x2={`${end}%`}
                y1={-bar}
                y2={bar}
                stroke={ink}
                strokeWidth={big ? 2 : 1.5}
              />
            ))}
          </svg>
          <TargetLine {...frame} />
          <circle
            cx={`${frame.position(estimate)}%`}
            cy="50%"
            r={big ? 7 : 4.5}
            fill={ink}
            stroke="var(--paper)"
            strokeWidth={big ? 2.5 : 1.5}
          />
        </svg>
      </div>
      <span className="plot-reading">
        <span className="plot-figure">
          <bdi className={`num ${big ? 'font-semibold' : 'text-sm'}`}>{props.figure(estimate)}</bdi>
          <bdi dir="ltr" className="num text-xs text-quiet">
            [{bound(low)}, {bound(high)}]
          </bdi>
        </span>
        <span className="plot-verdict">
          <StatusChip kind={attempt.result} />
        </span>
      </span>
    </div>
  )
}

function BeforeRow(props: { before: Before; frame: Frame; figure: (value: number) => string }) {
  const { t } = useLanguage()
  const { before, frame, figure } = props
  return (
    <div className="plot-row">
      <span className="plot-label text-sm text-quiet">{before.label}</span>
      <div className="plot-canvas">
        <svg role="img" aria-label={`${t('plot.before')}: ${figure(before.value)}`}>
          <Ground {...frame} />
          <TargetLine {...frame} />
          <circle
            cx={`${frame.position(before.value)}%`}
            cy="50%"
            r="5"
            fill="var(--paper)"
            stroke="var(--quiet)"
            strokeWidth="2"
          />
        </svg>
      </div>
      <span className="plot-reading">
        <span className="plot-figure">
          <bdi className="num text-sm">{figure(before.value)}</bdi>
        </span>
        <span className="plot-verdict" />
      </span>
    </div>
  )
}

type TableRow = Omit<Attempt, 'result'> & { result: Attempt['result'] | null }

function PlotTable(props: {
  attempts: readonly Attempt[]
  before: Before | undefined
  title: string
  target: string
  figure: (value: number) => string
}) {
  const { t, number } = useLanguage()
  const { before, figure } = props
  const rows: TableRow[] = [
    ...props.attempts,
    ...(before
      ? [{ ...before, id: 'before', estimate: before.value, low: null, high: null, result: null }]
      : []),
  ]
  const between = ({ low, high, result }: TableRow) => {
    if (result === null) return ''
    if (low === null && high === null) return t('plot.no_bounds')
    if (low === null) return t('plot.interval_open_low', { high: figure(high ?? 0) })
    if (high === null) return t('plot.interval_open_high', { low: figure(low) })
    return t('common.interval_from_to', { low: figure(low), high: figure(high) })
  }
  const columns: Column<TableRow>[] = [
    {
      key: 'attempt',
      label: t('common.attempt'),
      cell: (attempt) => attempt.label,
      primary: true,
    },
    {
      key: 'measured',
      label: t('common.measured'),
      cell: (attempt) => figure(attempt.estimate),
      numeric: true,
    },
    { key: 'interval', label: t('common.interval'), cell: between, numeric: true },
    {
      key: 'rows',
      label: t('common.rows'),
      cell: (attempt) => (attempt.n === undefined ? '' : number(attempt.n)),
      numeric: true,
    },
    {
      key: 'result',
      label: t('common.result'),
      cell: ({ result }) => (result === null ? '' : t(`status.${result}`)),
    },
  ]
  const counted = rows.some(({ n }) => n !== undefined)
  return (
    <DataTable
      caption={`${props.title}, ${t('common.target')} ${props.target}`}
      hideCaption
      columns={counted ? columns : columns.filter(({ key }) => key !== 'rows')}
      rows={rows}
      rowKey={(attempt) => attempt.id}
    />
  )
}
