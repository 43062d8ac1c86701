import { bytesOf, grown } from './columns'

const none = -1

/**
 * Who worked with whom and how it went: few pairs among many people, as two half edges each. The
 * halves of a pair lie side by side, so that the twin of half edge e is e ^ 1.
 */
export class Collaborations {
  private first = new Int32Array(0)
  private next = new Int32Array(0)
  private other = new Uint32Array(0)
  private value = new Float64Array(0)
  private used = 0
  /** The first pair that was given up; the others follow through `next`. */
  private free = none

  get bytes(): number {
    return bytesOf([this.first, this.next, this.other, this.value])
  }

  /** Calls `tell` with everybody the person worked with, and how it went, from −1 to 1. */
  each(person: number, tell: (other: number, score: number) => void): void {
    let half = this.first[person] ?? none
    while (half !== none) {
      tell(this.other[half] as number, this.value[half] as number)
      half = this.next[half] as number
    }
  }

  /** Sets how it went between two people; null takes the pair away. */
  set(a: number, b: number, score: number | null): void {
    const known = this.half(a, b)
    if (score === null) {
      if (known !== none) this.drop(known)
    } else if (known === none) {
      this.add(a, b, score)
    } else {
      this.value[known] = score
      this.value[known ^ 1] = score
    }
  }

  /** Takes away every pair of a person. */
  clear(person: number): void {
    let half = this.first[person] ?? none
    while (half !== none) {
      const following = this.next[half] as number
      this.drop(half)
      half = following
    }
  }

  private half(a: number, b: number): number {
    let half = this.first[a] ?? none
    while (half !== none && this.other[half] !== b) half = this.next[half] as number
    return half
  }

  private add(a: number, b: number, score: number): void {
    const half = this.free === none ? this.used : this.free
    if (this.free === none) this.used += 2
    else this.free = this.next[half] as number
    this.next = grown(this.next, this.used)
    this.other = grown(this.other, this.used)
    this.value = grown(this.value, this.used)
    this.join(half, a, b, score)
    this.join(half + 1, b, a, score)
  }

  private join(half: number, person: number, other: number, score: number): void {
    const known = this.first.length
    this.first = grown(this.first, person + 1)
    if (this.first.length > known) this.first.fill(none, known)
    this.other[half] = other
    this.value[half] = score
    this.next[half] = this.first[person] as number
    this.first[person] = half
  }

  private drop(half: number): void {
    const even = half & ~1
    this.unlink(this.other[even ^ 1] as number, even)
    this.unlink(this.other[even] as number, even ^ 1)
    this.next[even] = this.free
    this.free = even
  }

  private unlink(person: number, half: number): void {
    let at = this.first[person] as number
    if (at === half) {
      this.first[person] = this.next[half] as number
      return
    }
    while (this.next[at] !== half) at = this.next[at] as number
    this.next[at] = this.next[half] as number
  }
}
