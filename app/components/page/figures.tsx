import type { ReactNode } from 'react'

export type Figure = { label: ReactNode; value: ReactNode; note?: ReactNode; href?: string }

/** A few figures side by side, divided by hairlines. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    // The line before the first figure of each row falls outside and is not seen.
    <div className="overflow-hidden">
      <dl className="m-0 -ms-[21px] flex flex-wrap gap-y-4">
        {items.map((item, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: figures keep their places.
            key={index}
            className="grid min-w-44 flex-1 content-start gap-0.5 border-s border-hairline px-5"
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
    </div>
  )
}
