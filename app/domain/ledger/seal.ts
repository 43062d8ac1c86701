import { createHash } from 'node:crypto'

/**
 * The canonical form that seals are hashes of, so that anybody can check them. A field is the length
 * of its value in bytes, in decimal, a colon, the value in UTF-8 and a comma; a value that is not
 * there is a hyphen and a comma. Numbers are decimal, moments are microseconds since 1970 UTC.
 *
 * - Leaf: SHA-256 over the transaction's fields id, kind, reference, idempotency key, parameters
 *   hash, id of the reversed transaction, occurred at, posted at; then of each entry, in order of its
 *   position: id, account id, currency, amount, balance after, account version. An account's id
 *   follows from what it is (`ledger_account_id`), so its name is sealed too.
 * - Seal: SHA-256 in hex over the fields `samar-ledger-seal-1`, number, from entry id, up to entry id,
 *   number of transactions, SHA-256 in hex of the leaves one after another, the hash of the seal
 *   before (64 zeros for the first), sealed at.
 *
 * The database writes the same (`ledger_leaf`, `ledger_seal_hash`); this is the second hand that
 * checks it. Ids of database transactions are left out: they change when a backup is restored.
 */
export type SealedTransaction = {
  readonly id: string
  readonly kind: string
  readonly reference: string
  readonly idempotencyKey: string
  readonly parametersHash: string
  readonly reversesId: string | null
  readonly occurredMicroseconds: string
  readonly postedMicroseconds: string
  /** In the order of their positions. */
  readonly entries: readonly {
    readonly id: string
    readonly accountId: string
    readonly currency: string
    readonly amountMinor: string
    readonly balanceAfterMinor: string | null
    readonly accountVersion: string | null
  }[]
}

export type Seal = {
  readonly number: string
  readonly fromEntryId: string
  readonly upToEntryId: string
  readonly transactions: number
  readonly leaves: Uint8Array
  readonly previousHash: string
  readonly hash: string
  readonly sealedMicroseconds: string
}

/** What the first seal names as the hash before it. */
export const noHash = '0'.repeat(64)
export const leafBytes = 32

const field = (value: string | null) =>
  value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data)

export function leafOf(transaction: SealedTransaction): Buffer {
  const values = [
    transaction.id,
    transaction.kind,
    transaction.reference,
    transaction.idempotencyKey,
    transaction.parametersHash,
    transaction.reversesId,
    transaction.occurredMicroseconds,
    transaction.postedMicroseconds,
    ...transaction.entries.flatMap((entry) => [
      entry.id,
      entry.accountId,
      entry.currency,
      entry.amountMinor,
      entry.balanceAfterMinor,
      entry.accountVersion,
    ]),
  ]
  return sha256(values.map(field).join('')).digest()
}

export function sealHash(seal: Omit<Seal, 'hash'>): string {
  const values = [
    'samar-ledger-seal-1',
    seal.number,
    seal.fromEntryId,
    seal.upToEntryId,
    String(seal.transactions),
    sha256(seal.leaves).digest('hex'),
    seal.previousHash,
    seal.sealedMicroseconds,
  ]
  return sha256(values.map(field).join('')).digest('hex')
}
