import { diffArrays, diffLines } from 'diff'

/** A run of words within a line: as in both, only in the earlier, or only in the later text. */
export type WordPart = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }

/** One line of a comparison, or how many equal ones are left out. */
export type LineDifference =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly words: readonly WordPart[] }
  | { readonly kind: 'skipped'; readonly lines: number }

/** Texts that differ everywhere are not worth a second of thought. */
const thoughtMs = 400
const context = 2

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n')

/** The lines of two texts beside each other; lines that took each other's place are compared by word. */
export function textDifference(earlier: string, later: string): LineDifference[] {
  return withoutEqualRuns(allLines(earlier, later))
}

type Line = Exclude<LineDifference, { kind: 'skipped' }>

function allLines(earlier: string, later: string): Line[] {
  const whole = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
  const changes = diffLines(whole(earlier), whole(later), { timeout: thoughtMs }) ?? [
    { value: earlier, added: false, removed: true },
    { value: later, added: true, removed: false },
  ]
  const found: Line[] = []
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at]
    if (!change || change.value === '') continue
    const next = changes[at + 1]
    if (change.removed && next?.added) {
      found.push(...replaced(linesOf(change.value), linesOf(next.value)))
      at++
      continue
    }
    const kind = change.added ? 'added' : change.removed ? 'removed' : 'same'
    for (const text of linesOf(change.value)) found.push({ kind, words: [{ kind, text }] })
  }
  return found
}

/** Lines in pairs, word by word; what is left over stands alone. */
function replaced(before: readonly string[], after: readonly string[]): Line[] {
  const removed: Line[] = []
  const added: Line[] = []
  for (let at = 0; at < Math.max(before.length, after.length); at++) {
    const [was, is] = [before[at], after[at]]
    const parts =
      was !== undefined && is !== undefined ? wordDifference(was, is) : wholeLine(was, is)
    if (was !== undefined) {
      removed.push({ kind: 'removed', words: parts.filter(({ kind }) => kind !== 'added') })
    }
    if (is !== undefined) {
      added.push({ kind: 'added', words: parts.filter(({ kind }) => kind !== 'removed') })
    }
  }
  return [...removed, ...added]
}

function wholeLine(was: string | undefined, is: string | undefined): WordPart[] {
  return [
    ...(was === undefined ? [] : [{ kind: 'removed' as const, text: was }]),
    ...(is === undefined ? [] : [{ kind: 'added' as const, text: is }]),
  ]
}

/** Cut at spaces in any script, the spaces kept. */
const wordsOf = (line: string) => line.split(/(\s+)/).filter((word) => word !== '')

export function wordDifference(was: string, is: string): WordPart[] {
  const changes = diffArrays(wordsOf(was), wordsOf(is), { timeout: thoughtMs })
  if (!changes) return wholeLine(was, is)
  return changes.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

/** Keeps two equal lines on either side of a change, and says how many others there are. */
function withoutEqualRuns(lines: readonly Line[]): LineDifference[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some(({ kind }) => kind !== 'same'),
  )
  const shown: LineDifference[] = []
  for (const [at, line] of lines.entries()) {
    const last = shown.at(-1)
    if (near[at]) shown.push(line)
    else if (last?.kind === 'skipped') shown[shown.length - 1] = { ...last, lines: last.lines + 1 }
    else shown.push({ kind: 'skipped', lines: 1 })
  }
  return shown
}

/**
 * Two texts that came from one: what each of them changed is taken over; where both changed the same
 * lines, both are kept, theirs first. Without the common text every difference is such a place.
 */
export function mergedText(common: string | null, theirs: string, mine: string): string {
  if (theirs === mine || common === mine) return theirs
  if (common === theirs) return mine
  if (common === null) return bothOf(theirs, mine)
  return threeWay(common, theirs, mine)
}

function bothOf(theirs: string, mine: string): string {
  const changes = diffLines(theirs, mine, { timeout: thoughtMs })
  if (!changes) return `${theirs}\n${mine}`
  return changes.map(({ value }) => (value.endsWith('\n') ? value : `${value}\n`)).join('')
}

type Edit = { readonly from: number; readonly to: number; readonly lines: readonly string[] }

/** What a text changed in the common one, as replaced ranges of its lines. */
function editsOf(common: readonly string[], text: readonly string[]): Edit[] {
  const edits: Edit[] = []
  let at = 0
  let open: { from: number; to: number; lines: string[] } | null = null
  for (const { value, added, removed } of diffArrays([...common], [...text])) {
    if (!added && !removed) {
      // Empty lines are alike everywhere and hold nothing together.
      const between = open !== null && value.every((line) => line.trim() === '')
      if (open && !between) edits.push(open)
      if (!between) open = null
      at += value.length
      if (open && between) {
        open.lines.push(...value)
        open.to = at
      }
      continue
    }
    open ??= { from: at, to: at, lines: [] }
    if (added) open.lines.push(...value)
    else {
      at += value.length
      open.to = at
    }
  }
  if (open) edits.push(open)
  return edits
}

function threeWay(common: string, theirs: string, mine: string): string {
  const base = common.split('\n')
  const left = editsOf(base, theirs.split('\n'))
  const right = editsOf(base, mine.split('\n'))
  const merged: string[] = []
  let at = 0
  while (left.length + right.length > 0) {
    const from = Math.min(left[0]?.from ?? base.length, right[0]?.from ?? base.length)
    merged.push(...base.slice(at, from))
    const group = touching(from, left, right)
    const [a, b] = [group.left, group.right].map((edits) => applied(base, from, group.to, edits))
    const unchanged = base.slice(from, group.to).join('\n')
    const [one, two] = [a?.join('\n') ?? '', b?.join('\n') ?? '']
    if (group.right.length === 0 || one === two) merged.push(...(a ?? []))
    else if (group.left.length === 0 || one === unchanged) merged.push(...(b ?? []))
    else merged.push(...diffArrays(a ?? [], b ?? []).flatMap(({ value }) => value))
    at = group.to
  }
  return [...merged, ...base.slice(at)].join('\n')
}

/** Takes the edits that touch one another, beginning at `from`, off both lists. */
function touching(from: number, left: Edit[], right: Edit[]) {
  const group = { left: [] as Edit[], right: [] as Edit[], to: from }
  const reaches = (edit: Edit | undefined): edit is Edit =>
    edit !== undefined && (edit.from < group.to || edit.from === from)
  for (;;) {
    const [a, b] = [left[0], right[0]]
    if (reaches(a)) group.left.push(...left.splice(0, 1))
    else if (reaches(b)) group.right.push(...right.splice(0, 1))
    else return group
    const last = [...group.left, ...group.right].map(({ to }) => to)
    group.to = Math.max(group.to, ...last)
  }
}

function applied(base: readonly string[], from: number, to: number, edits: readonly Edit[]) {
  const lines: string[] = []
  let at = from
  for (const edit of edits) {
    lines.push(...base.slice(at, edit.from), ...edit.lines)
    at = edit.to
  }
  return [...lines, ...base.slice(at, to)]
}
