import type { ReactNode } from 'react'
import { useLanguage } from '../page/language'

export type PlotStep = {
  key: string
  label: ReactNode
  /** null where so few stand behind it that it is not shown. */
  count: number | null
  note?: ReactNode
}

/**
 * How many of a group came how far: one bar for each step, all against the same whole. The words
 * and the numbers are text, so that it needs no table beside it.
 */
export function StepPlot({ steps, whole }: { steps: readonly PlotStep[]; whole: number }) {
  const { t, percent, number } = useLanguage()
  return (
    <ol className="m-0 grid list-none gap-3 p-0">
      {steps.map(({ key, label, count, note }) => {
        const share = whole === 0 || count === null ? 0 : count / whole
        return (
          <li key={key} className="grid min-w-0 gap-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0 text-sm">{label}</span>
              {count === null ? (
                <span className="text-sm text-quiet">{t('figures.few')}</span>
              ) : (
                <span className="num text-sm">
                  <strong>{number(count)}</strong>
                  <span className="ms-2 text-quiet">{percent(share)}</span>
                </span>
              )}
            </div>
            <div aria-hidden="true" className="h-2.5 bg-sunken">
              <div className="h-full bg-accent" style={{ inlineSize: `${share * 100}%` }} />
            </div>
            {note ? <span className="text-xs text-quiet">{note}</span> : null}
          </li>
        )
      })}
    </ol>
  )
}
