import { contractInput, contractInputFile } from 'db/schema/contracts'
import { and, eq, isNotNull } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'

/**
 * Words, links and files that a client handed in are deleted like its sealed rows; a job takes the
 * files out of the store. What was asked for stays with the terms, and the hashes with the evidence.
 * Erasing twice changes nothing. False where nothing had been handed in.
 */
export async function eraseInputs(
  tx: Tx,
  { contractId, at }: { contractId: string; at: Date },
): Promise<boolean> {
  const files = await tx
    .delete(contractInputFile)
    .where(eq(contractInputFile.contractId, contractId))
    .returning({ key: contractInputFile.storageKey })
  for (const { key } of files) await enqueue(tx, 'delete-file', { key })
  const erased = await tx
    .update(contractInput)
    .set({ note: '', link: '', missing: '', salt: '', handedInBy: null })
    .where(and(eq(contractInput.contractId, contractId), isNotNull(contractInput.handedInBy)))
    .returning({ input: contractInput.inputId })
  if (erased.length === 0) return false
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'inputs_deleted',
    body: { inputs: erased.map(({ input }) => input), files: files.length },
    at,
  })
  return true
}
