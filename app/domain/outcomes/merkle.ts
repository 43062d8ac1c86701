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

/** All audit paths over the same leaves share the levels, so they are built once. */
export function merkleTree(leaves: readonly Uint8Array[]): {
  root: string
  proof(index: number): string[]
} {
  const levels: Uint8Array[][] = [[...leaves]]
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) {
    const above: Uint8Array[] = []
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at] as Uint8Array
      const right = level[at + 1]
      above.push(right ? nodeHash(left, right) : left)
    }
    levels.push(above)
  }
  const top = levels.at(-1)?.[0]
  return {
    root: top ? Buffer.from(top).toString('hex') : emptyRoot,
    proof(index) {
      if (index < 0 || index >= leaves.length) throw new RangeError('no such leaf')
      const path: string[] = []
      let at = index
      for (const level of levels.slice(0, -1)) {
        const sibling = level[at ^ 1]
        if (sibling) path.push(Buffer.from(sibling).toString('hex'))
        at >>= 1
      }
      return path
    },
  }
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
