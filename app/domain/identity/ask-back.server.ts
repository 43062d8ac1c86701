import { organisation } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { assertMay } from './may'
import { belongsTo, operateDesk } from './permissions'
import { signedInById } from './session.server'

/**
 * The operator cannot verify an organisation by what it has seen, and says what it needs. The request
 * is answered by that; those who act for the organisation are told, and may ask again.
 * @throws Refused not_found, not_allowed, already_done where no request waits
 */
export async function askBack(
  tx: Tx,
  input: { organisationId: string; words: string; by: string; at: Date },
): Promise<void> {
  const { organisationId, words, by, at } = input
  const viewer = await signedInById(tx, by)
  assertMay(viewer, operateDesk, null)
  if (viewer && belongsTo(viewer, organisationId)) throw new Refused('not_allowed')
  const [row] = await tx
    .select({ verifiedAt: organisation.verifiedAt, askedAt: organisation.checkAskedAt })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('update')
  if (!row) throw new Refused('not_found')
  if (row.verifiedAt || !row.askedAt) throw new Refused('already_done')
  await tx
    .update(organisation)
    .set({ checkAskedAt: null, checkWords: words })
    .where(eq(organisation.id, organisationId))
  await audit(tx, { by, act: 'organisation.ask_back', subject: organisationId, facts: { words } })
  const facts = { askedAt: at.toISOString() }
  await enqueue(tx, 'notify', { event: 'check-asked-back', subject: organisationId, facts })
}
