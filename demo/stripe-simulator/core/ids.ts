const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters and digits drawn from the given randomness. */
export function randomText(randomBytes: (size: number) => Uint8Array, length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length * 2)) {
      // 248 = 4 × 62: a byte above would favour the first letters.
      if (byte < 248 && text.length < length) text += LETTERS[byte % 62]
    }
  }
  return text
}

const LENGTHS: Record<string, number> = { cs_test: 58, acct: 16, py: 24, pyr: 24 }

/** An id as Stripe writes them: `ch_` and 24 letters, `cs_test_` and 58. */
export function newObjectId(randomBytes: (size: number) => Uint8Array, prefix: string): string {
  return `${prefix}_${randomText(randomBytes, LENGTHS[prefix] ?? 24)}`
}
