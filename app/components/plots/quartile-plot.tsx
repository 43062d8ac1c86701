import type { ReactNode } from 'react'
import { useLanguage } from '../page/language'

export type Quartiles = {
  key: string
  label: ReactNode
  lower: number
  median: number
  upper: number
  /** The three figures in words. */
  summary: string
}

/**
 * The middle half of a group as a bar from its lower to its upper quartile, with the median as a dot;
 * each line has a scale of its own that begins at nought. The table beside it has the figures.
 */
export function QuartilePlot({ rows }: { rows: readonly Quartiles[] }) {
  const { dir } = useLanguage()
  return (
    <ol className="m-0 grid list-none gap-3 p-0">
      {rows.map(({ key, label, lower, median, upper, summary }) => {
        const whole = upper * 1.06 || 1
        const x = (value: number) => {
          const share = (value / whole) * 100
          return dir === 'rtl' ? 100 - share : share
        }
        const [left, right] = [x(lower), x(upper)].sort((a, b) => a - b) as [number, number]
        return (
          <li key={key} className="grid min-w-0 gap-1 text-sm">
            <span>{label}</span>
            <svg
              role="img"
              aria-label={summary}
              className="block w-full overflow-visible"
              height="16"
            >
              <rect x="0" y="7.5" width="100%" height="1" fill="var(--edge)" />
              <rect
                x={`${left}%`}
                y="4"
                width={`${right - left}%`}
                height="8"
                fill="var(--accent)"
                opacity="0.45"
              />
              <circle cx={`${x(median)}%`} cy="8" r="5" fill="var(--accent)" />
            </svg>
          </li>
        )
      })}
    </ol>
  )
}
