import { sha256 } from '~/platform/crypto.server'
import type { Db } from '~/platform/database.server'
import { clearAttempts, countAttempt, type Limit, uncountAttempt } from '~/platform/limits.server'
import { emailKey } from './email'

/** Per account (a hash of its key, so that the table holds no addresses) and per network address. */
const limits = {
  'sign-in': { account: { points: 10, perSeconds: 900 }, address: { points: 60, perSeconds: 900 } },
  'sign-up': {
    account: { points: 5, perSeconds: 3600 },
    address: { points: 30, perSeconds: 3600 },
  },
  reset: { account: { points: 5, perSeconds: 3600 }, address: { points: 30, perSeconds: 3600 } },
  code: { account: { points: 10, perSeconds: 900 }, address: { points: 30, perSeconds: 900 } },
  password: { account: { points: 10, perSeconds: 900 }, address: { points: 60, perSeconds: 900 } },
  invite: { account: { points: 30, perSeconds: 3600 }, address: { points: 60, perSeconds: 3600 } },
} satisfies Record<string, { account: Limit; address: Limit }>

export type LimitedAct = keyof typeof limits
const accountKey = (act: LimitedAct, account: string) =>
  `${act}:account:${sha256(emailKey(account)).slice(0, 32)}`
const addressKey = (act: LimitedAct, address: string) => `${act}:address:${address}`

/** @throws Refused too_many_attempts, alike for addresses that have an account and those that have none. */
export async function countAct(
  db: Db,
  act: LimitedAct,
  who: { account: string; address: string },
): Promise<void> {
  await countAttempt(db, addressKey(act, who.address), limits[act].address)
  await countAttempt(db, accountKey(act, who.account), limits[act].account)
}

/** After a success: the account starts anew, and the address gets this one try back. */
export async function forgiveAct(
  db: Db,
  act: LimitedAct,
  who: { account: string; address: string },
): Promise<void> {
  await clearAttempts(db, accountKey(act, who.account))
  await uncountAttempt(db, addressKey(act, who.address))
}

/** Answers no sooner than after `leastMs`, so that a quick path cannot be told from a slow one. */
export async function noSoonerThan<T>(leastMs: number, work: Promise<T>): Promise<T> {
  const wait = new Promise((done) => setTimeout(done, leastMs))
  try {
    return await work
  } finally {
    await wait
  }
}
