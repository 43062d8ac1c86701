import { sha256 } from './canonical'

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** RFC 6962: leaves and nodes are hashed under different prefixes, so neither can pose as the other. */
export function leafHash(...data: (Uint8Array | string)[]): Buffer {
  return sha256(leafPrefix, ...data)
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(nodePrefix, left, right)
}

/** The root of a tree without leaves. */
export const emptyRoot = sha256('').toString('hex')

/** Builds the root leaf by leaf; it remembers one hash per level, never the leaves. */
export function rootBuilder(): { add(leaf: Uint8Array): void; root(): string; size(): number } {
  const stack: { hash: Uint8Array; size: number }[] = []
  let size = 0
  return {
    add(leaf) {
      size++
      let node = { hash: leaf, size: 1 }
      for (let top = stack.at(-1); top && top.size === node.size; top = stack.at(-1)) {
        stack.pop()
        node = { hash: nodeHash(top.hash, node.hash), size: node.size * 2 }
      }
      stack.push(node)
    },
    root() {
      const last = stack.at(-1)
      if (!last) return emptyRoot
      const hash = stack
        .slice(0, -1)
        .reduceRight((right, { hash: left }) => nodeHash(left, right), last.hash)
      return Buffer.from(hash).toString('hex')
    },
    size: () => size,
  }
}

export function merkleRoot(leaves: Iterable<Uint8Array>): string {
  const builder = rootBuilder()
  for (const leaf of leaves) builder.add(leaf)
  return builder.root()
}

/**
 * The audit paths of the leaves at `wanted` (from 0), and the root, in one pass over all leaves. It
 * holds one subtree a level and the paths so far, never the leaves.
 * @throws RangeError when a wanted leaf is not there.
 */
export async function proofsOf(
  leaves: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  wanted: Iterable<number>,
): Promise<{ root: string; proofs: Map<number, string[]> }> {
  const proofs = new Map<number, string[]>([...wanted].map((at) => [at, []]))
  const stack: Subtree[] = []
  let size = 0
  for await (const leaf of leaves) {
    let tree: Subtree = { hash: leaf, size: 1, wanted: proofs.has(size) ? [size] : [] }
    size++
    for (let top = stack.at(-1); top && top.size === tree.size; top = stack.at(-1)) {
      stack.pop()
      tree = joined(top, tree, proofs)
    }
    stack.push(tree)
  }
  for (const at of proofs.keys()) if (!(at >= 0 && at < size)) throw new RangeError('no such leaf')
  const whole = stack.reduceRight<Subtree | null>(
    (right, left) => (right ? joined(left, right, proofs) : left),
    null,
  )
  return { root: whole ? Buffer.from(whole.hash).toString('hex') : emptyRoot, proofs }
}

type Subtree = { hash: Uint8Array; size: number; wanted: readonly number[] }

/** Each half is the next step of the paths that lead out of the other. */
function joined(left: Subtree, right: Subtree, proofs: Map<number, string[]>): Subtree {
  for (const [from, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (from.wanted.length === 0) continue
    const step = Buffer.from(other.hash).toString('hex')
    for (const at of from.wanted) proofs.get(at)?.push(step)
  }
  const wanted = right.wanted.length === 0 ? left.wanted : [...left.wanted, ...right.wanted]
  return { hash: nodeHash(left.hash, right.hash), size: left.size + right.size, wanted }
}

/** Whether `leaf` is the leaf number `index` (from 0) of the tree with `size` leaves and this root. */
export function verifyProof(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly string[],
  root: string,
): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= size) return false
  let hash = leaf
  let at = index
  let last = size - 1
  let used = 0
  while (last > 0) {
    if (at % 2 === 1 || at !== last) {
      const sibling = Buffer.from(path[used++] ?? '', 'hex')
      if (sibling.length !== 32) return false
      hash = at % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling)
    }
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return used === path.length && Buffer.from(hash).toString('hex') === root
}
