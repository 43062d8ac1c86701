import { type ReactNode, useId } from 'react'
import { useLanguage } from './language'
import { Num } from './text'

/** How far long work has come. */
export function Progress(props: { value: number; max: number; label: ReactNode }) {
  const { number } = useLanguage()
  const id = useId()
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span id={id}>{props.label}</span>
        <Num>
          {number(props.value)} / {number(props.max)}
        </Num>
      </p>
      <progress
        className="progress"
        aria-labelledby={id}
        value={props.value}
        max={Math.max(1, props.max)}
      />
    </div>
  )
}

/**
 * A part of a page that changes while work runs. The comfort script fetches `url` every so
 * often and puts the element of the same id in its place; it stops when that one is not live.
 */
export function Live(props: {
  id: string
  url: string
  every?: number
  running: boolean
  children: ReactNode
}) {
  return (
    <div
      id={props.id}
      aria-live="polite"
      className="grid min-w-0 gap-4"
      data-poll={props.running ? props.url : undefined}
      data-every={props.running ? (props.every ?? 2000) : undefined}
    >
      {props.children}
    </div>
  )
}
