import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { type EvidenceEntry, nextEntry, verifyChain } from '~/domain/outcomes/evidence/evidence'
import {
  emptyRoot,
  leafHash,
  merkleRoot,
  proofsOf,
  verifyProof,
} from '~/domain/outcomes/evidence/merkle'
import { drawRows, sizeOf } from '~/domain/outcomes/runs/draw'

/** The eight leaves and the root after each, from RFC 6962's reference implementation (certificate-transparency, merkle_tree_test). */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => leafHash(`leaf ${at}`))

async function* streamed(leaves: readonly Buffer[]) {
  yield* leaves
}

describe('the Merkle tree', () => {
  it('gives the roots of the RFC 6962 reference', async () => {
    expect(emptyRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')))
    for (const [at, root] of roots.entries()) {
      expect(merkleRoot(leaves.slice(0, at + 1))).toBe(root)
      expect((await proofsOf(leaves.slice(0, at + 1), [])).root).toBe(root)
    }
  })

  it('proves every leaf at every size, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 70 }),
        fc.nat(),
        fc.nat(),
        async (size, pick, other) => {
          const leaves = leavesOf(size)
          const index = pick % size
          const tree = await proofsOf(streamed(leaves), [index, size - 1])
          expect(tree.root).toBe(merkleRoot(leaves))
          const leaf = leaves[index] as Buffer
          const path = tree.proofs.get(index) ?? []
          expect(verifyProof(leaf, index, size, path, tree.root)).toBe(true)
          expect(verifyProof(leafHash('another'), index, size, path, tree.root)).toBe(false)
          expect(verifyProof(leaf, index, size, [...path, 'aa'.repeat(32)], tree.root)).toBe(false)
          if (path.length > 0)
            expect(verifyProof(leaf, index, size, path.slice(1), tree.root)).toBe(false)
          const wrong = other % size
          if (wrong !== index) expect(verifyProof(leaf, wrong, size, path, tree.root)).toBe(false)
        },
      ),
    )
  })

  it('proves many leaves in one pass, and says when one is not there', async () => {
    const leaves = leavesOf(1_000)
    const wanted = [0, 1, 511, 512, 998, 999]
    const { root, proofs } = await proofsOf(streamed(leaves), wanted)
    expect([...proofs.keys()]).toEqual(wanted)
    for (const at of wanted) {
      expect(verifyProof(leaves[at] as Buffer, at, 1_000, proofs.get(at) ?? [], root)).toBe(true)
    }
    await expect(proofsOf(streamed(leaves), [1_000])).rejects.toThrow(RangeError)
    await expect(proofsOf([], [0])).rejects.toThrow(RangeError)
  })

  it('does not take an inner node for a leaf', async () => {
    const leaves = leavesOf(4)
    const inner = sha256(Uint8Array.of(1), leaves[0] as Buffer, leaves[1] as Buffer)
    const { root, proofs } = await proofsOf(leaves, [0])
    const path = proofs.get(0)?.slice(1) ?? []
    expect(leafHash(leaves[0] as Buffer, leaves[1] as Buffer).equals(inner)).toBe(false)
    expect(verifyProof(inner, 0, 4, path, root)).toBe(false)
  })
})

describe('the draw', () => {
  const alone = (numbers: readonly number[]) => numbers.map((n) => [n, n] as const)
  const base = {
    root: 'r',
    contract: 'con_1',
    reference: 'mil_1',
    attempt: 1,
    rowCount: 500,
    count: 60,
  }

  it('is the same for everybody, and another for another attempt, contract or root', () => {
    const rows = drawRows({ ...base, excluded: [] })
    expect(drawRows({ ...base, excluded: [] })).toEqual(rows)
    for (const change of [
      { attempt: 2 },
      { contract: 'con_2' },
      { root: 's' },
      { reference: 'mil_2' },
    ]) {
      expect(drawRows({ ...base, ...change, excluded: [] })).not.toEqual(rows)
    }
  })

  it('never draws an excluded row nor one row twice, and says when too few remain', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 200 })),
        fc.integer({ min: 1, max: 50 }),
        (spent, count) => {
          const rows = drawRows({ ...base, rowCount: 200, count, excluded: alone(spent) })
          expect(new Set(rows).size).toBe(rows.length)
          expect(rows.length).toBe(Math.min(count, 200 - spent.length))
          expect(rows.filter((row) => spent.includes(row) || row < 1 || row > 200)).toEqual([])
        },
      ),
    )
  })

  it('favours no row: over 4,000 draws of 1 in 10 each comes about 400 times', () => {
    const counts = new Map<number, number>()
    for (let attempt = 1; attempt <= 4_000; attempt++) {
      const [row = 0] = drawRows({ ...base, attempt, rowCount: 10, count: 1, excluded: [] })
      counts.set(row, (counts.get(row) ?? 0) + 1)
    }
    // Chi-squared with 9 degrees of freedom stays under 27.9 in 999 of 1,000 cases.
    const chi = [...counts.values()].reduce((sum, n) => sum + (n - 400) ** 2 / 400, 0)
    expect(counts.size).toBe(10)
    expect(chi).toBeLessThan(27.9)
  })

  it('leaves out whole ranges, wherever they lie', () => {
    const excluded = [
      [1, 3],
      [5, 5],
      [8, 10],
    ] as const
    const rows = drawRows({ ...base, rowCount: 10, count: 9, excluded })
    expect(rows.sort((a, b) => a - b)).toEqual([4, 6, 7])
    expect(sizeOf(excluded)).toBe(7)
  })
})

describe('the evidence chain', () => {
  function chainOf(bodies: number[]): EvidenceEntry[] {
    const entries: EvidenceEntry[] = []
    for (const body of bodies) {
      const content = {
        contract: 'con_1',
        kind: 'note',
        at: '2026-01-01T00:00:00.000Z',
        body: { body },
      }
      entries.push(nextEntry(entries.at(-1) ?? null, content))
    }
    return entries
  }

  it('holds as written, also without the bodies', () => {
    const entries = chainOf([1, 2, 3])
    expect(verifyChain(entries).ok).toBe(true)
    expect(verifyChain(entries.map((entry) => ({ ...entry, body: null }))).ok).toBe(true)
    expect(verifyChain([]).ok).toBe(true)
  })

  it('breaks at any entry that is changed, dropped, swapped or put in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: 12 }), fc.nat(), (bodies, pick) => {
        const entries = chainOf(bodies)
        const at = pick % entries.length
        const entry = entries[at] as EvidenceEntry
        const changed = entries.with(at, { ...entry, body: { body: -1 } })
        expect(verifyChain(changed)).toMatchObject({ ok: false, sequence: at + 1 })
        expect(verifyChain(entries.with(at, { ...entry, kind: 'other' })).ok).toBe(false)
        expect(verifyChain(entries.with(at, { ...entry, contract: 'con_2' })).ok).toBe(false)
        if (at < entries.length - 1) {
          expect(verifyChain(entries.toSpliced(at, 1)).ok).toBe(false)
          // Written anew with a hash that fits its content: then the next entry no longer follows.
          const before = at === 0 ? null : (entries[at - 1] ?? null)
          const anew = nextEntry(before, { ...entry, body: { body: -1 } })
          expect(verifyChain(entries.with(at, anew))).toMatchObject({
            ok: false,
            sequence: at + 2,
            problem: 'broken_link',
          })
        }
        expect(verifyChain(entries.toSpliced(at, 0, entry)).ok).toBe(false)
      }),
    )
  })
})
