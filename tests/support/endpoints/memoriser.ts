import { type Asked, type Behaviour, json } from './start-endpoint'

export type Memoriser = {
  readonly behaviour: Behaviour
  /** How often it was asked what it had seen in an earlier attempt. */
  readonly recognised: () => number
  /** Everything asked so far counts as seen: a new attempt begins. */
  readonly remember: () => void
}

const textOf = (asked: Asked) => String(asked.body.text ?? '').trim()

/**
 * Knows no model, only rows. Those that leaked to it, canaries and all, it answers as they are
 * labelled in the file; to every other it says `otherwise`. It keeps what it is asked, in the hope
 * of meeting it again.
 */
export function memoriser(
  leaked: ReadonlyMap<string, string> = new Map(),
  otherwise = 'a',
): Memoriser {
  const seen = new Set<string>()
  let now = new Set<string>()
  let recognised = 0
  return {
    recognised: () => recognised,
    remember() {
      for (const text of now) seen.add(text)
      now = new Set()
    },
    behaviour(response, asked) {
      const text = textOf(asked)
      if (seen.has(text)) recognised++
      now.add(text)
      json(response, { label: leaked.get(text) ?? otherwise })
    },
  }
}

export const alone = () => memoriser().behaviour
