/** One place in which two versions differ: the path of its field and both values as text. */
export type Difference = {
  readonly path: readonly (string | number)[]
  readonly before: string
  readonly after: string
  /** What people call the part that the path leads to, where it has a title. */
  readonly about?: string
}

/** Every leaf in which two values of plain JSON differ. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = []
  walk(before, after, [], found)
  return found
}

function walk(a: unknown, b: unknown, path: (string | number)[], found: Difference[]): void {
  // An entry that came or went is told field by field, like one that changed.
  const [before, after] = [a ?? {}, b ?? {}]
  if ((isTree(a) || isTree(b)) && isTree(before) && isTree(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      walk(before[key], after[key], [...path, key], found)
    }
    return
  }
  if (a !== b) found.push({ path, before: leaf(a), after: leaf(b) })
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function leaf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return isTree(value) ? JSON.stringify(value) : String(value)
}
