import type { ReactNode } from 'react'
import { Icon } from './icon'
import { useLanguage } from './language'

export type Crumb = { href?: string; label: ReactNode }

export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const { t } = useLanguage()
  return (
    <nav aria-label={t('common.you_are_here')} className="text-xs">
      <ol className="m-0 flex list-none flex-wrap gap-x-2 p-0">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: crumbs keep their places.
          <li key={index} className="flex min-w-0 items-center gap-2">
            {index > 0 ? (
              <span aria-hidden="true" className="text-edge">
                /
              </span>
            ) : null}
            {item.href ? (
              <a href={item.href} className="py-1.5 text-quiet">
                <bdi>{item.label}</bdi>
              </a>
            ) : (
              <span className="py-1.5 text-quiet" aria-current="page">
                <bdi>{item.label}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

type Tab = { href: string; label: ReactNode; current?: boolean; count?: number }

/** As many as fit a phone beside each other; more are folded there under the name of the present one. */
const mostOnPhone = 4

/** Views of one thing, each with its own address. */
export function Tabs(props: { label: string; items: readonly Tab[] }) {
  const current = props.items.find((item) => item.current)
  const folded = props.items.length > mostOnPhone && current !== undefined
  return (
    <nav aria-label={props.label} className="overflow-x-auto border-b border-hairline">
      {folded ? (
        <details className="menu sm:hidden">
          <summary className="flex min-h-11 items-center justify-between gap-2 font-semibold text-accent">
            <span className="inline-flex items-center gap-2">{current.label}</span>
            <Icon name="down" size={20} />
          </summary>
          <TabList items={props.items} className="grid pb-2" />
        </details>
      ) : null}
      <TabList
        items={props.items}
        className={`flex gap-x-2 sm:flex-wrap ${folded ? 'max-sm:hidden' : ''}`}
      />
    </nav>
  )
}

function TabList({ items, className }: { items: readonly Tab[]; className: string }) {
  const { number } = useLanguage()
  return (
    <ul className={`m-0 list-none p-0 ${className}`}>
      {items.map((item) => (
        <li key={item.href} className="-mb-px">
          <a href={item.href} className="nav-link" aria-current={item.current ? 'page' : undefined}>
            {item.label}
            {item.count === undefined ? null : (
              <span className="text-xs text-quiet tabular-nums">{number(item.count)}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}

export function Pagination(props: { page: number; pages: number; href: (page: number) => string }) {
  const { t, number } = useLanguage()
  if (props.pages <= 1) return null
  return (
    <nav
      aria-label={t('common.pages')}
      className="flex flex-wrap items-center justify-between gap-4 pt-2"
    >
      {props.page > 1 ? (
        <a href={props.href(props.page - 1)} rel="prev" className="button button-quiet">
          {t('common.previous')}
        </a>
      ) : (
        <span />
      )}
      <span className="text-sm text-quiet">
        {t('common.page_of', { page: number(props.page), pages: number(props.pages) })}
      </span>
      {props.page < props.pages ? (
        <a href={props.href(props.page + 1)} rel="next" className="button button-quiet">
          {t('common.next')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
