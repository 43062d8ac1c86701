import { holdback } from 'db/schema/escrow'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'

const stillKept = (reference: string) =>
  and(eq(holdback.reference, reference), isNull(holdback.releasedAt), isNull(holdback.refundedAt))

/**
 * Keeps what is kept back where it is, beyond its window, until `by` (opaque to escrow) lets it go.
 * A later `by` takes over from an earlier one. False when nothing is kept back any more.
 */
export async function holdHoldback(
  tx: Tx,
  input: { reference: string; by: string },
): Promise<boolean> {
  const held = await tx
    .update(holdback)
    .set({ heldBy: input.by })
    .where(stillKept(input.reference))
    .returning({ id: holdback.id })
  return held.length > 0
}

/** Lets go what `by` held; from then on its window alone decides. A second call does nothing. */
export async function letHoldbackGo(
  tx: Tx,
  input: { reference: string; by: string },
): Promise<void> {
  await tx
    .update(holdback)
    .set({ heldBy: null })
    .where(and(stillKept(input.reference), eq(holdback.heldBy, input.by)))
}
