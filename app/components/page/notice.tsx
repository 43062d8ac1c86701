import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'

export type NoticeTone = 'info' | 'turn' | 'met' | 'lost'

const looks: Record<NoticeTone, { box: string; ink: string; icon: IconName }> = {
  info: { box: 'bg-sunken border-s-edge', ink: 'text-quiet', icon: 'info' },
  turn: { box: 'bg-turn-wash border-s-turn', ink: 'text-turn-ink', icon: 'clock' },
  met: { box: 'bg-met-wash border-s-met', ink: 'text-met', icon: 'tick' },
  lost: { box: 'bg-lost-wash border-s-lost', ink: 'text-lost', icon: 'warning' },
}

/** A sentence that the reader should not miss. */
export function Notice(props: { tone?: NoticeTone; title?: ReactNode; children?: ReactNode }) {
  const look = looks[props.tone ?? 'info']
  return (
    <div className={`flex gap-3 rounded-md border-s-3 p-4 ${look.box}`}>
      <span className={`flex-none pt-0.5 ${look.ink}`}>
        <Icon name={look.icon} />
      </span>
      <div className="grid min-w-0 gap-1">
        {props.title ? <p className="font-semibold">{props.title}</p> : null}
        {props.children ? <div className="grid gap-2">{props.children}</div> : null}
      </div>
    </div>
  )
}
