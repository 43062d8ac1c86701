/** Text that can be stored, in the length that its place takes. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')
}
export function cleanLine(text: string, most = 200): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${cleanText(line.slice(0, most - 1)).trimEnd()}…`
}

type Facts = Readonly<Record<string, string | number>>

/** What a loss is about, in lengths that can be shown. */
export function cleanFacts(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' ? cleanLine(value, 300) : value,
    ]),
  )
}
