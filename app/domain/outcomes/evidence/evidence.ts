import { hashOf, type Json } from './canonical'

export type EvidenceEntry = {
  readonly contract: string
  /** From 1, without gaps. */
  readonly sequence: number
  readonly kind: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Left out (null) where the reader may not see it; the chain holds all the same. */
  readonly body: Json
  readonly bodyHash: string
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previous: string
  readonly hash: string
}

export const noEntry = '0'.repeat(64)

/** Entries that hold hashes and counts only, so that anybody may read their bodies. */
export const publicEntryKinds: readonly string[] = [
  'evaluation_started',
  'evaluation_failed',
  'evaluation_cancelled',
  'verdict',
  'dataset_deleted',
]

export function entryHash(entry: Omit<EvidenceEntry, 'hash' | 'body'>): string {
  const { at, bodyHash, contract, kind, previous, sequence } = entry
  return hashOf({ at, bodyHash, contract, kind, previous, sequence })
}

export function nextEntry(
  last: Pick<EvidenceEntry, 'sequence' | 'hash'> | null,
  content: Pick<EvidenceEntry, 'contract' | 'kind' | 'at' | 'body'>,
): EvidenceEntry {
  const entry = {
    ...content,
    bodyHash: hashOf(content.body),
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.hash ?? noEntry,
  }
  return { ...entry, hash: entryHash(entry) }
}

export type ChainProblem = 'gap' | 'broken_link' | 'changed_entry' | 'mixed_contracts'

/** Walks the chain from its first entry; names the first entry that does not hold. */
export function verifyChain(
  entries: readonly EvidenceEntry[],
): { ok: true; head: string } | { ok: false; sequence: number; problem: ChainProblem } {
  let head = noEntry
  for (const [at, entry] of entries.entries()) {
    const problem = entryProblem(entry, at + 1, head, entries[0]?.contract)
    if (problem) return { ok: false, sequence: entry.sequence, problem }
    head = entry.hash
  }
  return { ok: true, head }
}

function entryProblem(
  entry: EvidenceEntry,
  sequence: number,
  previous: string,
  contract: string | undefined,
): ChainProblem | null {
  if (entry.sequence !== sequence) return 'gap'
  if (entry.contract !== contract) return 'mixed_contracts'
  if (entry.previous !== previous) return 'broken_link'
  if (entry.body !== null && hashOf(entry.body) !== entry.bodyHash) return 'changed_entry'
  return entryHash(entry) === entry.hash ? null : 'changed_entry'
}
