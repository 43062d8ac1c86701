import { oneTimeCode, person, session } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { describe, expect, it } from 'vitest'
import { confirmEmail } from '~/domain/identity/confirm-email.server'
import { endSession } from '~/domain/identity/end-session.server'
import { requestPasswordReset } from '~/domain/identity/request-password-reset.server'
import { changePassword, resetPassword } from '~/domain/identity/reset-password.server'
import { requestSession } from '~/domain/identity/session.server'
import { signIn } from '~/domain/identity/sign-in.server'
import { signUp } from '~/domain/identity/sign-up.server'
import { sha256 } from '~/platform/crypto.server'
import { database, inTransaction } from '~/platform/database.server'
import {
  codeIn,
  confirmedPerson,
  mailsTo,
  newcomer,
  openSessionFor,
  pairOf,
  password,
  personIdOf,
} from './people'

useDatabase()

const asRequest = (cookie: string) =>
  new Request('http://localhost:3000/dashboard', { headers: { Cookie: cookie } })
const whoIs = async (cookie: string) => (await requestSession(asRequest(cookie), {})).viewer
const signInWith = (email: string, typed: string, presentedHash: string | null = null) =>
  inTransaction((tx) => signIn(tx, { email, password: typed, userAgent: 'test', presentedHash }))
const idOf = (cookie: string) => cookie.split('=')[1] ?? ''

describe('an account', () => {
  it('is made, confirmed and signed in to; the session is stored as a hash only', async () => {
    await inTransaction((tx) => signUp(tx, newcomer('amina@example.com')))
    await expect(signInWith('amina@example.com', password)).resolves.toEqual({
      kind: 'unconfirmed',
    })
    const [again, first] = await mailsTo('amina@example.com')
    await expect(
      inTransaction((tx) => confirmEmail(tx, { code: codeIn(first?.text ?? ''), password })),
    ).rejects.toMatchObject({
      code: 'confirmation_failed',
    })
    await inTransaction((tx) => confirmEmail(tx, { code: codeIn(again?.text ?? ''), password }))

    const result = await signInWith('AMİNA@Example.com', password)
    if (result.kind !== 'signed_in') throw new Error('not signed in')
    const cookie = pairOf(result.setCookie)
    expect(result.setCookie).toMatch(/HttpOnly/)
    expect(result.setCookie).toMatch(/SameSite=Lax/)
    expect(await whoIs(cookie)).toMatchObject({ email: 'amina@example.com', operator: false })

    const rows = await database().select().from(session)
    expect(rows.map(({ idHash }) => idHash)).toEqual([sha256(idOf(cookie))])
    expect(JSON.stringify(rows)).not.toContain(idOf(cookie))
    const [stored] = await database().select().from(person)
    expect(stored?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const codes = await database().select().from(oneTimeCode)
    expect(JSON.stringify(codes)).not.toContain(codeIn(again?.text ?? ''))
  })

  it('gets a new session id at every sign-in, and the earlier one of the browser ends', async () => {
    await confirmedPerson('bilal@example.com')
    const first = await openSessionFor('bilal@example.com')
    const result = await signInWith('bilal@example.com', password, sha256(idOf(first)))
    if (result.kind !== 'signed_in') throw new Error('not signed in')
    const second = pairOf(result.setCookie)
    expect(idOf(second)).not.toBe(idOf(first))
    expect(await whoIs(first)).toBeNull()
    expect(await whoIs(second)).not.toBeNull()
  })

  it('keeps its session past the half-life, under the presented id', async () => {
    const personId = await confirmedPerson('chen@example.com')
    const cookie = await openSessionFor('chen@example.com')
    await database()
      .update(session)
      .set({ expiresAt: new Date(Date.now() + 10 * 86_400_000) })
      .where(eq(session.personId, personId))
    const found = await requestSession(asRequest(cookie), {})
    expect(found.viewer?.personId).toBe(personId)
    expect(pairOf(found.cookies[0] ?? '')).toBe(cookie)
    const [row] = await database().select().from(session).where(eq(session.personId, personId))
    expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    expect(await whoIs(cookie)).not.toBeNull()
  })

  it('loses a session that was ended or is over, and the browser is told to drop the cookie', async () => {
    const personId = await confirmedPerson('dora@example.com')
    const ended = await openSessionFor('dora@example.com')
    await inTransaction((tx) => endSession(tx, { by: personId, idHash: sha256(idOf(ended)) }))
    const found = await requestSession(asRequest(ended), {})
    expect(found).toMatchObject({ viewer: null, cookies: [expect.stringMatching(/Max-Age=0/)] })

    const old = await openSessionFor('dora@example.com')
    await database()
      .update(session)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(session.personId, personId))
    expect(await whoIs(old)).toBeNull()
  })

  it('cannot end the session of somebody else', async () => {
    await confirmedPerson('emre@example.com')
    const mallory = await confirmedPerson('mallory@example.com')
    const cookie = await openSessionFor('emre@example.com')
    await inTransaction((tx) => endSession(tx, { by: mallory, idHash: sha256(idOf(cookie)) }))
    expect(await whoIs(cookie)).not.toBeNull()
  })
})

describe('a forgotten password', () => {
  it('is set anew once by the mailed link; every session ends', async () => {
    await confirmedPerson('farah@example.com')
    const cookie = await openSessionFor('farah@example.com')
    await inTransaction((tx) => requestPasswordReset(tx, { email: 'FARAH@example.com' }))
    const [latest] = await mailsTo('farah@example.com')
    const code = codeIn(latest?.text ?? '')
    const weak = inTransaction((tx) => resetPassword(tx, { code, password: 'password12' }))
    await expect(weak).rejects.toMatchObject({ code: 'password_weak' })
    await inTransaction((tx) => resetPassword(tx, { code, password: 'nine loud mountains' }))
    expect(await whoIs(cookie)).toBeNull()
    await expect(signInWith('farah@example.com', password)).rejects.toMatchObject({
      code: 'credentials_wrong',
    })
    await expect(signInWith('farah@example.com', 'nine loud mountains')).resolves.toMatchObject({
      kind: 'signed_in',
    })
    const twice = inTransaction((tx) => resetPassword(tx, { code, password: 'ten loud mountains' }))
    await expect(twice).rejects.toMatchObject({ code: 'code_invalid' })
  })

  it('is not set by a link that is too old, or by one of two requests that race', async () => {
    const personId = await confirmedPerson('ghalib@example.com')
    const ask = async () => {
      await inTransaction((tx) => requestPasswordReset(tx, { email: 'ghalib@example.com' }))
      return codeIn((await mailsTo('ghalib@example.com'))[0]?.text ?? '')
    }
    const old = await ask()
    await database()
      .update(oneTimeCode)
      .set({ expiresAt: new Date() })
      .where(eq(oneTimeCode.personId, personId))
    const late = inTransaction((tx) =>
      resetPassword(tx, { code: old, password: 'nine loud mountains' }),
    )
    await expect(late).rejects.toMatchObject({ code: 'code_invalid' })

    const code = await ask()
    const both = await Promise.allSettled(
      ['first loud mountain', 'second loud mountain'].map((typed) =>
        inTransaction((tx) => resetPassword(tx, { code, password: typed })),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('changed by its owner ends the other sessions and keeps this one', async () => {
    const by = await confirmedPerson('hana@example.com')
    const here = await openSessionFor('hana@example.com')
    const there = await openSessionFor('hana@example.com')
    const keepHash = sha256(idOf(here))
    const wrong = inTransaction((tx) =>
      changePassword(tx, {
        by,
        current: 'not it at all',
        password: 'nine loud mountains',
        keepHash,
      }),
    )
    await expect(wrong).rejects.toMatchObject({ code: 'credentials_wrong' })
    await inTransaction((tx) =>
      changePassword(tx, { by, current: password, password: 'nine loud mountains', keepHash }),
    )
    expect(await whoIs(here)).not.toBeNull()
    expect(await whoIs(there)).toBeNull()
  })
})

describe('an address that is known already', () => {
  it('gets a mail that says so, and keeps its password and name', async () => {
    await confirmedPerson('ilham@example.com', 'Ilham')
    await inTransaction((tx) =>
      signUp(tx, { ...newcomer('ILHAM@example.com', 'Intruder'), password: 'another long phrase' }),
    )
    const [latest] = await mailsTo('ilham@example.com')
    expect(latest?.template).toBe('already-member')
    expect(latest?.text).not.toContain('Intruder')
    await expect(signInWith('ilham@example.com', password)).resolves.toMatchObject({
      kind: 'signed_in',
    })
  })

  it('can be signed up again while nobody has confirmed it; only the latest link works', async () => {
    await inTransaction((tx) => signUp(tx, newcomer('jamal@example.com')))
    const first = codeIn((await mailsTo('jamal@example.com'))[0]?.text ?? '')
    await inTransaction((tx) =>
      signUp(tx, { ...newcomer('jamal@example.com'), password: 'the later password' }),
    )
    const second = codeIn((await mailsTo('jamal@example.com'))[0]?.text ?? '')
    const later = 'the later password'
    for (const [code, typed] of [
      [first, later],
      [first, password],
      [second, password],
    ] as const) {
      const tried = inTransaction((tx) => confirmEmail(tx, { code, password: typed }))
      await expect(tried).rejects.toMatchObject({ code: 'confirmation_failed' })
    }
    await inTransaction((tx) => confirmEmail(tx, { code: second, password: later }))
    const twice = inTransaction((tx) => confirmEmail(tx, { code: second, password: later }))
    await expect(twice).rejects.toMatchObject({ code: 'confirmation_failed' })
    await expect(signInWith('jamal@example.com', 'the later password')).resolves.toMatchObject({
      kind: 'signed_in',
    })
    expect(await personIdOf('jamal@example.com')).toMatch(/^per_/)
  })

  it('survives a sign-up and a confirmation at the same moment, with one password at the end', async () => {
    await inTransaction((tx) => signUp(tx, newcomer('lena@example.com')))
    const code = codeIn((await mailsTo('lena@example.com'))[0]?.text ?? '')
    const later = 'the later password'
    const [confirmed, second] = await Promise.allSettled([
      inTransaction((tx) => confirmEmail(tx, { code, password })),
      inTransaction((tx) => signUp(tx, { ...newcomer('lena@example.com'), password: later })),
    ])
    expect(second.status).toBe('fulfilled')
    if (confirmed.status === 'fulfilled') {
      expect(await signInWith('lena@example.com', password)).toMatchObject({ kind: 'signed_in' })
    } else expect(confirmed.reason).toMatchObject({ code: 'confirmation_failed' })
    const other = confirmed.status === 'fulfilled' ? later : password
    await expect(signInWith('lena@example.com', other)).rejects.toMatchObject({
      code: 'credentials_wrong',
    })
  })

  it('is one account even when two sign-ups race', async () => {
    await Promise.all(
      [1, 2, 3].map(() => inTransaction((tx) => signUp(tx, newcomer('kamil@example.com')))),
    )
    const rows = await database()
      .select()
      .from(person)
      .where(eq(person.emailKey, 'kamil@example.com'))
    expect(rows).toHaveLength(1)
  })
})
