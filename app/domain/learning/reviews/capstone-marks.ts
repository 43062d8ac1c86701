import { createHash } from 'node:crypto'
import type { Capstone } from '../content/track-content'

/** Points by line of the rubric, as one reviewer gave them. */
export type Marks = Readonly<Record<string, number>>

type Rubric = Pick<Capstone, 'rubric'>
type Rules = Pick<Capstone, 'rubric' | 'passMark'>

/** The most points that the rubric gives. */
export function mostPoints({ rubric }: Rubric): number {
  return rubric.reduce(
    (sum, { levels }) => sum + Math.max(0, ...levels.map((one) => one.points)),
    0,
  )
}

/** The sum of the marks; null while a line has none, or one that the rubric does not know. */
export function totalOf({ rubric }: Rubric, marks: Marks | null): number | null {
  let total = 0
  for (const { key, levels } of rubric) {
    const points = marks?.[key]
    if (points === undefined || !levels.some((level) => level.points === points)) return null
    total += points
  }
  return total
}

export function passes(rules: Rules, points: number): boolean {
  return points >= rules.passMark * mostPoints(rules) - 1e-9
}

/** Two totals that decide nothing together: they lie far apart, or on both sides of the pass mark. */
export function differMuch(rules: Rules, first: number, second: number): boolean {
  const apart = Math.abs(first - second) * 5 > mostPoints(rules)
  return apart || passes(rules, first) !== passes(rules, second)
}

export type Decision =
  | { readonly kind: 'waits' }
  /** The third has to decide. */
  | { readonly kind: 'third' }
  | { readonly kind: 'decided'; readonly points: number; readonly passed: boolean }

/**
 * What the marks in seats 1, 2 and 3 come to; null where a seat has none yet. Two who agree decide by
 * their mean, half a point rounded up, which never crosses the pass mark. Otherwise the third decides by
 * the median of the three, which passes exactly when two of the three pass it. Where the two agree, the
 * third's marks change nothing.
 */
export function decide(
  rules: Rules,
  [first, second, third]: readonly [number | null, number | null, number | null],
): Decision {
  if (first === null || second === null) return { kind: 'waits' }
  if (!differMuch(rules, first, second)) {
    const points = Math.round((first + second) / 2)
    return { kind: 'decided', points, passed: passes(rules, first) }
  }
  if (third === null) return { kind: 'third' }
  const points = [first, second, third].sort((a, b) => a - b)[1] ?? third
  return { kind: 'decided', points, passed: passes(rules, points) }
}

/** One in so many reviewed capstones is marked a third time although the two agree. */
export const doubleMarkedOneIn = 5

/** Whether the lot falls on this attempt. Nobody chooses it, and everybody can repeat it. */
export function isDoubleMarked(attemptId: string): boolean {
  const hash = createHash('sha256').update(`double-marking:${attemptId}`).digest()
  return hash.readUInt32BE(0) % doubleMarkedOneIn === 0
}

/** What reviewers call somebody whose name they are not told: "3f2a". Another one for every attempt. */
export function shownAs(attemptId: string): string {
  return createHash('sha256').update(`learner:${attemptId}`).digest('hex').slice(0, 4)
}
