/** Letters that Arabic and Urdu keyboards write differently for the same sound and place. */
const sameLetters: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ه: 'ہ',
  ة: 'ہ',
  ۃ: 'ہ',
  أ: 'ا',
  إ: 'ا',
  ؤ: 'و',
}

/** Words that say nothing about which service is meant. */
const fillers = new Set(
  (
    'i a an the and or of for in on to with my me do doing am is work works working job jobs ' +
    'service services freelance freelancer freelancing expert professional online provide offer ' +
    'ka ki ke ko kay se mein main hoon hun hai karta karti karna kam kaam mera meri aur ' +
    'کا کی کے کو سے میں ہوں ہے کرتا کرتی کرنا کام میرا میری اور پر نے'
  ).split(' '),
)

/** How much of what was typed is looked at. */
export const mostCharacters = 200
const mostWords = 12

/** Small letters, one form of each letter, no marks: what two spellings of a word have in common. */
export function plainText(text: string): string {
  return text
    .slice(0, mostCharacters * 4)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[يىكهةۃأإؤ]/g, (letter) => sameLetters[letter] ?? letter)
    .replace(/c\+\+/g, 'cpp')
    .replace(/c#/g, 'csharp')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, mostCharacters)
}

/** The words that carry meaning; all of them when every one is a filler. */
export function wordsOf(text: string): string[] {
  const all = [...new Set(plainText(text).split(' ').filter(Boolean))]
  const telling = all.filter((word) => !fillers.has(word))
  return (telling.length > 0 ? telling : all).slice(0, mostWords)
}

/** Changes between two words: letters put in, left out, replaced, or two of them swapped. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [
    i,
    ...Array.from({ length: b.length }, (_, j) => (i === 0 ? j + 1 : 0)),
  ])
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++) {
    const row = rows[i] as number[]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, at(i - 2, j - 2) + 1)
      row[j] = least
    }
  }
  return at(a.length, b.length)
}

/** From 0, nothing alike, to 1, the same word; short words must be spelt right. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  // The first letter is seldom the wrong one, and other words begin otherwise.
  if (short.length < 3 || short[0] !== long[0]) return 0
  // "designing" for "design": the same stem, when enough of it is there.
  if (short.length >= 4 && long.startsWith(short) && long.length <= 2 * short.length) {
    return short.length > 4 ? 0.92 : 0.75
  }
  if (long.length - short.length > mostChanges(long)) return 0
  const changes = distance(a, b)
  return changes <= mostChanges(long) ? 1 - changes / long.length : 0
}

function mostChanges(word: string): number {
  if (word.length < 4) return 0
  return word.length < 8 ? 1 : word.length < 12 ? 2 : 3
}
