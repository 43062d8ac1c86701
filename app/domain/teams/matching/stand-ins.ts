import type { Row } from './shortlist'

type StandIn = {
  readonly gain: number
  readonly cost: number
  readonly has: number
  /** How many others of a team, at least, are not they. */
  readonly frees: number
}

/**
 * Those of a list who can stand in for others of it: with no less gain, no more cost and everything
 * else that counts, in whatever team. Whoever has enough of them need not be tried. As many of them as
 * there are other lists may be in the team already; so one more is asked for, or one who is on no
 * other list.
 */
export class StandIns {
  private readonly known: StandIn[] = []

  constructor(private readonly lists: number) {}

  /**
   * @param has what counts beside gain and cost, as bits of which more is better
   * @param nowhereElse whether they are on no other list
   */
  add({ gain, cost }: Row, has: number, nowhereElse: boolean): void {
    this.known.push({ gain, cost, has, frees: nowhereElse ? this.lists : 1 })
  }

  /** Whether there are enough for somebody who worked well with nobody on another list. */
  inFor({ gain, cost }: Row, has: number): boolean {
    let missing = this.lists
    for (let at = 0; at < this.known.length; at++) {
      const one = this.known[at] as StandIn
      if (one.gain < gain || one.cost > cost || (has & ~one.has) !== 0) continue
      missing -= one.frees
      if (missing <= 0) return true
    }
    return false
  }
}
