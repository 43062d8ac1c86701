import { lastWord } from './honest'
import { type Behaviour, json } from './start-endpoint'

export type Staller = {
  readonly behaviour: Behaviour
  /** Answers that took no time of its own, and those that it held back. */
  readonly counts: () => { readonly fast: number; readonly held: number }
}

/**
 * One worker that answers at once, and freezes on every `every`-th request. Whoever sends the next
 * row only after an answer sees one slow answer in `every`; whoever sends on a schedule sees all that
 * piled up behind it.
 */
export function staller(every = 30, stallMs = 600): Staller {
  let fast = 0
  let held = 0
  let line: Promise<unknown> = Promise.resolve()
  const work = (count: number) => {
    if (count % every !== 0) {
      fast++
      return null
    }
    held++
    return new Promise((done) => setTimeout(done, stallMs))
  }
  return {
    counts: () => ({ fast, held }),
    async behaviour(response, asked, count) {
      line = line.then(() => work(count))
      await line
      json(response, { label: lastWord(asked) })
    },
  }
}

export const alone = () => staller(30, 2_000).behaviour
