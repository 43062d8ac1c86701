import { canonicalJson, hashOf, sha256 } from '../evidence/canonical'
import { hashSource } from '../measures/random'

/** Row numbers from 1, written as [first, last] pairs: short when most rows are in or out. */
export type Ranges = readonly (readonly [number, number])[]

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
  const out = new Uint8Array(input.rowCount + 1)
  for (const [first, last] of input.excluded) out.fill(1, first, last + 1)
  const eligible = new Int32Array(input.rowCount)
  let size = 0
  for (let row = 1; row <= input.rowCount; row++) if (out[row] === 0) eligible[size++] = row
  const source = hashSource(drawSeed(input))
  const count = Math.min(input.count, size)
  for (let at = 0; at < count; at++) {
    const other = at + source.below(size - at)
    const moved = eligible[at] as number
    eligible[at] = eligible[other] as number
    eligible[other] = moved
  }
  return Array.from(eligible.subarray(0, count))
}

/** How many rows are in these ranges. */
export function sizeOf(ranges: Ranges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** The commitment to a draw that goes into the evidence when the run starts. */
export function drawHash(draw: {
  excluded: Ranges
  rows: readonly number[]
  salt: string
}): string {
  return hashOf({ excluded: draw.excluded, rows: draw.rows, salt: draw.salt })
}

/** Row numbers as ranges, each number once. */
export function rangesOf(numbers: readonly number[]): Ranges {
  const ranges: [number, number][] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}
