import { organisation } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { assertMay } from './may'
import type { OrganisationCheck } from './organisation'
import { belongsTo, operateDesk } from './permissions'
import { signedInById } from './session.server'

/**
 * The operator has seen that an organisation is who it says (`check` names by what), or takes that
 * back with null. Nobody says it of an organisation of their own.
 * @throws Refused not_found, not_allowed, already_done
 */
export async function verifyOrganisation(
  tx: Tx,
  input: { organisationId: string; check: OrganisationCheck | null; by: string; at: Date },
): Promise<void> {
  const { organisationId, check, by, at } = input
  const viewer = await signedInById(tx, by)
  assertMay(viewer, operateDesk, null)
  if (viewer && belongsTo(viewer, organisationId)) throw new Refused('not_allowed')
  const [row] = await tx
    .select({ verifiedAt: organisation.verifiedAt })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('update')
  if (!row) throw new Refused('not_found')
  if ((row.verifiedAt !== null) === (check !== null)) throw new Refused('already_done')
  await tx
    .update(organisation)
    .set({ verifiedAt: check ? at : null, checkAskedAt: null, checkWords: null })
    .where(eq(organisation.id, organisationId))
  await audit(tx, {
    ...{ by, subject: organisationId },
    ...(check ? { act: 'organisation.verify', facts: { check } } : { act: 'organisation.doubt' }),
  })
  if (check) {
    await enqueue(tx, 'notify', { event: 'organisation-verified', subject: organisationId })
  }
}
