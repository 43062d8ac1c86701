/** Words below this have too many neighbours, and from here on they may have two mistakes. */
const shortest = 4
const longEnough = 8
const longest = 24

/** How many mistakes a word of this length may have. */
export function mistakesAllowed(word: string): 0 | 1 | 2 {
  const { length } = [...word]
  if (length < shortest || length > longest || /^\d+$/.test(word)) return 0
  return length < longEnough ? 1 : 2
}

/**
 * The word and what is left of it when letters are missing: two words that are near each other share
 * one of these, so that an index of equal strings finds them (the symmetric deletion of W. Garbe's SymSpell).
 */
export function deletionsOf(word: string): string[] {
  const found = new Set([word])
  let last = [word]
  for (let left = mistakesAllowed(word); left > 0; left -= 1) {
    last = last.flatMap((one) => {
      const letters = [...one]
      return letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''))
    })
    for (const one of last) found.add(one)
  }
  return [...found]
}

/** Letters to add, take away, exchange or swap with their neighbour (optimal string alignment). */
export function distance(first: string, second: string): number {
  const [a, b] = [[...first], [...second]]
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const above = rows[i - 1] ?? []
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}

/** The nearest known word, of equally near ones the commonest; null where none is near enough. */
export function nearest(
  word: string,
  candidates: readonly { word: string; documents: number }[],
): string | null {
  const allowed = mistakesAllowed(word)
  const [best] = candidates
    .map((one) => ({ ...one, far: distance(word, one.word) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far || b.documents - a.documents || (a.word < b.word ? -1 : 1))
  return best?.word ?? null
}
