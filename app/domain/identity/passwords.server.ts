import { hash, verify } from '@node-rs/argon2'
import { Refused } from '~/kernel/refusal'
import { passwordProblem, passwordText } from './password'

/** argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** @throws Refused password_weak */
export async function hashNewPassword(password: string, email: string): Promise<string> {
  if (passwordProblem(password, email)) throw new Refused('password_weak')
  return hash(passwordText(password), cost)
}

let decoy: Promise<string> | undefined

/**
 * Whether the password belongs to the hash. Without a hash (nobody has this address) it does the
 * same work and answers false, so that the time taken tells nothing.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', cost)
  const matches = await verify(stored ?? (await decoy), passwordText(password.slice(0, 1000)))
  return stored !== null && matches
}
