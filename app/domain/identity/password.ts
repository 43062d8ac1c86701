import { emailKey } from './email'

export const passwordLengths = { least: 10, most: 200 }

/** The beginnings of the passwords that are tried first, without their trailing digits and signs. */
const worst = [
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'zxcvbnm',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'admin',
  'changeme',
  'football',
  'baseball',
  'superman',
  'princess',
  'sunshine',
  'pakistan',
  'trustno',
  'default',
  'secret',
  'samar',
]

const sequences = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  '1q2w3e4r5t6y7u8i9o0p',
]

export type PasswordProblem = 'too_short' | 'too_long' | 'too_common' | 'is_address'

/** The same text for every keyboard and normal form; what is hashed. */
export function passwordText(typed: string): string {
  return typed.normalize('NFKC')
}

/** What is wrong with a new password, or null. Length counts; mixtures of signs do not. */
export function passwordProblem(typed: string, email: string): PasswordProblem | null {
  const text = passwordText(typed)
  const length = [...text].length
  if (length < passwordLengths.least) return 'too_short'
  if (length > passwordLengths.most) return 'too_long'
  const plain = emailKey(text)
  const address = emailKey(email)
  const mailbox = address.split('@')[0] ?? address
  if (plain === address || (mailbox.length >= 4 && plain.replaceAll(mailbox, '').length < 4))
    return 'is_address'
  if (new Set(plain).size < 4 || sequences.some((sequence) => sequence.includes(plain)))
    return 'too_common'
  const stem = plain.replace(/[^a-z@]+$/, '')
  const known = worst.some((word) => plain.startsWith(word) && plain.length - word.length < 6)
  return known || worst.includes(stem) ? 'too_common' : null
}
