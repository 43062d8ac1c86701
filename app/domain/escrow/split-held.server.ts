import { funding } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { type Funding, lockFundings } from './fundings.server'
import { refundHeld } from './refund-held.server'
import { releaseHeld } from './release-held.server'
import { cutSources, type Share } from './release-split'

/**
 * Ends what is held for `reference` by a split: a part is released to the members, the rest goes back
 * to the funders, both in proportion to what each funder put in. The fee is taken of the released part
 * alone, and nothing is kept back. One reference is split once.
 * @throws Refused amount_invalid for less than nothing or more than is held, insufficient_funds when
 * nothing is held, shares_not_whole.
 */
export async function splitHeld(
  tx: Tx,
  input: {
    reference: string
    releaseMinor: bigint
    feeBps: number
    shares: readonly Share[]
    acceptedAt: Date
    at: Date
  },
): Promise<{ releasedMinor: bigint; refundedMinor: bigint; feeMinor: bigint }> {
  const { reference, releaseMinor, at } = input
  const held = (await lockFundings(tx, reference)).filter(({ usedFor }) => usedFor === null)
  const heldMinor = held.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  if (held.length === 0) throw new Refused('insufficient_funds')
  if (releaseMinor < 0n || releaseMinor > heldMinor) throw new Refused('amount_invalid')
  const { released, returned } = await cutFundings(tx, held, releaseMinor)
  const release =
    released.length > 0
      ? await releaseHeld(tx, {
          ...{ reference, paymentIds: released, feeBps: input.feeBps, shares: input.shares },
          ...{ holdbackBps: 0, holdbackDays: 0, acceptedAt: input.acceptedAt, at },
        })
      : null
  if (returned.length > 0) await refundHeld(tx, { reference, paymentIds: returned, at })
  return {
    releasedMinor: releaseMinor,
    refundedMinor: heldMinor - releaseMinor,
    feeMinor: release?.feeMinor ?? 0n,
  }
}

/** Cuts each funding in two where both parts are more than nothing; says which are for what. */
async function cutFundings(
  tx: Tx,
  held: readonly Funding[],
  releaseMinor: bigint,
): Promise<{ released: string[]; returned: string[] }> {
  const { taken } = cutSources(
    held.map(({ paymentId, amountMinor }) => ({ id: paymentId, amountMinor })),
    releaseMinor,
  )
  const released: string[] = []
  const returned: string[] = []
  for (const row of held) {
    const part = taken.get(row.paymentId) ?? 0n
    if (part > 0n) released.push(row.paymentId)
    if (part === row.amountMinor) continue
    if (part === 0n) {
      returned.push(row.paymentId)
      continue
    }
    const paymentId = `${row.paymentId}/back`
    await tx.update(funding).set({ amountMinor: part }).where(eq(funding.paymentId, row.paymentId))
    await tx
      .insert(funding)
      .values({ ...row, paymentId, amountMinor: row.amountMinor - part, refusals: 0 })
    returned.push(paymentId)
  }
  return { released, returned }
}
