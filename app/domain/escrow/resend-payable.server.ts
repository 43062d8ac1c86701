import { payable } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { payableTransitions } from './payable'

/** An operator lets a refused payable be sent again; the next due-sweep takes it up. */
export async function resendPayable(
  tx: Tx,
  input: { payableId: string; by: string; at: Date },
): Promise<void> {
  const [row] = await tx
    .select({ status: payable.status })
    .from(payable)
    .where(eq(payable.id, input.payableId))
    .for('update')
  if (!row) throw new Refused('not_found')
  const step = payableTransitions.find(row.status, 'resend', 'operator')
  if (!step.ok) throw new Refused('already_done')
  await tx.update(payable).set({ status: step.to }).where(eq(payable.id, input.payableId))
  await audit(tx, { by: input.by, act: 'payable-resent', subject: input.payableId })
}
