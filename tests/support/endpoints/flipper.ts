import { lastWord } from './honest'
import { type Behaviour, json } from './start-endpoint'

export type Flipper = {
  readonly behaviour: Behaviour
  /** The verdict is in: from here on it answers badly. */
  readonly flip: () => void
}

/** Honest until it is told that the verdict is in. By itself it is told by POST /flip. */
export function flipper(afterwards = 'a'): Flipper {
  let flipped = false
  return {
    flip: () => {
      flipped = true
    },
    behaviour(response, asked) {
      if (asked.url === '/flip') flipped = true
      json(response, { label: flipped ? afterwards : lastWord(asked) })
    },
  }
}

export const alone = () => flipper().behaviour
