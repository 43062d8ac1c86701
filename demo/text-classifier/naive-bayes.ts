/** Multinomial naive Bayes over lower-case words and figures, with add-one smoothing. */
export type NaiveBayes = {
  readonly labels: readonly string[]
  classify(text: string): string
}

/** Words as they are; a figure counts by its length, so that a telephone number is like any other. */
function tokensOf(text: string): string[] {
  const found = text.toLowerCase().match(/\p{L}+|\d+|[£$€!]/gu) ?? []
  return found.map((token) => (/^\d/.test(token) ? `#${token.length}` : token))
}

export function trainNaiveBayes(
  rows: readonly { readonly text: string; readonly label: string }[],
): NaiveBayes {
  const labels = [...new Set(rows.map(({ label }) => label))].sort()
  const words = new Set<string>()
  const counted = labels.map(() => ({ rows: 0, tokens: 0, counts: new Map<string, number>() }))
  for (const { text, label } of rows) {
    const own = counted[labels.indexOf(label)]
    if (!own) continue
    own.rows += 1
    for (const token of tokensOf(text)) {
      words.add(token)
      own.tokens += 1
      own.counts.set(token, (own.counts.get(token) ?? 0) + 1)
    }
  }
  return {
    labels,
    classify(text) {
      const tokens = tokensOf(text).filter((token) => words.has(token))
      const scores = counted.map(({ rows: own, tokens: total, counts }) =>
        tokens.reduce(
          (sum, token) => sum + Math.log(((counts.get(token) ?? 0) + 1) / (total + words.size)),
          Math.log(own / rows.length),
        ),
      )
      return labels[scores.indexOf(Math.max(...scores))] ?? ''
    },
  }
}
