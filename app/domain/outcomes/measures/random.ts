import { sha256 } from '../evidence/canonical'

/** A source of uniform whole numbers: `below(n)` is at least 0 and less than `n`. */
export type Source = { below(n: number): number }

/**
 * SHA-256 in counter mode, without modulo bias. Nobody can foresee its numbers without the seed,
 * and everybody who has the seed gets the same ones: the draw of rows uses it.
 */
export function hashSource(seed: Uint8Array): Source {
  let block: Buffer = Buffer.alloc(0)
  let at = 0
  let counter = 0
  const word = () => {
    if (at + 4 > block.length) {
      const count = Buffer.alloc(8)
      count.writeBigUInt64BE(BigInt(counter++))
      block = sha256(seed, count)
      at = 0
    }
    at += 4
    return block.readUInt32BE(at - 4)
  }
  return {
    below(n) {
      const limit = 0x1_0000_0000 - (0x1_0000_0000 % n)
      let value = word()
      while (value >= limit) value = word()
      return value % n
    },
  }
}

/**
 * xoshiro128** (Blackman and Vigna), seeded with 16 bytes: fast enough for two thousand resamples.
 * Not for secrets.
 */
export function fastSource(seed: Uint8Array): Source {
  const view = new DataView(seed.buffer, seed.byteOffset, 16)
  // Signed words in one array stay machine integers; four captured variables would be boxed.
  const state = new Int32Array(4)
  for (let at = 0; at < 4; at++) state[at] = view.getInt32(at * 4)
  state[3] = state[3] || 1
  return {
    below(n) {
      const a = state[0] as number
      const b = state[1] as number
      const c = (state[2] as number) ^ a
      const d = (state[3] as number) ^ b
      const product = Math.imul(b, 5)
      const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
      state[0] = a ^ d
      state[1] = b ^ c
      state[2] = c ^ (b << 9)
      state[3] = (d << 11) | (d >>> 21)
      return Math.floor((result / 0x1_0000_0000) * n)
    },
  }
}

/** Fisher–Yates over a copy. */
export function shuffled<T>(items: readonly T[], source: Source): T[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const at = source.below(last + 1)
    const moved = copy[last] as T
    copy[last] = copy[at] as T
    copy[at] = moved
  }
  return copy
}
