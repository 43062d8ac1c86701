/**
 * Puts one line of text into the order in which it is drawn, from left to right (UAX #9, without the
 * explicit embeddings and overrides, which nothing here writes; their marks are left out).
 */
export type Run = { readonly text: string; readonly rtl: boolean }

type Kind = 'L' | 'R' | 'number' | 'neutral'
/** A piece of the line: letters of one level, or what is isolated from the rest, already in order. */
type Piece = { kind: Kind; text: string; inner: Run[] | null }

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const letter = /\p{L}/u
const digit = /[0-9\u0660-\u0669\u06f0-\u06f9]/
const opens = '\u2066\u2067\u2068'
const closes = '\u2069'
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u2065\u206a-\u206f\ufeff]/g
const mirrored: Readonly<Record<string, string>> = {
  ...{ '(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{' },
  ...{ '<': '>', '>': '<', '«': '»', '»': '«', '‹': '›', '›': '‹' },
}

function kindOf(sign: string): Kind {
  if (digit.test(sign)) return 'number'
  if (rightToLeft.test(sign) && (letter.test(sign) || /\p{M}/u.test(sign))) return 'R'
  return letter.test(sign) ? 'L' : 'neutral'
}

/** Whether a text begins, with its first letter, from the right; `otherwise` where it has no letter. */
export function beginsRight(text: string, otherwise: boolean): boolean {
  for (const sign of text) {
    const kind = kindOf(sign)
    if (kind === 'L' || kind === 'R') return kind === 'R'
  }
  return otherwise
}

/** Where the isolate that begins at `from` ends. */
function endOf(signs: readonly string[], from: number): number {
  let depth = 0
  for (let at = from; at < signs.length; at += 1) {
    if (opens.includes(signs[at] ?? '')) depth += 1
    else if (signs[at] === closes) depth -= 1
    if (depth === 0) return at
  }
  return signs.length
}

function piecesOf(text: string): Piece[] {
  const signs = [...text]
  const pieces: Piece[] = []
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at] ?? ''
    if (sign === closes) continue
    if (opens.includes(sign)) {
      const end = endOf(signs, at)
      const inside = signs.slice(at + 1, end).join('')
      const rtl = sign === '\u2068' ? beginsRight(inside, false) : sign === '\u2067'
      pieces.push({ kind: 'neutral', text: '', inner: runsOf(inside, rtl) })
      at = end
    } else pieces.push({ kind: kindOf(sign), text: sign, inner: null })
  }
  return pieces
}

/** Signs between digits belong to their number ("4,200.50"), and so does a sign of percent after it. */
function joinNumbers(pieces: readonly Piece[]): void {
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'neutral' || piece.inner) continue
    const after = pieces[at + 1]?.kind === 'number'
    const before = pieces[at - 1]?.kind === 'number'
    const between = before && after && /[.,:/\u066b\u066c-]/.test(piece.text)
    if (between || (before && /[%°]/.test(piece.text))) piece.kind = 'number'
  }
}

/** The level of every piece: even ones are read from the left, odd ones from the right. */
function levelsOf(pieces: readonly Piece[], rtl: boolean): number[] {
  const base = rtl ? 'R' : 'L'
  let strong: Kind = base
  const kinds = pieces.map(({ kind }) => {
    if (kind === 'L' || kind === 'R') strong = kind
    return kind === 'number' && strong === 'L' ? 'L' : kind
  })
  const side = (kind: Kind | undefined) =>
    kind === undefined ? base : kind === 'number' ? 'R' : kind
  const resolved = kinds.map((kind, at) => {
    if (kind !== 'neutral') return kind
    let from = at
    let to = at
    while (kinds[from] === 'neutral') from -= 1
    while (kinds[to] === 'neutral') to += 1
    return side(kinds[from]) === side(kinds[to]) ? side(kinds[from]) : base
  })
  return resolved.map((kind) => {
    if (kind === 'R') return 1
    if (kind === 'number') return 2
    return rtl ? 2 : 0
  })
}

type Level = { level: number; runs: Run[] }

/** Pieces of the same level together; an isolate stays by itself. */
function grouped(pieces: readonly Piece[], levels: readonly number[]): Level[] {
  const groups: (Level & { open: boolean })[] = []
  for (const [at, { text, inner }] of pieces.entries()) {
    const level = levels[at] ?? 0
    const last = groups.at(-1)
    const run = last?.runs[0]
    if (inner) groups.push({ level, runs: inner, open: false })
    else if (last?.open && last.level === level && run) {
      last.runs = [{ ...run, text: run.text + text }]
    } else groups.push({ level, runs: [{ text, rtl: level % 2 === 1 }], open: true })
  }
  return groups
}

/** Turns round what is read from the right, the innermost first. */
function reordered(groups: Level[]): Level[] {
  const highest = Math.max(0, ...groups.map(({ level }) => level))
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < groups.length; from += 1) {
      let to = from
      while ((groups[to]?.level ?? -1) >= level) to += 1
      if (to > from + 1) groups.splice(from, to - from, ...groups.slice(from, to).reverse())
      from = Math.max(from, to - 1)
    }
  }
  return groups
}

const mirror = (text: string) => [...text].map((sign) => mirrored[sign] ?? sign).join('')

/**
 * The runs of one line as they stand from left to right. The text of each is in the order in which it
 * is read: whoever draws it draws the runs with `rtl` from their right end.
 */
export function runsOf(line: string, rtl: boolean): Run[] {
  const pieces = piecesOf(line.replace(unseen, ''))
  joinNumbers(pieces)
  return reordered(grouped(pieces, levelsOf(pieces, rtl))).flatMap(({ runs }) =>
    runs.map((run) => (run.rtl ? { ...run, text: mirror(run.text) } : run)),
  )
}
