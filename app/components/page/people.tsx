import type { ReactNode } from 'react'
import type { Money } from '~/kernel/money'
import { useLanguage } from './language'
import { MoneyText } from './money'
import { Name, Num, TextLink } from './text'

/** The first letters of the first and the last name; one letter where the script joins letters. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return /[\u0600-\u06ff]/.test(first) ? first : (first + last).toLocaleUpperCase('en')
}

const sizes = { small: 'size-8 text-xs', medium: 'size-11 text-sm', large: 'size-16 text-lg' }

export function Avatar({ name, size = 'medium' }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex flex-none items-center justify-center rounded-full bg-accent-wash leading-none font-semibold text-accent ${sizes[size]}`}
    >
      {initialsOf(name)}
    </span>
  )
}

/** Where somebody's page is, when it is among those that the reader may open. */
export function profileHref(profiles: readonly string[], personId: string): string | undefined {
  return profiles.includes(personId) ? `/people/${personId}` : undefined
}

/** A name in a table, linked where there is a page. */
export function PersonName({ name, href }: { name: string; href: string | undefined }) {
  return href ? (
    <TextLink href={href}>
      <Name>{name}</Name>
    </TextLink>
  ) : (
    <Name>{name}</Name>
  )
}

export function PersonLine(props: {
  name: string
  href?: string
  role?: ReactNode
  note?: ReactNode
}) {
  const name = <bdi>{props.name}</bdi>
  return (
    <span className="inline-flex min-w-0 items-center gap-3">
      <Avatar name={props.name} />
      <span className="grid min-w-0 leading-snug">
        <span className="font-semibold">{props.href ? <a href={props.href}>{name}</a> : name}</span>
        {props.role ? <span className="text-xs text-quiet">{props.role}</span> : null}
        {props.note ? <span className="text-xs text-quiet">{props.note}</span> : null}
      </span>
    </span>
  )
}

export type PeopleRowPerson = {
  name: string
  role?: ReactNode
  href?: string
  shareBps?: number
  amount?: Money
  note?: ReactNode
  proof?: ReactNode
}

/** The people of a team or a contract: who, as what, with which share and which proof. */
export function PeopleRow({ people }: { people: readonly PeopleRowPerson[] }) {
  const { shareBps } = useLanguage()
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {people.map((person, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name.
          key={index}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2.5"
        >
          <PersonLine name={person.name} href={person.href} role={person.role} note={person.note} />
          <span className="ms-14 flex flex-wrap items-baseline gap-x-4 sm:ms-0">
            {person.proof}
            {person.shareBps === undefined ? null : <Num>{shareBps(person.shareBps)}</Num>}
            {person.amount ? <MoneyText value={person.amount} /> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
