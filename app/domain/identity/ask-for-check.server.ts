import { organisation } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { assertActsFor } from './acts-for.server'

/**
 * Asks the operator to see that an organisation is who it says. Asking again changes nothing.
 * @throws Refused not_found, not_allowed for who does not act for it, already_done once verified
 */
export async function askForCheck(
  tx: Tx,
  input: { organisationId: string; by: string; at: Date },
): Promise<{ askedAt: Date }> {
  const { organisationId, by, at } = input
  await assertActsFor(tx, by, organisationId)
  const [row] = await tx
    .select({ verifiedAt: organisation.verifiedAt, askedAt: organisation.checkAskedAt })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('no key update')
  if (!row || row.verifiedAt) throw new Refused('already_done')
  if (row.askedAt) return { askedAt: row.askedAt }
  await tx
    .update(organisation)
    .set({ checkAskedAt: at, checkWords: null })
    .where(eq(organisation.id, organisationId))
  await audit(tx, { by, act: 'organisation.ask_for_check', subject: organisationId })
  const facts = { askedAt: at.toISOString() }
  await enqueue(tx, 'notify', { event: 'check-asked', subject: organisationId, facts })
  return { askedAt: at }
}

/** What is asked of others on its word needs an organisation that was looked at. @throws Refused client_unverified */
export async function assertVerified(tx: Tx, organisationId: string): Promise<void> {
  const [row] = await tx
    .select({ verifiedAt: organisation.verifiedAt })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('share')
  if (!row?.verifiedAt) throw new Refused('client_unverified')
}
