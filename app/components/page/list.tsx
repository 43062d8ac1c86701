import type { ReactNode } from 'react'

export type LinkListItem = {
  id: string
  href: string
  title: ReactNode
  body?: ReactNode
  meta?: ReactNode
  aside?: ReactNode
  /** Not read yet. */
  fresh?: boolean
}

/** Rows with a hairline between: briefs, teams, people, messages. The whole row is the link. */
export function LinkList({ items }: { items: readonly LinkListItem[] }) {
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {items.map((item) => (
        <li
          key={item.id}
          className="relative flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1 border-b border-hairline py-4 hover:bg-sunken sm:px-3"
        >
          <div className="grid min-w-0 flex-1 basis-72 gap-1">
            <a
              href={item.href}
              className={`text-base leading-snug after:absolute after:inset-0 ${item.fresh === false ? '' : 'font-semibold'}`}
            >
              <bdi>{item.title}</bdi>
            </a>
            {item.body ? <div className="max-w-[68ch] text-sm text-quiet">{item.body}</div> : null}
            {item.meta ? (
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-quiet">
                {item.meta}
              </div>
            ) : null}
          </div>
          {item.aside ? <div className="text-sm">{item.aside}</div> : null}
        </li>
      ))}
    </ul>
  )
}

/** Terms with their values, a hairline under each. */
export function DescriptionList(props: {
  items: readonly { term: ReactNode; value: ReactNode }[]
}) {
  return (
    <dl className="m-0 grid border-t border-hairline">
      {props.items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines keep their places.
          key={index}
          className="grid gap-x-6 gap-y-0.5 border-b border-hairline py-2.5 sm:grid-cols-[minmax(8rem,1fr)_2fr]"
        >
          <dt className="text-sm text-quiet">{item.term}</dt>
          <dd className="m-0 min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function TagList({ items }: { items: readonly ReactNode[] }) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tags keep their places.
        <li key={index} className="rounded-full border border-hairline px-3 py-0.5 text-xs">
          {item}
        </li>
      ))}
    </ul>
  )
}
