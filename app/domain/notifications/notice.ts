/** What one group of people is told about an event. `kind` is the catalogue's `notification.<kind>`. */
export type Facts = Readonly<Record<string, string | number>>
export type Notice = {
  readonly personIds: readonly string[]
  readonly kind: string
  /** Values of the sentence. `deadline` is an ISO time; `amountMinor` goes with `currency`. */
  readonly facts: Facts
  readonly url: string
  /** It is their turn; otherwise it only tells. */
  readonly yourTurn: boolean
  /** It only tells, but there is something that they may do: the mail does not say that nothing is. */
  readonly mayAct?: true
  /** What somebody wrote in their own words: the mail has it whole. */
  readonly words?: string
}

export const notice = (
  personIds: readonly string[],
  kind: string,
  url: string,
  facts: Facts,
  yourTurn: 'turn' | 'tell' = 'tell',
): Notice => ({ personIds, kind, url, facts, yourTurn: yourTurn === 'turn' })

/** The people of `all` who are not in `but`. */
export function except(all: readonly string[], but: readonly string[]): string[] {
  return all.filter((personId) => !but.includes(personId))
}

/** Nobody hears of one event twice: who is in two groups is told by the first. */
export function withoutRepeats(notices: readonly Notice[]): Notice[] {
  const told = new Set<string>()
  return notices.map((one) => {
    const personIds = [...new Set(one.personIds)].filter((personId) => !told.has(personId))
    for (const personId of personIds) told.add(personId)
    return { ...one, personIds }
  })
}
