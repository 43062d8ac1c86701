import { evidenceChain } from '~/domain/outcomes/queries.server'
import type { Reader } from '~/platform/database.server'

/** The bodies of a contract's entries of one kind, as its parties read them. */
export async function readEvidenceBodies(db: Reader, contractId: string, kind: string) {
  const chain = await evidenceChain(db, contractId, 'party')
  return chain.filter((entry) => entry.kind === kind).map(({ body }) => body)
}
