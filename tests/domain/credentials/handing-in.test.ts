import { sql } from 'drizzle-orm'
import { laterOn as at, issue, rowOf } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { startEndpoint } from 'tests/support/endpoints/start-endpoint'
import { makeOrganisation, makePerson } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { badgePng } from '~/domain/credentials/adapters/badge-png.server'
import { bakePng } from '~/domain/credentials/adapters/baked-png'
import { bakeSvg } from '~/domain/credentials/adapters/baked-svg'
import { mostBytes } from '~/domain/credentials/adapters/read-submitted'
import { badgeSvg } from '~/domain/credentials/badge-image'
import { provedBy } from '~/domain/credentials/verification'
import { verifyHandedIn } from '~/domain/credentials/verify-input.server'
import { database } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { countAttempt } from '~/platform/limits.server'

useDatabase()
let credentialId = ''
let text = ''
beforeAll(async () => {
  const { personId } = await makePerson(database(), { name: 'Umar Member' })
  const { organisationId } = await makeOrganisation({ kind: 'partner' })
  credentialId = await issue({ personId, organisationId })
  text = (await rowOf(credentialId)).text
})

const hand = (given: { text?: string; url?: string }, address: string) =>
  verifyHandedIn(database(), null, { file: null, text: '', url: '', ...given }, { at, address })
const own = (form: string) =>
  `${new URL(env().APP_ORIGIN).origin}/credentials/${credentialId}${form}`

describe('handing in', () => {
  it('takes an address among the text, and each form of our own credentials by its address', async () => {
    for (const form of ['', '/badge.json', '/badge.jwt', '/badge.png', '/badge.svg']) {
      for (const given of [{ text: ` ${own(form)}\n` }, { url: own(form) }]) {
        const verified = await hand(given, 'forms')
        expect(verified, form).toMatchObject({ ok: true, report: { outcome: 'passed' } })
      }
    }
    expect(await hand({ text: 'see https://example.org and more' }, 'forms')).toMatchObject({
      ok: false,
      field: 'text',
    })
  })

  it('reads a picture behind an address like one that is handed in', async () => {
    const png = bakePng(badgePng(2), text)
    const pages: Record<string, Buffer | string> = {
      '/badge.png': png,
      '/badge.svg': bakeSvg(badgeSvg(2), text),
      '/plain.png': badgePng(2),
      '/large.png': Buffer.concat([png, Buffer.alloc(mostBytes)]),
    }
    const there = await startEndpoint((response, { url }) => void response.end(pages[url]))
    try {
      const ask = (page: string) =>
        hand({ url: `http://127.0.0.1:${there.port}${page}` }, `pictures${page}`)
      for (const page of ['/badge.png', '/badge.svg']) {
        expect(await ask(page), page).toMatchObject({ ok: true, report: { outcome: 'passed' } })
      }
      expect(await ask('/plain.png')).toMatchObject({ field: 'url', problem: 'no_credential' })
      expect(await ask('/large.png')).toMatchObject({ field: 'url', problem: 'address' })
    } finally {
      await there.close()
    }
  })

  it('lets a room behind one address through, and says when to come again', async () => {
    for (let n = 0; n < 120; n += 1) await hand({ text: '{}' }, 'room')
    await expect(hand({ text }, 'room')).rejects.toMatchObject({
      code: 'too_many_attempts',
      facts: { minutes: 5 },
    })
  })

  it('asks other machines less often', async () => {
    const ask = () => hand({ url: 'http://127.0.0.1:9/none' }, 'asking')
    for (let n = 0; n < 40; n += 1) await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'too_many_attempts' })
    expect(await hand({ text }, 'asking')).toMatchObject({ ok: true })
  })

  it('is not held up longer by what is refused', async () => {
    const limit = { points: 2, perSeconds: 60 }
    for (let n = 0; n < 2; n += 1) await countAttempt(database(), 'held', limit)
    for (let n = 0; n < 5; n += 1) {
      await expect(countAttempt(database(), 'held', limit)).rejects.toThrow()
    }
    const [row] = await database().execute<{ points: number }>(
      sql`select points from rate_limit where key = 'held'`,
    )
    expect(row?.points).toBe(3)
  })
})

it('names what five passed checks prove', () => {
  expect(provedBy('did:key:z6Mkx#z6Mkx')).toEqual({ kind: 'key', name: 'z6Mkx' })
  expect(provedBy('did:web:example.org%3A8443:issuers:one')).toEqual({
    kind: 'host',
    name: 'example.org',
  })
  expect(provedBy('https://example.org/issuers/one')).toEqual({ kind: 'host', name: 'example.org' })
  expect(provedBy('urn:uuid:1')).toBeNull()
})
