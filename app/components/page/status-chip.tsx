import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import { useLanguage } from './language'

export type StatusKind =
  | 'met'
  | 'not_met'
  | 'inconclusive'
  | 'your_turn'
  | 'waiting'
  | 'running'
  | 'done'
  | 'lost'
  | 'draft'

const looks: Record<StatusKind, { icon: IconName; look: string }> = {
  met: { icon: 'tick', look: 'bg-met-wash text-met' },
  not_met: { icon: 'cross', look: 'bg-lost-wash text-lost' },
  inconclusive: { icon: 'tilde', look: 'bg-turn-wash text-turn-ink' },
  your_turn: {
    icon: 'turn',
    look: 'bg-turn-wash text-turn-ink shadow-[inset_0_0_0_1px_var(--turn)]',
  },
  waiting: { icon: 'clock', look: 'bg-sunken text-ink' },
  running: { icon: 'play', look: 'bg-accent-wash text-accent' },
  done: { icon: 'tick', look: 'bg-sunken text-ink' },
  lost: { icon: 'cross', look: 'bg-lost-wash text-lost' },
  draft: { icon: 'brief', look: 'bg-sunken text-quiet' },
}

/** A state in one word with its sign, and in a sentence that says whose turn it is. */
export function StatusChip(props: { kind: StatusKind; label?: ReactNode; sentence?: ReactNode }) {
  const { t } = useLanguage()
  const { icon, look } = looks[props.kind]
  const chip = (
    <span
      className={`inline-flex min-h-7 flex-none items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs leading-normal font-semibold whitespace-nowrap ${look}`}
    >
      <Icon name={icon} size={15} />
      {props.label ?? t(`status.${props.kind}`)}
    </span>
  )
  if (!props.sentence) return chip
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3 gap-y-1">
      {chip}
      <span className="min-w-0">{props.sentence}</span>
    </span>
  )
}
