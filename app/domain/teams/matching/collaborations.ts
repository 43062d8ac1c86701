import { Blocks } from './columns'

/** Who worked with whom and how it went: few pairs among many people, noted with both. */
export class Collaborations {
  private readonly entries = new Blocks({
    other: new Uint32Array(0),
    scoreBps: new Int16Array(0),
  })

  get bytes(): number {
    return this.entries.bytes
  }

  /** The places of a person's entries: from the first, until before the last. */
  from(person: number): number {
    return this.entries.from(person)
  }

  until(person: number): number {
    return this.entries.until(person)
  }

  /** By place: with whom, and how it went in basis points, from −10,000 to 10,000. */
  get columns(): { readonly other: Uint32Array; readonly scoreBps: Int16Array } {
    return this.entries.columns
  }

  /** Sets how it went between two people, from −1 to 1; null takes the pair away. */
  set(a: number, b: number, score: number | null): void {
    this.note(a, b, score)
    this.note(b, a, score)
  }

  /** Takes away every pair of a person. */
  clear(person: number): void {
    for (let at = this.until(person) - 1; at >= this.from(person); at--) {
      this.note(this.columns.other[at] as number, person, null)
    }
    this.entries.resize(person, 0)
  }

  private note(person: number, other: number, score: number | null): void {
    const from = this.from(person)
    const until = this.until(person)
    let at = from
    while (at < until && this.columns.other[at] !== other) at++
    if (score === null) {
      if (at < until) this.drop(person, at, until - 1)
      return
    }
    if (at === until) {
      this.entries.resize(person, until - from + 1)
      at = this.until(person) - 1
    }
    this.columns.other[at] = other
    this.columns.scoreBps[at] = Math.round(score * 10_000)
  }

  /** The last entry moves into the gap. */
  private drop(person: number, gap: number, last: number): void {
    const { other, scoreBps } = this.columns
    other[gap] = other[last] as number
    scoreBps[gap] = scoreBps[last] as number
    this.entries.resize(person, last - this.from(person))
  }
}
