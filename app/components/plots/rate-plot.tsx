import type { ReactNode } from 'react'
import type { Rate } from '~/domain/figures/public-figures'
import { leastForRate } from '~/domain/reputation/rate'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Tick } from './interval-plot'

export type RateRow = { key: string; label: ReactNode; name: string; rate: Rate }

/** A share as one may read it: a percentage only where enough stand behind it, before that the count. */
export function shareText({ t, percent }: ReaderLanguage, { n, share }: Rate): string {
  if (share === null) return '–'
  if (n >= leastForRate) return percent(share, 0)
  return t('reputation.count', { hits: Math.round(share * n), of: n })
}

const ticks = [0, 0.25, 0.5, 0.75, 1]

/**
 * Shares with their intervals on one scale from 0 to 100 %: the share as a dot, the interval as a
 * bar. The first row is the whole, and drawn larger.
 */
export function RatePlot({ rows }: { rows: readonly RateRow[] }) {
  const language = useLanguage()
  const { t, dir, percent } = language
  const x = (share: number) => (dir === 'rtl' ? 1 - share : share) * 100
  return (
    <figure className="plot narrow-plot m-0 min-w-0">
      {rows.map(({ key, label, name, rate }, at) => (
        <div key={key} className="plot-row">
          <span className={`plot-label ${at === 0 ? 'font-semibold' : 'text-sm text-quiet'}`}>
            {label}
            <span className="block text-xs font-normal text-quiet">
              {t('figures.ended_of', { count: rate.n })}
            </span>
          </span>
          <div className="plot-canvas">
            <svg
              role="img"
              aria-label={t('figures.rate_summary', {
                label: name,
                share: shareText(language, rate),
                count: rate.n,
                low: percent(rate.lower, 0),
                high: percent(rate.upper, 0),
              })}
            >
              <line x1="0%" x2="100%" y1="50%" y2="50%" stroke="var(--hairline)" />
              <Span from={x(rate.lower)} to={x(rate.upper)} half={at === 0 ? 7 : 4} />
              {rate.share === null ? null : (
                <circle
                  cx={`${x(rate.share)}%`}
                  cy="50%"
                  r={at === 0 ? 7 : 4.5}
                  fill="var(--accent)"
                  stroke="var(--paper)"
                  strokeWidth={at === 0 ? 2.5 : 1.5}
                />
              )}
            </svg>
          </div>
          <span className="plot-figure">
            <bdi className={`num ${at === 0 ? 'font-semibold' : 'text-sm'}`}>
              {shareText(language, rate)}
            </bdi>
            <bdi dir="ltr" className="num text-xs text-quiet">
              [{percent(rate.lower, 0)}, {percent(rate.upper, 0)}]
            </bdi>
          </span>
        </div>
      ))}
      <div className="plot-row plot-axis">
        <span />
        <div className="plot-canvas plot-canvas-axis">
          <svg aria-hidden="true">
            <line x1="0%" x2="100%" y1="0.5" y2="0.5" stroke="var(--edge)" />
            {ticks.map((tick) => (
              <Tick key={tick} x={x(tick)} text={percent(tick, 0)} />
            ))}
          </svg>
        </div>
        <span />
      </div>
    </figure>
  )
}

/** The stretch between two places as a rounded bar in the middle of its row. */
function Span({ from, to, half }: { from: number; to: number; half: number }) {
  return (
    <svg y="50%" overflow="visible" aria-hidden="true">
      <rect
        x={`${Math.min(from, to)}%`}
        y={-half}
        width={`${Math.max(0.4, Math.abs(to - from))}%`}
        height={half * 2}
        rx={half}
        fill="var(--accent)"
        opacity="0.3"
      />
    </svg>
  )
}
