import { canonicalJson, type Json, sha256 } from '../evidence/canonical'
import { leafHash, merkleRoot } from '../evidence/merkle'

export const rowKinds = ['sample', 'duplicate', 'canary'] as const
/** A drawn row, the same row asked a second time, or a row whose label is wrong on purpose. */
export type RowKind = (typeof rowKinds)[number]

/** What one request came to. It is sealed for the public and opened for the parties. */
export type RowOutcome = {
  readonly kind: RowKind
  /** Place in the draw, from 0; a duplicate has the place of the row that it repeats. */
  readonly order: number
  readonly output: string | null
  /** Why there is no valid answer. */
  readonly problem: string | null
  /** From the scheduled time; a row without a valid answer counts at least the row's deadline. */
  readonly latencyUs: number
}

/** The public record of a row: opaque id, the dataset's leaf, and a commitment to the outcome. */
export type RowRecord = {
  readonly id: string
  readonly row: number
  readonly leaf: string
  readonly seal: string
}

export function outcomeSeal(outcome: RowOutcome, salt: string): string {
  const { kind, order, output, problem, latencyUs } = outcome
  return sha256(
    Buffer.from(salt, 'hex'),
    canonicalJson({ kind, latencyUs, order, output, problem }),
  ).toString('hex')
}

/** One root for all rows of a run, in the order of their opaque ids. */
export function rowsRoot(records: readonly RowRecord[]): string {
  const ordered = [...records].sort((a, b) => (a.id < b.id ? -1 : 1))
  return merkleRoot(
    ordered.map(({ id, leaf, row, seal }) => leafHash(canonicalJson({ id, leaf, row, seal }))),
  )
}

/** The two commitments of a dataset row: the label can be opened without showing a feature. */
export function featuresCommitment(
  features: Readonly<Record<string, Json>>,
  salt: Uint8Array,
): Buffer {
  return sha256(salt, canonicalJson(features))
}

/** The group is committed to where there is one; without one the bytes are those of old evidence. */
export function labelCommitment(
  opened: { readonly label: string; readonly canary: boolean; readonly group?: string | null },
  salt: Uint8Array,
): Buffer {
  const { label, canary, group } = opened
  const grouped = group === undefined || group === null ? {} : { group }
  return sha256(salt, canonicalJson({ canary, label, ...grouped }))
}

export function datasetLeaf(features: Uint8Array, label: Uint8Array): Buffer {
  return leafHash(features, label)
}
