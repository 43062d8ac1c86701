import type { TextLanguage } from './document'

/**
 * Words as search compares them. `search_fold` in the database does the same to what is stored; a
 * test holds the two together. Letters are taken apart (NFKD) and lose their marks, which makes é an e
 * and أ an ا; the Urdu and Arabic forms of one letter become one; digits become 0–9; invisible signs
 * go, and whatever is neither letter nor digit is a space; so is NUL, which the database cannot hold.
 * Only ASCII is lowered here: the text search lowers the rest in its own way.
 */
export function fold(text: string): string {
  return [...text.normalize('NFKD').replace(marks, '')]
    .map((letter) => sameLetter.get(letter) ?? letter)
    .join('')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(betweenWords, ' ')
    .replace(/^ | $/g, '')
}

/** Vowel signs, hamza above and below, the lengthening stroke, soft hyphens, joiners, marks of direction. */
const marks =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: marks stand alone here, which is the point.
  /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u0621]/g

const betweenWords =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character parts words too.
  /[\u0000-\u0020\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a0\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061e\u061f\u066a-\u066d\u06d4\u1680\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2190-\u2bff\u3000-\u3003]+/g

const sameLetter = new Map(
  Object.entries({
    ...{ ی: 'ي', ى: 'ي', ې: 'ي', ک: 'ك', ہ: 'ه', ۃ: 'ة', ە: 'ه', ھ: 'ه', ٱ: 'ا' },
    ...{ '٠': '0', '١': '1', '٢': '2', '٣': '3', '٤': '4' },
    ...{ '٥': '5', '٦': '6', '٧': '7', '٨': '8', '٩': '9' },
    ...{ '۰': '0', '۱': '1', '۲': '2', '۳': '3', '۴': '4' },
    ...{ '۵': '5', '۶': '6', '۷': '7', '۸': '8', '۹': '9' },
    ...{ ı: 'i', ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd', ð: 'd', Ð: 'd' },
    ...{ ß: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe' },
  }),
)

/** The folded words of a text, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(fold(text).split(' '))].filter(Boolean)
}

/** Runs of letters and digits as they were written, with joiners and marks inside them. */
export const writtenWords = /[\p{L}\p{N}\p{M}\u200c\u200d]+/gu

/** The folded words of a text with a spelling that somebody used. */
export function spellingsOf(text: string): Map<string, string> {
  const shown = new Map(
    [...text.matchAll(writtenWords)].map(([word]) => [fold(word), word.toLowerCase()]),
  )
  return new Map(wordsOf(text).map((word) => [word, shown.get(word) ?? word]))
}

/** The language that the letters of a text speak for: Urdu has letters that Arabic lacks, Turkish some that English does. */
export function languageOf(text: string): TextLanguage {
  const arabic = (text.match(/[\u0600-\u06ff]/g) ?? []).length
  const latin = (text.match(/[A-Za-z\u00c0-\u024f]/g) ?? []).length
  if (arabic > latin)
    return /[\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1\u06cc\u06a9]/.test(text) ? 'ur' : 'ar'
  return /[ığşİĞŞ]/.test(text) ? 'tr' : 'en'
}
