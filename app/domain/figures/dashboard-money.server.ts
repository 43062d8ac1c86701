import { holdbackClaim } from 'db/schema/contracts'
import { dispute } from 'db/schema/disputes'
import { count, inArray } from 'drizzle-orm'
import { mediatedDisputeStates } from '~/domain/contracts/disputes/dispute'
import { deskClaimStates } from '~/domain/contracts/holdback/claim'
import { heldStatuses, operatorStatuses } from '~/domain/contracts/milestones/milestone'
import type { Overview } from '~/domain/contracts/overview'
import { allContracts } from '~/domain/contracts/overview-queries.server'
import { termsOf } from '~/domain/contracts/rows.server'
import { membersAt } from '~/domain/contracts/seats/seats'
import { holdbackBpsOf } from '~/domain/contracts/terms/build-terms'
import { arrivingStatuses, paidPayableStatuses } from '~/domain/escrow/payable'
import { heldFor, payablesOf } from '~/domain/escrow/queries.server'
import { releaseSplit } from '~/domain/escrow/release-split'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { type MoneyLine, sumByCurrency } from './money-lines'

/** What a client has held, released and got back, by currency. */
export async function clientMoney(db: Reader, rows: readonly Overview[]) {
  const ids = rows
    .filter(({ side }) => side === 'client')
    .flatMap(({ milestones }) => milestones.map(({ id }) => id))
  const held = [...(await heldFor(db, ids)).values()]
  const line = (pick: (row: (typeof held)[number]) => bigint): MoneyLine[] =>
    sumByCurrency(held.map((row) => ({ currency: row.currency, amountMinor: pick(row) })))
  return merge({
    held: line(({ heldMinor }) => heldMinor),
    released: line(({ releasedMinor }) => releasedMinor),
    refunded: line(({ refundedMinor }) => refundedMinor),
  })
}

/** A member's part of what is held, on its way and paid, by currency. */
export async function memberMoney(db: Reader, viewer: SignedIn, open: readonly Overview[]) {
  const payables = await payablesOf(db, viewer.personId)
  const arriving = payables.filter(({ status }) => arrivingStatuses.includes(status))
  const paid = payables.filter(({ status }) => paidPayableStatuses.includes(status))
  return merge({
    held: sumByCurrency(await expectedShares(db, viewer, open)),
    arriving: sumByCurrency(arriving),
    paid: sumByCurrency(paid),
  })
}

/** The viewer's part of every milestone whose money is held, as a release would split it. */
async function expectedShares(db: Reader, viewer: SignedIn, open: readonly Overview[]) {
  const lines: { currency: string; amountMinor: bigint }[] = []
  for (const row of open.filter(({ side }) => side === 'team')) {
    const held = row.milestones.filter(({ status }) => heldStatuses.includes(status))
    if (held.length === 0) continue
    const terms = await termsOf(db, row.id)
    for (const { position, amountMinor, currency, kind } of held) {
      const split = releaseSplit({
        grossMinor: amountMinor,
        feeBps: terms.platformFeeBps,
        holdbackBps: holdbackBpsOf(terms, { kind }),
        shares: membersAt(terms, position),
      })
      const mine = split.members.find(({ personId }) => personId === viewer.personId)
      if (mine) lines.push({ currency, amountMinor: mine.amountMinor })
    }
  }
  return lines
}

/** The same currencies beside each other, with zero where a line has none. */
function merge<K extends string>(lines: Record<K, MoneyLine[]>) {
  const keys = Object.keys(lines) as K[]
  const currencies = [...new Set(keys.flatMap((key) => lines[key].map((line) => line.currency)))]
  return currencies.map((currency) => ({
    currency,
    amounts: Object.fromEntries(
      keys.map((key) => [
        key,
        lines[key].find((line) => line.currency === currency)?.amountMinor ?? 0n,
      ]),
    ) as Record<K, bigint>,
  }))
}

/** How much waits for the operator, and how much is held in all. */
export async function operatorFigures(db: Reader, viewer: SignedIn, at: Date) {
  const contracts = await allContracts(db, viewer, 'open', at)
  const ids = contracts.flatMap(({ milestones }) => milestones.map(({ id }) => id))
  const held = [...(await heldFor(db, ids)).values()]
  const waiting = contracts.flatMap(({ milestones }) =>
    milestones.filter(({ status }) => operatorStatuses.includes(status)),
  )
  const [claims] = await db
    .select({ count: count() })
    .from(holdbackClaim)
    .where(inArray(holdbackClaim.state, [...deskClaimStates]))
  const [disputes] = await db
    .select({ count: count() })
    .from(dispute)
    .where(inArray(dispute.state, [...mediatedDisputeStates]))
  return {
    waiting: waiting.length + (claims?.count ?? 0) + (disputes?.count ?? 0),
    contracts: contracts.length,
    held: sumByCurrency(
      held.map(({ currency, heldMinor }) => ({ currency, amountMinor: heldMinor })),
    ),
  }
}
