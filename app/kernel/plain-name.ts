/** Signs that turn the direction of what follows, or that nobody sees: a name needs none of them. */
const hiddenSigns = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu

/**
 * A name as it is kept: without hidden signs, in one form of Unicode, single spaces. The two joiners
 * stay, because Urdu, Persian and the Indic scripts are written with them.
 */
export function plainName(typed: string): string {
  return typed.replace(hiddenSigns, ' ').normalize('NFC').replace(/\s+/g, ' ').trim()
}

/**
 * A text as somebody wrote it, without the signs that would turn the direction of what stands behind
 * them, within it or after it.
 */
export function withoutTurns(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
}

/** Scripts whose letters pass for one another. */
const alike = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
]

/**
 * Whether one word mixes alphabets that look alike, as a Cyrillic а in a Latin name. Words in
 * different scripts beside each other are how many people are called.
 */
export function mixesAlphabets(name: string): boolean {
  return name
    .split(/[\s\p{P}]+/u)
    .some((word) => alike.filter((script) => script.test(word)).length > 1)
}
