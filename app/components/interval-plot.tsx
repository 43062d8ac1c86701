import type { ReactNode } from 'react'
import { type Column, DataTable } from './data-table'
import { Fold } from './fold'
import { type ReaderLanguage, useLanguage } from './language'
import { StatusChip } from './status-chip'

export type Attempt = {
  id: string
  label: ReactNode
  estimate: number
  low: number
  high: number
  result: 'met' | 'not_met' | 'inconclusive'
  /** Rows measured. */
  n?: number
  href?: string
}

export type PlotFormat = 'share' | 'ms' | 'number'

const inks = { met: 'var(--met)', not_met: 'var(--lost)', inconclusive: 'var(--turn)' }

/** A step of 1, 2, 2.5 or 5 times a power of ten that cuts `span` in about four. */
function stepOf(span: number): number {
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const found = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10
  return found * power
}

function domainOf(values: readonly number[], format: PlotFormat): [number, number] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const room = Math.max((high - low) * 0.18, Math.abs(high) * 0.004, 1e-6)
  const step = stepOf(high - low + 2 * room)
  const from = Math.floor((low - room) / step) * step
  const to = Math.ceil((high + room) / step) * step
  return format === 'share' ? [Math.max(0, from), Math.min(1, to)] : [Math.max(0, from), to]
}

function ticksOf([from, to]: readonly [number, number]): number[] {
  const step = stepOf(to - from)
  const ticks: number[] = []
  for (let at = Math.ceil(from / step - 1e-9) * step || 0; at <= to + step * 1e-6; at += step)
    ticks.push(at)
  return ticks
}

function figureOf(language: ReaderLanguage, format: PlotFormat, value: number): string {
  if (format === 'share') return language.number(value, { digits: 3, leastDigits: 3 })
  if (format === 'ms')
    return language.t('common.milliseconds', { value: language.number(value, { digits: 0 }) })
  return language.number(value, { digits: 3 })
}

/** The ends of an interval, without their unit: it stands with the estimate before them. */
const bareFigure = (language: ReaderLanguage, format: PlotFormat, value: number) =>
  format === 'ms' ? language.number(value, { digits: 0 }) : figureOf(language, format, value)

const tickText = (language: ReaderLanguage, format: PlotFormat, value: number) =>
  format === 'share'
    ? language.number(value, { digits: 3, leastDigits: 2 })
    : language.number(value, { digits: 2 })

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
  format?: PlotFormat
  domain?: readonly [number, number]
  hideTitle?: boolean
}) {
  const language = useLanguage()
  const { t, dir } = language
  const format = props.format ?? 'share'
  const domain =
    props.domain ??
    domainOf([props.target, ...props.attempts.flatMap(({ low, high }) => [low, high])], format)
  const [from, to] = domain
  const position = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - from) / (to - from))) * 100
    return dir === 'rtl' ? 100 - share : share
  }
  const figure = (value: number) => figureOf(language, format, value)
  const target = position(props.target)
  const goodEnd = position(props.direction === 'at_least' ? to : from)
  const stacked = [...props.attempts].reverse()
  const targetText = t(props.direction === 'at_least' ? 'common.at_least' : 'common.at_most', {
    target: figure(props.target),
  })
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
          position={position}
          figure={figure}
          bare={(value) => bareFigure(language, format, value)}
          target={target}
          goodEnd={goodEnd}
          summary={t('common.plot_summary', {
            title: props.title,
            target: targetText,
            estimate: figure(attempt.estimate),
            low: figure(attempt.low),
            high: figure(attempt.high),
            result: t(`status.${attempt.result}`),
          })}
        />
      ))}
      <div className="plot-row plot-axis">
        <span />
        <div className="plot-canvas plot-canvas-axis">
          <svg aria-hidden="true">
            <line x1="0%" x2="100%" y1="0.5" y2="0.5" stroke="var(--edge)" />
            {ticksOf(domain).map((tick) => {
              const x = position(tick)
              const anchor = x < 6 ? 'start' : x > 94 ? 'end' : 'middle'
              return (
                <g key={tick}>
                  <line x1={`${x}%`} x2={`${x}%`} y1="0" y2="5" stroke="var(--edge)" />
                  <text
                    x={`${x}%`}
                    y="20"
                    direction="ltr"
                    textAnchor={anchor}
                    fontSize="12"
                    fill="var(--quiet)"
                    className="tabular-nums"
                  >
                    {tickText(language, format, tick)}
                  </text>
                </g>
              )
            })}
          </svg>
        </div>
        <span />
      </div>
      <Fold label={t('common.table_view')}>
        <PlotTable attempts={stacked} title={props.title} target={targetText} figure={figure} />
      </Fold>
    </figure>
  )
}

function PlotRow(props: {
  attempt: Attempt
  big: boolean
  position: (value: number) => number
  figure: (value: number) => string
  bare: (value: number) => string
  target: number
  goodEnd: number
  summary: string
}) {
  const { attempt, big } = props
  const ends = [props.position(attempt.low), props.position(attempt.high)]
  const start = Math.min(...ends)
  const width = Math.max(0.4, Math.max(...ends) - start)
  const bar = big ? 14 : 8
  const ink = inks[attempt.result]
  return (
    <div className="plot-row">
      <span className={`plot-label ${big ? 'font-semibold' : 'text-sm text-quiet'}`}>
        {attempt.href ? <a href={attempt.href}>{attempt.label}</a> : attempt.label}
      </span>
      <div className={`plot-canvas ${big ? 'plot-canvas-big' : ''}`}>
        <svg role="img" aria-label={props.summary}>
          <rect
            x={`${Math.min(props.target, props.goodEnd)}%`}
            y="0"
            width={`${Math.abs(props.goodEnd - props.target)}%`}
            height="100%"
            fill="var(--met-wash)"
          />
          <line x1="0%" x2="100%" y1="50%" y2="50%" stroke="var(--hairline)" />
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
            {ends.map((end) => (
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
          <line
            x1={`${props.target}%`}
            x2={`${props.target}%`}
            y1="0"
            y2="100%"
            stroke="var(--ink)"
            strokeWidth="2"
          />
          <circle
            cx={`${props.position(attempt.estimate)}%`}
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
          <bdi className={`num ${big ? 'font-semibold' : 'text-sm'}`}>
            {props.figure(attempt.estimate)}
          </bdi>
          <bdi dir="ltr" className="num text-xs text-quiet">
            [{props.bare(attempt.low)}, {props.bare(attempt.high)}]
          </bdi>
        </span>
        <StatusChip kind={attempt.result} />
      </span>
    </div>
  )
}

function PlotTable(props: {
  attempts: readonly Attempt[]
  title: string
  target: string
  figure: (value: number) => string
}) {
  const { t, number } = useLanguage()
  const columns: Column<Attempt>[] = [
    {
      key: 'attempt',
      label: t('common.attempt'),
      cell: (attempt) => attempt.label,
      primary: true,
    },
    {
      key: 'measured',
      label: t('common.measured'),
      cell: (attempt) => props.figure(attempt.estimate),
      numeric: true,
    },
    {
      key: 'interval',
      label: t('common.interval'),
      cell: (attempt) =>
        t('common.interval_from_to', {
          low: props.figure(attempt.low),
          high: props.figure(attempt.high),
        }),
      numeric: true,
    },
    {
      key: 'rows',
      label: t('common.rows'),
      cell: (attempt) => (attempt.n === undefined ? '' : number(attempt.n)),
      numeric: true,
    },
    {
      key: 'result',
      label: t('common.result'),
      cell: (attempt) => t(`status.${attempt.result}`),
    },
  ]
  const counted = props.attempts.some(({ n }) => n !== undefined)
  return (
    <DataTable
      caption={`${props.title}, ${t('common.target')} ${props.target}`}
      hideCaption
      columns={counted ? columns : columns.filter(({ key }) => key !== 'rows')}
      rows={props.attempts}
      rowKey={(attempt) => attempt.id}
    />
  )
}
