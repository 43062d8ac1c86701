import type { ReactNode } from 'react'
import { Icon } from './icon'

/** Something folded away under a quiet line: the table of a picture, the details of a fact. */
export function Fold(props: {
  label: ReactNode
  open?: boolean
  /** Folded on a phone only: where there is room for it, it always stands open. */
  narrow?: boolean
  children: ReactNode
}) {
  return (
    <details className={`fold min-w-0 ${props.narrow ? 'fold-narrow' : ''}`} open={props.open}>
      <summary>
        {props.label}
        <Icon name="down" size={16} />
      </summary>
      <div className="grid min-w-0 gap-3 pt-1 pb-2">{props.children}</div>
    </details>
  )
}
