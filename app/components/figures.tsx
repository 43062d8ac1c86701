import type { ReactNode } from 'react'

export type Figure = { label: ReactNode; value: ReactNode; note?: ReactNode; href?: string }

/** A few figures side by side, divided by hairlines. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <dl className="m-0 grid gap-y-3 sm:flex sm:flex-wrap">
      {items.map((item, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: figures keep their places.
          key={index}
          className="grid min-w-36 flex-1 content-start gap-0.5 border-t border-hairline pt-3 sm:border-s sm:border-t-0 sm:px-5 sm:pt-0 sm:first:border-s-0 sm:first:ps-0"
        >
          <dt className="text-xs text-quiet">
            {item.href ? (
              <a href={item.href} className="text-quiet">
                {item.label}
              </a>
            ) : (
              item.label
            )}
          </dt>
          <dd className="m-0 text-lg leading-normal font-semibold tabular-nums">{item.value}</dd>
          {item.note ? <dd className="m-0 text-xs text-quiet">{item.note}</dd> : null}
        </div>
      ))}
    </dl>
  )
}
