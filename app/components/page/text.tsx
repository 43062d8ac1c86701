import type { ReactNode } from 'react'
import { withoutTurns } from '~/kernel/plain-name'

/** A paragraph that leads into a page or a section. */
export function Lede({ children }: { children: ReactNode }) {
  return <p className="lede">{children}</p>
}

/** A big sentence in serif: one on a page. */
export function Statement({ children }: { children: ReactNode }) {
  return <p className="statement">{children}</p>
}

/** Words in second place. */
export function Quiet({
  children,
  as: Tag = 'p',
}: {
  children: ReactNode
  as?: 'p' | 'span' | 'div'
}) {
  return <Tag className="text-sm font-normal text-quiet">{children}</Tag>
}

/** Paragraphs that a person wrote, in whatever direction they wrote them, without signs that turn it. */
export function UserText({ text }: { text: string }) {
  const paragraphs = withoutTurns(text)
    .split(/\n\s*\n/)
    .map((part, at) => ({ part: part.trim(), at }))
    .filter(({ part }) => part !== '')
  return (
    <div className="prose">
      {paragraphs.map(({ part, at }) => (
        <p key={at} dir="auto" className="whitespace-pre-line">
          {part}
        </p>
      ))}
    </div>
  )
}

/** A name or title that a person wrote, kept apart from the sentence round it. */
export function Name({ children }: { children: ReactNode }) {
  return <bdi>{typeof children === 'string' ? withoutTurns(children) : children}</bdi>
}

/**
 * The same for a name that goes into a message: it keeps its own direction inside the sentence, and
 * loses the marks with which it could turn what stands behind it.
 */
export function isolated(name: string): string {
  return `\u2068${withoutTurns(name)}\u2069`
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return <a href={href}>{children}</a>
}

/** A figure: equal widths, left to right in every language. */
export function Num({ children }: { children: ReactNode }) {
  return <span className="num">{children}</span>
}

export function Code({ children }: { children: ReactNode }) {
  return <code className="code break-all">{children}</code>
}

/** Text of a machine, as it was: a request, a response, a hash. */
export function CodeBlock({ label, text }: { label?: string; text: string }) {
  return (
    <figure className="m-0">
      {label ? <figcaption className="text-xs text-quiet pb-1">{label}</figcaption> : null}
      <pre
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="code m-0 overflow-x-auto rounded-md border border-hairline bg-sunken p-3 text-xs whitespace-pre-wrap break-all"
      >
        {text}
      </pre>
    </figure>
  )
}
