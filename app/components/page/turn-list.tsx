import type { ReactNode } from 'react'
import { Countdown } from './countdown'
import { Icon } from './icon'

export type TurnItem = {
  id: string
  title: ReactNode
  sentence?: ReactNode
  href: string
  until?: Date
}

/** What waits for the reader, the most urgent first. */
export function TurnList({ items }: { items: readonly TurnItem[] }) {
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {items.map((item) => (
        <li
          key={item.id}
          className="relative flex gap-3 border-b border-hairline py-3 hover:bg-sunken sm:px-3"
        >
          <span className="flex-none pt-1.5" aria-hidden="true">
            <span className="block size-2.5 rounded-full bg-turn" />
          </span>
          <div className="grid min-w-0 flex-1 gap-0.5">
            <a href={item.href} className="font-semibold after:absolute after:inset-0">
              {item.title}
            </a>
            {item.sentence ? <p className="text-sm text-quiet">{item.sentence}</p> : null}
            {item.until ? (
              <p className="text-sm">
                <Countdown until={item.until} />
              </p>
            ) : null}
          </div>
          <span className="flex-none self-center text-quiet">
            <Icon name="arrow" size={18} />
          </span>
        </li>
      ))}
    </ul>
  )
}
