import { canonicalJson, hashOf, sha256 } from '../evidence/canonical'
import { hashSource } from '../measures/random'

/** Row numbers from 1, written as [first, last] pairs: short when most rows are in or out. */
export type Ranges = readonly (readonly [number, number])[]

export function toRanges(numbers: Iterable<number>): [number, number][] {
  const ranges: [number, number][] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}

export function fromRanges(ranges: Ranges): Set<number> {
  const numbers = new Set<number>()
  for (const [first, last] of ranges) for (let n = first; n <= last; n++) numbers.add(n)
  return numbers
}

export type DrawInput = {
  readonly root: string
  readonly contract: string
  readonly reference: string
  readonly attempt: number
  readonly rowCount: number
  /** Rows that may not be drawn: published, canaries, and spent in an earlier run. */
  readonly excluded: Ranges
  readonly count: number
}

/** What the draw follows from: nobody chooses it, and both sides can repeat it. */
export function drawSeed(
  input: Pick<DrawInput, 'root' | 'contract' | 'reference' | 'attempt'>,
): Buffer {
  const { root, contract, reference, attempt } = input
  return sha256(canonicalJson({ attempt, contract, purpose: 'draw', reference, root }))
}

/**
 * `count` different row numbers in drawn order, uniform over the rows that are not excluded.
 * @returns fewer when fewer remain; the caller checks.
 */
export function drawRows(input: DrawInput): number[] {
  const excluded = fromRanges(input.excluded)
  const eligible: number[] = []
  for (let row = 1; row <= input.rowCount; row++) if (!excluded.has(row)) eligible.push(row)
  const source = hashSource(drawSeed(input))
  const count = Math.min(input.count, eligible.length)
  for (let at = 0; at < count; at++) {
    const other = at + source.below(eligible.length - at)
    const moved = eligible[at] as number
    eligible[at] = eligible[other] as number
    eligible[other] = moved
  }
  return eligible.slice(0, count)
}

/** The commitment to a draw that goes into the evidence when the run starts. */
export function drawHash(draw: {
  excluded: Ranges
  rows: readonly number[]
  salt: string
}): string {
  return hashOf({ excluded: draw.excluded, rows: draw.rows, salt: draw.salt })
}
