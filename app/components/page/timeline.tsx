import type { ReactNode } from 'react'
import { useLanguage } from './language'
import { ProofLink } from './proof-link'

export type TimelineEvent = {
  id: string
  at: Date
  title: ReactNode
  body?: ReactNode
  href?: string
  hash?: string
  tone?: 'plain' | 'met' | 'lost' | 'turn'
}

const inks = { plain: 'bg-edge', met: 'bg-met', lost: 'bg-lost', turn: 'bg-turn' }

/** What happened, one under the other, with the proof of each where there is one. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  const language = useLanguage()
  return (
    <ol className="m-0 grid list-none p-0">
      {events.map((event) => (
        <li
          key={event.id}
          className="relative grid gap-0.5 border-s border-hairline pb-5 ps-6 last:border-transparent last:pb-0"
        >
          <span
            aria-hidden="true"
            className={`absolute start-[-5.5px] top-[0.45em] size-2.5 rounded-full ${inks[event.tone ?? 'plain']}`}
          />
          <p className="grid">
            <span className="font-semibold">
              {event.href ? <a href={event.href}>{event.title}</a> : event.title}
            </span>
            <time className="text-xs text-quiet" dateTime={event.at.toISOString()}>
              {language.dateTime(event.at)}
            </time>
          </p>
          {event.body ? <div className="text-sm">{event.body}</div> : null}
          {event.hash ? (
            <p className="text-xs">
              <ProofLink hash={event.hash} />
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
