import { brief } from 'db/schema/market'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { assertFitsData, type BriefDraft, draftForEdit } from '../briefs/brief.commands.server'
import { versionRow } from './lock-offer.server'
import { assertClass } from './order-offer.server'

/**
 * The client says of its order what only it can: where, of which class, and what is in its data.
 * Everything else is the offer's.
 * @throws Refused transition_refused for a brief of its own, class_not_carried, class_not_offered, rule_fails
 */
export async function declareOrder(
  tx: Tx,
  input: Pick<BriefDraft, 'country' | 'workloadClass' | 'data'> & { briefId: string; by: string },
): Promise<void> {
  const { country, workloadClass, data } = input
  const row = await draftForEdit(tx, input.briefId, input.by)
  if (row.offerVersionId === null) throw new Refused('transition_refused')
  assertClass(await versionRow(tx, row.offerVersionId), workloadClass)
  await assertFitsData(tx, row, input)
  await tx.update(brief).set({ country, workloadClass, data }).where(eq(brief.id, row.id))
}
