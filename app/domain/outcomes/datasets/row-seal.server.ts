import { createHmac } from 'node:crypto'
import { decrypt, encrypt, unseal } from '~/platform/crypto.server'
import type { DatasetRow } from './dataset'
import { datasetLeaf, featuresCommitment, labelCommitment } from './row-record'

/** What is encrypted per row. */
type Content = Pick<DatasetRow, 'features' | 'label' | 'canary'> & { group?: string }

export function datasetKeyContext(datasetId: string): string {
  return `dataset:${datasetId}`
}

/** @throws Error when the dataset has been deleted, or the master key is another. */
export function openDatasetKey(datasetId: string, wrappedKey: Uint8Array | null): Buffer {
  if (wrappedKey === null) throw new Error(`the key of ${datasetId} no longer exists`)
  return unseal(wrappedKey, datasetKeyContext(datasetId))
}

/** Salts follow from the dataset's key, so they vanish with it and need no column. */
export function rowSalt(key: Uint8Array, part: 'features' | 'label', row: number): Buffer {
  return createHmac('sha256', key).update(`${part}:${row}`).digest()
}

/** The commitments of a row: its leaf, and the two halves that the leaf is made of. */
export function rowCommitments(key: Uint8Array, row: DatasetRow) {
  const features = featuresCommitment(row.features, rowSalt(key, 'features', row.number))
  const label = labelCommitment(row, rowSalt(key, 'label', row.number))
  return { features, label, leaf: datasetLeaf(features, label) }
}

export function sealRow(key: Uint8Array, datasetId: string, row: DatasetRow): Buffer {
  const { features, label, canary, group } = row
  const content: Content = { features, label, canary, ...(group === null ? {} : { group }) }
  return encrypt(key, Buffer.from(JSON.stringify(content)), `${datasetId}:${row.number}`)
}

/** @throws Error when the row was changed or moved, or the key is not this dataset's. */
export function openRow(
  key: Uint8Array,
  datasetId: string,
  number: number,
  sealed: Uint8Array,
): DatasetRow {
  const content = JSON.parse(decrypt(key, sealed, `${datasetId}:${number}`).toString()) as Content
  return { number, ...content, group: content.group ?? null }
}
