import { latinDigits } from '~/kernel/digits'

/** Letters that keyboards of one language write in place of another's. */
const sameLetters: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ه: 'ہ',
  ة: 'ہ',
  ۃ: 'ہ',
  ە: 'ہ',
  ٱ: 'ا',
}

/**
 * A short answer as it is compared: without case, marks above and below letters, direction marks,
 * surrounding punctuation and spare spaces; letters and digits that Arabic and Urdu keyboards write
 * differently are one.
 */
export function plainWords(text: string): string {
  return latinDigits(text)
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\u0640]/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/./gsu, (letter) => sameLetters[letter] ?? letter)
    .replace(/[’‘`]/g, "'")
    .replace(/[‐‑–—−]/g, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.,;:!?۔،؟"“”'«»]+|[\s.,;:!?۔،؟"“”'«»]+$/gu, '')
}
