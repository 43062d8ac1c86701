import type { ReactNode } from 'react'
import { Icon } from './icon'
import { useLanguage } from './language'
import { useShell } from './shell'

/** A running clock: the moment in the reader's own zone, and how far away it is. */
export function Countdown(props: { until: Date; now?: Date; label?: ReactNode }) {
  const language = useLanguage()
  const shell = useShell()
  const now = props.now ?? shell.now
  const over = props.until.getTime() <= now.getTime()
  return (
    <span>
      <span className={`me-2 inline-block align-[-0.15em] ${over ? 'text-lost' : 'text-turn-ink'}`}>
        <Icon name="clock" size={16} />
      </span>
      {props.label ? <>{props.label} </> : null}
      <time dateTime={props.until.toISOString()}>{language.dateTime(props.until)}</time>{' '}
      <span
        className={`ms-1 font-semibold whitespace-nowrap ${over ? 'text-lost' : 'text-turn-ink'}`}
        data-countdown={props.until.getTime()}
        data-now={now.getTime()}
        data-over={language.t('common.due_passed')}
      >
        {over ? language.t('common.due_passed') : language.relative(props.until, now)}
      </span>
    </span>
  )
}
