import type { ReactNode } from 'react'
import { isEnough, type Rate } from '~/domain/reputation/rate'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { isolated } from '../page/text'
import { Tick } from './interval-plot'

export type RateRow = { key: string; label: ReactNode; name: string; rate: Rate }

/**
 * A share as one may read it: a percentage only where enough stand behind it, before that the count,
 * which is a phrase and keeps its direction where figures run from left to right.
 */
export function shareText({ t, percent }: ReaderLanguage, rate: Rate): string {
  const { hits, of } = rate
  if (of === 0) return '–'
  return isEnough(rate) ? percent(hits / of, 0) : isolated(t('reputation.count', { hits, of }))
}

const ticks = [0, 0.25, 0.5, 0.75, 1]

/**
 * Shares with their intervals on one scale from 0 to 100 %: the share as a dot, the interval as a
 * bar. The first row is the whole, and drawn larger.
 */
export function RatePlot({ rows }: { rows: readonly RateRow[] }) {
  const language = useLanguage()
  const { t, dir, percent } = language
  return (
    <figure className="plot narrow-plot m-0 min-w-0">
      {rows.map(({ key, label, name, rate }, at) => (
        <div key={key} className="plot-row">
          <span className={`plot-label ${at === 0 ? 'font-semibold' : 'text-sm text-quiet'}`}>
            {label}
            <span className="block text-xs font-normal text-quiet">
              {t('figures.ended_of', { count: rate.of })}
            </span>
          </span>
          <div className="plot-canvas">
            <svg
              role="img"
              aria-label={t(isEnough(rate) ? 'figures.rate_summary' : 'figures.count_summary', {
                label: name,
                share: shareText(language, rate),
                count: rate.of,
                low: percent(rate.lower, 0),
                high: percent(rate.upper, 0),
              })}
            >
              <RateMark rate={rate} size={at === 0 ? 7 : 4.5} />
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
              <Tick
                key={tick}
                x={(dir === 'rtl' ? 1 - tick : tick) * 100}
                text={percent(tick, 0)}
              />
            ))}
          </svg>
        </div>
        <span />
      </div>
    </figure>
  )
}

/** The share as a dot in its interval, on a line from none to all. */
function RateMark({ rate, size }: { rate: Rate; size: number }) {
  const { dir } = useLanguage()
  const at = (share: number) => `${(dir === 'rtl' ? 1 - share : share) * 100}%`
  return (
    <>
      <line x1="0%" x2="100%" y1="50%" y2="50%" stroke="var(--hairline)" />
      <line
        x1={at(rate.lower)}
        x2={at(rate.upper)}
        y1="50%"
        y2="50%"
        stroke="var(--accent)"
        strokeWidth={size * 2}
        strokeLinecap="round"
        opacity="0.3"
      />
      {rate.of === 0 ? null : (
        <circle
          cx={at(rate.hits / rate.of)}
          cy="50%"
          r={size}
          fill="var(--accent)"
          stroke="var(--paper)"
          strokeWidth={size / 3}
        />
      )}
    </>
  )
}

/** One rate without its scale, for beside the words that say the same. */
export function RateBar({ rate }: { rate: Rate }) {
  return (
    <svg aria-hidden="true" className="block h-3 w-full max-w-60 overflow-visible">
      <RateMark rate={rate} size={5} />
    </svg>
  )
}
