import type { ReactNode } from 'react'
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
  for (let at = Math.ceil(from / step - 1e-9) * step; at <= to + step * 1e-6; at += step)
    ticks.push(at)
  return ticks
}

function figureOf(language: ReaderLanguage, format: PlotFormat, value: number): string {
  if (format === 'share') return language.number(value, { digits: 3, leastDigits: 3 })
  if (format === 'ms')
    return language.t('common.milliseconds', { value: language.number(value, { digits: 0 }) })
  return language.number(value, { digits: 3 })
}

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
    <figure className="m-0 grid min-w-0 gap-1">
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
      <div className="plot-row">
        <span aria-hidden="true" className="max-sm:hidden" />
        <svg className="plot-canvas" height="26" aria-hidden="true">
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
        <span aria-hidden="true" className="max-sm:hidden" />
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
  target: number
  goodEnd: number
  summary: string
}) {
  const { attempt, big } = props
  const height = big ? 64 : 36
  const middle = height / 2
  const ends = [props.position(attempt.low), props.position(attempt.high)]
  const start = Math.min(...ends)
  const width = Math.max(0.4, Math.max(...ends) - start)
  const bar = big ? 14 : 8
  const ink = inks[attempt.result]
  const estimate = props.position(attempt.estimate)
  return (
    <div className="plot-row">
      <span className={big ? 'font-semibold' : 'text-sm text-quiet'}>
        {attempt.href ? <a href={attempt.href}>{attempt.label}</a> : attempt.label}
      </span>
      <svg className="plot-canvas" height={height} role="img" aria-label={props.summary}>
        <rect
          x={`${Math.min(props.target, props.goodEnd)}%`}
          y="0"
          width={`${Math.abs(props.goodEnd - props.target)}%`}
          height={height}
          fill="var(--met-wash)"
        />
        <line x1="0%" x2="100%" y1={middle} y2={middle} stroke="var(--hairline)" />
        <rect
          x={`${start}%`}
          y={middle - bar / 2}
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
            y1={middle - bar}
            y2={middle + bar}
            stroke={ink}
            strokeWidth={big ? 2 : 1.5}
          />
        ))}
        <line
          x1={`${props.target}%`}
          x2={`${props.target}%`}
          y1="0"
          y2={height}
          stroke="var(--ink)"
          strokeWidth={big ? 2 : 1.5}
        />
        <circle
          cx={`${estimate}%`}
          cy={middle}
          r={big ? 7 : 4.5}
          fill={ink}
          stroke="var(--paper)"
          strokeWidth={big ? 2.5 : 1.5}
        />
      </svg>
      <span className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-end">
        <span className={`num ${big ? 'font-semibold' : 'text-sm text-quiet'}`}>
          {props.figure(attempt.estimate)}
          <span className="hidden text-xs font-normal text-quiet sm:block">
            [{props.figure(attempt.low)}, {props.figure(attempt.high)}]
          </span>
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
  const rows = props.attempts.some(({ n }) => n !== undefined)
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="sr-only">
          {props.title}, {t('common.target')} {props.target}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('common.attempt')}</th>
            <th scope="col" className="numeric">
              {t('common.measured')}
            </th>
            <th scope="col" className="numeric">
              {t('common.interval')}
            </th>
            {rows ? (
              <th scope="col" className="numeric">
                {t('common.rows')}
              </th>
            ) : null}
            <th scope="col">{t('common.result')}</th>
          </tr>
        </thead>
        <tbody>
          {props.attempts.map((attempt) => (
            <tr key={attempt.id}>
              <th scope="row">{attempt.label}</th>
              <td className="numeric">{props.figure(attempt.estimate)}</td>
              <td className="numeric">
                {t('common.interval_from_to', {
                  low: props.figure(attempt.low),
                  high: props.figure(attempt.high),
                })}
              </td>
              {rows ? (
                <td className="numeric">{attempt.n === undefined ? '' : number(attempt.n)}</td>
              ) : null}
              <td>{t(`status.${attempt.result}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
