import { signature } from 'db/schema/contracts'
import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { sameName } from './names'

/** @throws Refused name_mismatch where the name typed is not the name of the account. */
export async function assertOwnName(tx: Tx, personId: string, typedName: string): Promise<void> {
  const [signer] = await tx.select().from(person).where(eq(person.id, personId))
  invariant(signer, 'who acts is a person')
  if (!sameName(signer.name, typedName)) throw new Refused('name_mismatch')
}

/** Writes down that a side signed a version of the terms, with its place in the evidence. */
export async function writeSignature(
  tx: Tx,
  input: typeof signature.$inferSelect,
  at: Date,
): Promise<void> {
  const row = { ...input, typedName: input.typedName.trim() }
  const { contractId, version, side, sha256: terms, personId, signedAt } = row
  await tx.insert(signature).values(row)
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'terms_signed',
    body: {
      ...{ version, side, terms },
      // The evidence is public, the name is not: its hash lets the parties show who signed.
      signature: hashOf({ ...row, signedAt: signedAt.toISOString() }),
      machineTime: new Date().toISOString(),
    },
    at,
  })
  await audit(tx, { by: personId, act: 'contract.sign', subject: contractId, facts: { side } })
}
