import { organisationInvitation, organisationMember, person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'

/**
 * Joins the organisation. Only the account with the invited address can; to every other one the
 * invitation does not exist. Accepting twice is the same as once.
 */
export async function acceptInvitation(
  tx: Tx,
  input: { token: string; by: string; at: Date },
): Promise<{ organisationId: string }> {
  const [row] = await tx
    .select()
    .from(organisationInvitation)
    .where(eq(organisationInvitation.tokenHash, sha256(input.token)))
    .for('update')
  const [invited] = await tx
    .select({ emailKey: person.emailKey })
    .from(person)
    .where(eq(person.id, input.by))
  if (!row || !invited || row.emailKey !== invited.emailKey) throw new Refused('not_found')
  if (row.acceptedAt) return { organisationId: row.organisationId }
  if (row.withdrawnAt || row.expiresAt <= input.at) throw new Refused('invitation_invalid')
  await tx
    .insert(organisationMember)
    .values({
      organisationId: row.organisationId,
      personId: input.by,
      role: row.role,
      joinedAt: input.at,
    })
    .onConflictDoNothing()
  await tx
    .update(organisationInvitation)
    .set({ acceptedAt: input.at })
    .where(eq(organisationInvitation.id, row.id))
  await audit(tx, {
    by: input.by,
    act: 'organisation.join',
    subject: row.organisationId,
    facts: { role: row.role },
  })
  return { organisationId: row.organisationId }
}
