import { type ReactNode, useId } from 'react'
import { Lede } from './text'

/** A part of a page under its own heading. */
export function Section(props: {
  title: ReactNode
  id?: string
  lead?: ReactNode
  actions?: ReactNode
  level?: 2 | 3
  children?: ReactNode
}) {
  const fallback = useId()
  const id = props.id ?? fallback
  const Heading = props.level === 3 ? 'h3' : 'h2'
  return (
    <section aria-labelledby={`${id}-title`} id={props.id} className="grid min-w-0 gap-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <div className="grid gap-1">
          <Heading id={`${id}-title`} className={props.level === 3 ? 'text-base' : 'text-lg'}>
            {props.title}
          </Heading>
          {props.lead ? <Lede>{props.lead}</Lede> : null}
        </div>
        {props.actions ? <div className="flex flex-wrap gap-2">{props.actions}</div> : null}
      </header>
      {props.children}
    </section>
  )
}

const ratios = {
  'main-aside': 'lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]',
  half: 'md:grid-cols-2',
  thirds: 'sm:grid-cols-2 lg:grid-cols-3',
}

export function Columns({
  ratio = 'half',
  children,
}: {
  ratio?: keyof typeof ratios
  children: ReactNode
}) {
  return (
    <div className={`grid min-w-0 items-start gap-x-12 gap-y-10 *:min-w-0 ${ratios[ratio]}`}>
      {children}
    </div>
  )
}

const gaps = [
  'gap-0',
  'gap-1',
  'gap-2',
  'gap-3',
  'gap-4',
  'gap-6',
  'gap-8',
  'gap-12',
  'gap-16',
] as const

export function Stack({
  gap = 4,
  children,
}: {
  gap?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
  children: ReactNode
}) {
  return <div className={`grid min-w-0 content-start ${gaps[gap]}`}>{children}</div>
}

export function Row(props: {
  gap?: 1 | 2 | 3 | 4 | 5 | 6
  justify?: 'start' | 'between' | 'end'
  children: ReactNode
}) {
  const justify = { start: 'justify-start', between: 'justify-between', end: 'justify-end' }
  return (
    <div
      className={`flex flex-wrap items-center ${gaps[props.gap ?? 3]} ${justify[props.justify ?? 'start']}`}
    >
      {props.children}
    </div>
  )
}
