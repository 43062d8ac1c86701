import { type Asked, type Behaviour, json } from './start-endpoint'

/** The rows of the tests end in their right label: "text 17 a". */
export function lastWord(asked: Asked): string {
  return String(asked.body.text ?? '')
    .trim()
    .split(' ')
    .at(-1) as string
}

/** Answers as well as it can, and at once. */
export function honest(answerOf: (asked: Asked) => string = lastWord): Behaviour {
  return (response, asked) => json(response, { label: answerOf(asked) })
}

export const alone = () => honest()
