import type { ReactNode } from 'react'
import { useLanguage } from '../page/language'

export type ClockPoint = {
  label: ReactNode
  at?: Date
  state: 'past' | 'now' | 'future' | 'missed'
  note?: ReactNode
  href?: string
}

/** A filled dot with a tick, a ring with a core, an empty ring, a cross. */
function Dot({ state }: { state: ClockPoint['state'] }) {
  return (
    <svg className="clock-dot" viewBox="0 0 20 20" aria-hidden="true" fill="none">
      {state === 'past' ? (
        <>
          <circle cx="10" cy="10" r="9" fill="currentColor" />
          <path d="m6 10.3 2.7 2.7L14 7.5" stroke="var(--on-accent)" strokeWidth="2" />
        </>
      ) : null}
      {state === 'now' ? (
        <>
          <circle
            cx="10"
            cy="10"
            r="8.5"
            stroke="currentColor"
            strokeWidth="2.5"
            fill="var(--paper)"
          />
          <circle cx="10" cy="10" r="4" fill="currentColor" />
        </>
      ) : null}
      {state === 'future' ? (
        <circle cx="10" cy="10" r="7" stroke="currentColor" strokeWidth="2" fill="var(--paper)" />
      ) : null}
      {state === 'missed' ? (
        <>
          <circle cx="10" cy="10" r="9" fill="currentColor" />
          <path d="m7 7 6 6m0-6-6 6" stroke="var(--paper)" strokeWidth="2" />
        </>
      ) : null}
    </svg>
  )
}

/** The line of a milestone: past solid, future dashed, now marked. */
export function ClockLine(props: {
  label: string
  points: readonly ClockPoint[]
  compact?: boolean
}) {
  const language = useLanguage()
  return (
    <ol className={`clock-line ${props.compact ? 'clock-compact' : ''}`} aria-label={props.label}>
      {props.points.map((point, index) => {
        const next = props.points[index + 1]
        const solid = next !== undefined && next.state !== 'future'
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the points of a line never change places.
            key={index}
            className="clock-point"
            data-state={point.state}
            data-line={solid ? 'solid' : 'dashed'}
            aria-current={point.state === 'now' ? 'step' : undefined}
          >
            <Dot state={point.state} />
            <div className={props.compact ? 'hidden sm:block' : undefined}>
              <p className={`text-sm ${point.state === 'now' ? 'font-semibold' : ''}`}>
                {point.href ? <a href={point.href}>{point.label}</a> : point.label}
                {point.state === 'now' ? (
                  <span className="sr-only"> ({language.t('common.now')})</span>
                ) : null}
              </p>
              {point.at ? (
                <p className="text-xs text-quiet">
                  <time dateTime={point.at.toISOString()}>{language.shortDateTime(point.at)}</time>
                </p>
              ) : null}
              {point.note ? <p className="text-xs text-quiet">{point.note}</p> : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
