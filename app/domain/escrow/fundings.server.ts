import { funding } from 'db/schema/escrow'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { addDays, laterOf } from '~/kernel/clock'
import { invariant } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'

export type Funding = typeof funding.$inferSelect

/** Locks and returns the fundings of `reference` in the order in which their money is used. */
export async function lockFundings(tx: Tx, reference: string): Promise<Funding[]> {
  return tx
    .select()
    .from(funding)
    .where(eq(funding.reference, reference))
    .orderBy(asc(funding.chargedAt), asc(funding.paymentId))
    .for('update')
}

/** Marks fundings as used up, each once. */
export async function spendFundings(
  tx: Tx,
  fundings: readonly Funding[],
  usedFor: 'release' | 'refund',
  at: Date,
): Promise<void> {
  const ids = fundings.map(({ paymentId }) => paymentId)
  const used = await tx
    .update(funding)
    .set({ usedFor, usedAt: at })
    .where(and(inArray(funding.paymentId, ids), isNull(funding.usedFor)))
    .returning({ paymentId: funding.paymentId })
  invariant(used.length === ids.length, 'a funding is used once')
}

/** When money of each charge may leave: max(accepted, charged + the rail's risk days). */
export async function transferDates(
  db: Reader,
  fundings: readonly Funding[],
  acceptedAt: Date,
  at: Date,
): Promise<Map<string, Date>> {
  const riskDays = new Map<Funding['rail'], number>()
  for (const rail of new Set(fundings.map((funding) => funding.rail))) {
    riskDays.set(rail, await settingAt(db, rail === 'card' ? 'cardRiskDays' : 'bankRiskDays', at))
  }
  return new Map(
    fundings.map(({ chargeId, rail, chargedAt }) => [
      chargeId,
      laterOf(acceptedAt, addDays(chargedAt, riskDays.get(rail) ?? 0)),
    ]),
  )
}
