/**
 * Two independent 32-bit hashes of a text. Over a million different texts the chance that any two
 * agree in both is about one in 37 million, which a report can live with and a commitment could not.
 */
export function hashText(text: string): { high: number; low: number } {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 0x01000193)
    high = (high << 13) | (high >>> 19)
    low = Math.imul(low ^ code, 0x5bd1e995)
    low ^= low >>> 15
  }
  return { high: mixed(high ^ text.length), low: mixed(low + high) }
}

function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16)
  bits = Math.imul(bits, 0x7feb352d)
  bits ^= bits >>> 15
  bits = Math.imul(bits, 0x846ca68b)
  return (bits ^ (bits >>> 16)) >>> 0
}

/**
 * A table from the hash of a text to two 32-bit numbers, by open addressing over typed arrays: 16
 * bytes a place and no object per entry. It grows by half, so a million entries take some 22 MB.
 */
export class HashTable {
  size = 0
  private keys: Uint32Array
  private values: Uint32Array

  constructor(private capacity = 1_024) {
    this.keys = new Uint32Array(capacity * 2)
    this.values = new Uint32Array(capacity * 2)
  }

  /** The place of a text, and whether this is the first time that it is asked for. */
  place(text: string): { at: number; isNew: boolean } {
    if (this.size * 5 >= this.capacity * 4) this.grow()
    const { high, low } = hashText(text)
    // Two zeros mark an empty place.
    const first = high | low ? high : 1
    const at = this.find(first, low)
    if (this.keys[at * 2] || this.keys[at * 2 + 1]) return { at, isNew: false }
    this.keys[at * 2] = first
    this.keys[at * 2 + 1] = low
    this.size++
    return { at, isNew: true }
  }

  /** Both numbers of a place; valid until the next call of `place`. */
  get(at: number, which: 0 | 1): number {
    return this.values[at * 2 + which] as number
  }

  set(at: number, which: 0 | 1, value: number): void {
    this.values[at * 2 + which] = value
  }

  private find(high: number, low: number): number {
    let at = low % this.capacity
    for (;;) {
      const [a, b] = [this.keys[at * 2] as number, this.keys[at * 2 + 1] as number]
      if ((a === high && b === low) || (a === 0 && b === 0)) return at
      at = at + 1 === this.capacity ? 0 : at + 1
    }
  }

  private grow(): void {
    const [keys, values] = [this.keys, this.values]
    this.capacity = Math.ceil(this.capacity * 1.5)
    this.keys = new Uint32Array(this.capacity * 2)
    this.values = new Uint32Array(this.capacity * 2)
    for (let from = 0; from < keys.length; from += 2) {
      const [high, low] = [keys[from] as number, keys[from + 1] as number]
      if (high === 0 && low === 0) continue
      const to = this.find(high, low) * 2
      this.keys.set([high, low], to)
      this.values.set([values[from] as number, values[from + 1] as number], to)
    }
  }
}
