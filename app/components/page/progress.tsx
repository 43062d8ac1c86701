import { type ReactNode, useId } from 'react'
import { useLanguage } from './language'
import { Num } from './text'

/** How far long work has come. */
export function Progress(props: {
  value: number
  max: number
  label: ReactNode
  /** How far, in words of its own. */
  count?: string
}) {
  const { number } = useLanguage()
  const id = useId()
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span id={id} data-part="label">
          {props.label}
        </span>
        <Num>
          <span data-part="count">
            {props.count ?? `${number(props.value)} / ${number(props.max)}`}
          </span>
        </Num>
      </p>
      <progress
        className="progress"
        data-part="value"
        aria-labelledby={id}
        value={props.value}
        max={Math.max(1, props.max)}
      />
    </div>
  )
}

/**
 * A part of a page that changes while work runs. The comfort script fetches `url` every so
 * often and puts the element of the same id in its place; it stops when that one is not live. With
 * `events` it listens instead: each event names parts (`data-part`) and what they now say.
 */
export function Live(props: {
  id: string
  url: string
  every?: number
  /** Where what changes is told as it changes; without it, or where that fails, the page is asked again. */
  events?: string
  running: boolean
  children: ReactNode
}) {
  return (
    <div
      id={props.id}
      aria-live="polite"
      className="grid min-w-0 gap-4"
      data-poll={props.running ? props.url : undefined}
      data-events={props.running ? props.events : undefined}
      data-every={props.running ? (props.every ?? 2000) : undefined}
    >
      {props.children}
    </div>
  )
}
