import type { ReactNode } from 'react'
import { LinkButton } from './button'

/** What this place is, why it is empty, and one next step. */
export function EmptyState(props: {
  title: ReactNode
  body: ReactNode
  action?: { href: string; label: ReactNode }
}) {
  return (
    <div className="grid justify-items-start gap-2 border-y border-dashed border-edge py-8">
      <p className="font-semibold">{props.title}</p>
      <p className="max-w-[60ch] text-quiet">{props.body}</p>
      {props.action ? (
        <div className="pt-2">
          <LinkButton href={props.action.href}>{props.action.label}</LinkButton>
        </div>
      ) : null}
    </div>
  )
}
