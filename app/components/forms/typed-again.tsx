import type { ReactNode } from 'react'
import { Form } from './form'

/** What was typed, to be sent once more under another intent; it stands in the page, not in fields. */
export function TypedAgain(props: {
  intent: string
  values: Readonly<Record<string, string | string[]>>
  /** Fields that the form sets itself. */
  without?: readonly string[]
  children: ReactNode
}) {
  const own = ['intent', 'do', ...(props.without ?? [])]
  const typed = Object.entries(props.values).flatMap(([name, value]) =>
    own.includes(name) ? [] : [value].flat().map((text) => ({ name, text })),
  )
  return (
    <Form intent={props.intent} upload bare>
      {typed.map(({ name, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fields keep their places.
        <input key={at} type="hidden" name={name} value={text} />
      ))}
      {props.children}
    </Form>
  )
}
