import { canonicalJson } from '../evidence/canonical'
import { proofsOf } from '../evidence/merkle'
import type { DatasetRow } from './dataset'
import { rowCommitments, rowSalt } from './row-seal.server'

const key = Uint8Array.from({ length: 32 }, (_, at) => at)

const rows: readonly DatasetRow[] = [
  { number: 1, features: { text: 'where is it' }, label: 'delivery', group: null, canary: false },
  { number: 2, features: { text: 'paid twice' }, label: 'billing', group: null, canary: false },
  { number: 3, features: { text: 'café fermé' }, label: 'billing', group: 'c-7', canary: true },
]

/**
 * Three rows sealed under a key that everybody knows, computed by the code that seals real ones: for
 * the page that explains the recipe. Hashes are lower-case hex.
 */
export async function sealingExample() {
  const sealed = rows.map((row) => {
    const { features, label, leaf } = rowCommitments(key, row)
    const group = row.group === null ? {} : { group: row.group }
    return {
      number: row.number,
      featuresSalt: rowSalt(key, 'features', row.number).toString('hex'),
      featuresJson: canonicalJson(row.features),
      featuresHash: features.toString('hex'),
      labelSalt: rowSalt(key, 'label', row.number).toString('hex'),
      labelJson: canonicalJson({ canary: row.canary, label: row.label, ...group }),
      labelHash: label.toString('hex'),
      leaf: leaf.toString('hex'),
    }
  })
  const { root, proofs } = await proofsOf(
    sealed.map(({ leaf }) => Buffer.from(leaf, 'hex')),
    [2],
  )
  return { rows: sealed, node: proofs.get(2)?.[0] ?? '', root }
}
