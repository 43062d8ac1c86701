import { allocate, portion } from '~/kernel/money'

export type Share = { readonly personId: string; readonly shareBps: number }
export type MemberPart = Share & { readonly amountMinor: bigint }

export type ReleaseSplit = {
  readonly feeMinor: bigint
  readonly holdbackMinor: bigint
  readonly members: readonly MemberPart[]
}

export const wholeBps = 10_000

/** True when every share is positive, no person is named twice, and all of it is given to somebody. */
export function sharesAreWhole(shares: readonly Share[]): boolean {
  return (
    shares.every(({ shareBps }) => Number.isInteger(shareBps) && shareBps > 0) &&
    new Set(shares.map(({ personId }) => personId)).size === shares.length &&
    shares.reduce((sum, { shareBps }) => sum + shareBps, 0) === wholeBps
  )
}

/**
 * Cuts a milestone's gross amount: fee and holdback are each a portion of the gross, rounded down
 * once; members share the rest by largest remainder, ties to the lower person id.
 * @throws RangeError when the shares are not whole or fee and holdback exceed the gross.
 */
export function releaseSplit(input: {
  grossMinor: bigint
  feeBps: number
  holdbackBps: number
  shares: readonly Share[]
}): ReleaseSplit {
  if (!sharesAreWhole(input.shares) || input.feeBps + input.holdbackBps > wholeBps) {
    throw new RangeError('a release needs whole shares, and a fee and holdback within the gross')
  }
  const feeMinor = portion(input.grossMinor, input.feeBps)
  const holdbackMinor = portion(input.grossMinor, input.holdbackBps)
  const members = splitFurther(input.grossMinor - feeMinor - holdbackMinor, input.shares, new Map())
  return { feeMinor, holdbackMinor, members }
}

/**
 * Shares out `amountMinor` when members have received `paid` before: each gets what they are entitled
 * to of everything so far, less what they have had, so that roundings do not add up over releases.
 * Nobody gets less than nothing; a unit that this leaves over is taken from the latest ids.
 */
export function splitFurther(
  amountMinor: bigint,
  shares: readonly Share[],
  paid: ReadonlyMap<string, bigint>,
): MemberPart[] {
  const before = shares.reduce((sum, { personId }) => sum + (paid.get(personId) ?? 0n), 0n)
  const weights = shares.map(({ personId, shareBps }) => ({
    id: personId,
    weight: BigInt(shareBps),
  }))
  const entitled = allocate(before + amountMinor, weights)
  const parts = shares.map((share) => {
    const due = (entitled.get(share.personId) ?? 0n) - (paid.get(share.personId) ?? 0n)
    return { ...share, amountMinor: due > 0n ? due : 0n }
  })
  let over = parts.reduce((sum, part) => sum + part.amountMinor, 0n) - amountMinor
  for (const part of [...parts].sort((a, b) => (a.personId < b.personId ? 1 : -1))) {
    const taken = over < part.amountMinor ? over : part.amountMinor
    part.amountMinor -= taken
    over -= taken
  }
  return parts
}

/** Money with the charge that it came in by; only so much can be sent on from that charge. */
export type Source = { readonly id: string; readonly amountMinor: bigint }

/** Takes `cutMinor` from the sources in proportion to what is in them; says what is left in each. */
export function cutSources<S extends Source>(
  sources: readonly S[],
  cutMinor: bigint,
): { taken: Map<string, bigint>; left: S[] } {
  const weights = sources.map(({ id, amountMinor }) => ({ id, weight: amountMinor }))
  const taken = cutMinor === 0n ? new Map<string, bigint>() : allocate(cutMinor, weights)
  const left = sources.map((source) => ({
    ...source,
    amountMinor: source.amountMinor - (taken.get(source.id) ?? 0n),
  }))
  return { taken, left }
}

export type Pairing = { readonly sourceId: string; readonly personId: string; amountMinor: bigint }

/**
 * Pairs sources with members by the north-west corner rule, so that every member's part is covered
 * with at most sources + members − 1 transfers and no source gives more than it holds.
 * @throws RangeError when the two sides do not sum to the same.
 */
export function pairSources(
  sources: readonly Source[],
  members: readonly { personId: string; amountMinor: bigint }[],
): Pairing[] {
  const pairs: Pairing[] = []
  const queue = sources
    .map((source) => ({ ...source }))
    .filter(({ amountMinor }) => amountMinor > 0n)
  for (const member of members) {
    let wanted = member.amountMinor
    while (wanted > 0n) {
      const source = queue[0]
      if (!source) throw new RangeError('the sources hold less than the members are owed')
      const amountMinor = wanted < source.amountMinor ? wanted : source.amountMinor
      pairs.push({ sourceId: source.id, personId: member.personId, amountMinor })
      wanted -= amountMinor
      source.amountMinor -= amountMinor
      if (source.amountMinor === 0n) queue.shift()
    }
  }
  if (queue.length > 0) throw new RangeError('the sources hold more than the members are owed')
  return pairs
}
