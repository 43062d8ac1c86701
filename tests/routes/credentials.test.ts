import { generateKeyPairSync, sign } from 'node:crypto'
import {
  bitOf,
  chunkText,
  type DidDoc,
  type Doc,
  proofHolds,
  tokenHolds,
} from 'tests/support/badges'
import { issue, rowOf } from 'tests/support/credentials'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  type TestOrganisation,
  type TestPerson,
} from 'tests/support/people'
import { useStack } from 'tests/support/stack'
import { type Visitor, visit } from 'tests/support/visitor'
import { beforeAll, describe, expect, it } from 'vitest'

const stack = useStack({ processes: ['web'] })
let partner: TestOrganisation
let holder: TestPerson
let anybody: Visitor
let asHolder: Visitor
let asManager: Visitor
let asReader: Visitor
let asStranger: Visitor

const enter = (who: TestPerson | null) => visit(stack.current.origin, who?.personId ?? null)
const fresh = (more = {}) =>
  issue({
    personId: holder.personId,
    organisationId: partner.organisationId,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: new Date('2036-01-01T00:00:00Z'),
    at: new Date('2026-01-01T00:00:00Z'),
    ...more,
  })

beforeAll(async () => {
  const { database } = await import('~/platform/database.server')
  partner = await makeOrganisation({ kind: 'partner', name: 'Indus Institute' })
  holder = await makePerson(database(), { name: 'Umar Member' })
  anybody = await enter(null)
  asHolder = await enter(holder)
  asManager = await enter(await joinOrganisation(partner, 'manager'))
  asReader = await enter(await joinOrganisation(partner, 'member'))
  asStranger = await enter(await makePerson(database(), { name: 'Sam Stranger' }))
})

async function bytes(path: string) {
  const answer = await fetch(new URL(path, stack.current.origin))
  return {
    status: answer.status,
    headers: answer.headers,
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

async function json(path: string, accept = 'application/json'): Promise<Doc> {
  const answer = await fetch(new URL(path, stack.current.origin), { headers: { accept } })
  expect(answer.status, path).toBe(200)
  return answer.json()
}

const didOf = (document: Doc) => {
  const [slug] = (document.issuer as { id: string }).id.split(':').slice(-1)
  return json(`/issuers/${slug}/did.json`) as Promise<unknown> as Promise<DidDoc>
}

const check = async (fields: Record<string, string> | FormData) => {
  const visitor = await enter(null)
  return visitor.post('/verify', fields)
}

function filed(name: string, content: Buffer | string): FormData {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(Buffer.from(content))], name))
  return form
}

describe('a credential over HTTP', () => {
  it('is checked by a stranger’s program with nothing but what is served', async () => {
    const id = await fresh()
    const document = await json(`/credentials/${id}`)
    expect(document).toEqual((await rowOf(id)).document)
    const did = await didOf(document)
    expect(did.id).toBe((document.issuer as Doc).id)
    expect(await proofHolds(document, did)).toBe(true)
    const jwt = (await bytes(`/credentials/${id}/badge.jwt`)).body.toString()
    expect(tokenHolds(jwt, did)).toMatchObject({ jti: document.id })
    const entry = document.credentialStatus as Record<string, string>
    const list = await json(new URL(entry.statusListCredential ?? '').pathname)
    expect(await proofHolds(list, did)).toBe(true)
    const bits = String((list.credentialSubject as Doc).encodedList)
    expect(bitOf(bits, Number(entry.statusListIndex))).toBe(0)
    const { achievement } = document.credentialSubject as { achievement: Doc }
    expect(await json(new URL(String(achievement.id)).pathname)).toEqual(achievement)
    const image = await bytes(new URL(String((achievement.image as Doc).id)).pathname)
    expect(image.headers.get('content-type')).toBe('image/png')
    const { url } = document.issuer as { url: string }
    expect(await json(new URL(url).pathname)).toEqual(document.issuer)
  })

  it('shows people a page at the same addresses', async () => {
    const { document } = await rowOf(await fresh())
    const { achievement } = document.credentialSubject as { achievement: Doc }
    for (const address of [document.id, achievement.id, (document.issuer as Doc).url]) {
      const { status, words } = await anybody.get(new URL(String(address)).pathname)
      expect(status).toBe(200)
      expect(words).toContain('Indus Institute')
    }
  })

  it('comes back out of its picture and its drawing', async () => {
    const id = await fresh()
    const { text, jwt } = await rowOf(id)
    const png = (await bytes(`/credentials/${id}/badge.png`)).body
    expect(chunkText(png, 'openbadgecredential')).toBe(text)
    const svg = (await bytes(`/credentials/${id}/badge.svg`)).body
    const files = { 'a.png': png, 'a.svg': svg, 'a.json': text, 'a.jwt': jwt }
    for (const [name, content] of Object.entries(files)) {
      const { status, words } = await check(filed(name, content))
      expect(status, name).toBe(200)
      expect(words, name).toContain('All five checks passed')
    }
    const token = (await bytes(`/credentials/${id}/badge.svg`)).body
      .toString()
      .replace(
        /<openbadges:credential([^>]*)>.*<\/openbadges:credential>/s,
        (_, names: string) => `<openbadges:credential${names} verify="${jwt}"/>`,
      )
    expect((await check(filed('b.svg', token))).words).toContain('All five checks passed')
  })

  it('shows its five checks and a code on its page, and its holder by name', async () => {
    const { words, body } = await anybody.get(`/credentials/${await fresh()}`)
    for (const text of [
      'Umar Member',
      'Indus Institute',
      'Checked now',
      'Signature',
      'Score',
      '91',
    ]) {
      expect(words).toContain(text)
    }
    expect(body).toMatch(/<svg role="img" aria-label="QR code/)
    expect(body).not.toContain('Manage')
  })
})

describe('who finds it', () => {
  const parts = ['', '/badge.json', '/badge.jwt', '/badge.png', '/badge.svg']

  it('private: only the holder and who acts for the issuer', async () => {
    const id = await fresh({ visibility: 'private' })
    for (const part of parts) {
      for (const who of [anybody, asStranger, asReader]) {
        const { status, body } = await who.get(`/credentials/${id}${part}`)
        expect(status, part).toBe(404)
        expect(body).not.toContain('Umar Member')
      }
      for (const who of [asHolder, asManager]) {
        expect((await who.get(`/credentials/${id}${part}`)).status, part).toBe(200)
      }
    }
    const address = `${stack.current.origin}/credentials/${id}`
    expect((await check({ url: address })).words).toContain('Nothing could be read at this address')
  })

  it('is the holder’s choice alone', async () => {
    const id = await fresh()
    const form = { intent: 'visibility', visibility: 'public' }
    for (const who of [asStranger, asManager]) {
      expect((await who.post(`/credentials/${id}?index`, form)).status).toBe(404)
    }
    const done = await asHolder.post(`/credentials/${id}?index`, form)
    expect([done.status, done.toast]).toEqual([303, 'credential.toast_visibility'])
    expect((await rowOf(id)).visibility).toBe('public')
    expect((await anybody.get(`/people/${holder.personId}`)).body).toContain(`/credentials/${id}`)
    await asHolder.post(`/credentials/${id}?index`, { ...form, visibility: 'link' })
    expect((await anybody.get(`/people/${holder.personId}`)).body).not.toContain(
      `/credentials/${id}`,
    )
    const wrong = await asHolder.post(`/credentials/${id}?index`, { ...form, visibility: 'x' })
    expect(wrong.status).toBe(400)
  })

  it('is seen in the wallet, which is one’s own', async () => {
    const id = await fresh()
    expect((await asHolder.get('/settings/credentials')).body).toContain(`/credentials/${id}`)
    const { body, words } = await asStranger.get('/settings/credentials')
    expect(body).not.toContain(id)
    expect(words).toContain('No credentials yet')
  })
})

describe('the issuer', () => {
  const bit = async (id: string) => {
    const { document } = await rowOf(id)
    const entry = document.credentialStatus as Record<string, string>
    const list = await json(new URL(entry.statusListCredential ?? '').pathname)
    return bitOf(String((list.credentialSubject as Doc).encodedList), Number(entry.statusListIndex))
  }

  it('suspends, reinstates and revokes with a reason, and it shows at once everywhere', async () => {
    const id = await fresh({ visibility: 'public' })
    const { text } = await rowOf(id)
    const manage = `/credentials/${id}/manage`
    for (const who of [asStranger, asHolder, asReader]) {
      expect((await who.get(manage)).status).toBe(404)
      expect((await who.post(manage, { intent: 'revoke', reason: 'x' })).status).toBe(404)
    }
    const empty = await asManager.post(manage, { intent: 'suspend', reason: ' ' })
    expect([empty.status, (await rowOf(id)).status]).toEqual([400, 'active'])
    const steps = [
      ['suspend', 'suspended', 1, 'The issuer has suspended it'],
      ['reinstate', 'active', 0, 'neither suspended nor revoked'],
      ['revoke', 'revoked', 1, 'The issuer has revoked it'],
    ] as const
    for (const [intent, status, set, sentence] of steps) {
      const done = await asManager.post(manage, { intent, reason: `Because ${intent}.` })
      expect([done.status, done.toast]).toEqual([303, `credential.toast_${intent}`])
      expect((await rowOf(id)).status).toBe(status)
      expect(await bit(id)).toBe(set)
      const page = await anybody.get(`/credentials/${id}`)
      expect(page.words).toContain(sentence)
      expect(page.words).toContain(
        status === 'active' ? 'Its issuer stands by it' : 'Its issuer has',
      )
      expect(page.words).not.toContain('Because')
      expect((await check({ text })).words).toContain(sentence)
    }
    expect((await asHolder.get(`/credentials/${id}`)).words).toContain('Because revoke.')
    const again = await asManager.post(manage, { intent: 'reinstate', reason: 'x' })
    expect(again.status).toBe(409)
  })

  it('sees whom it has issued what, and nobody else does', async () => {
    const id = await fresh({ visibility: 'private' })
    const { document } = await rowOf(id)
    const page = `/issuers/${(document.issuer as { id: string }).id.split(':').at(-1)}`
    expect((await asManager.get(page)).body).toContain(`/credentials/${id}/manage`)
    expect((await asManager.get(`/organisations/${partner.organisationId}`)).body).toContain(page)
    for (const who of [anybody, asStranger, asReader, asHolder]) {
      const { status, body } = await who.get(page)
      expect(status).toBe(200)
      expect(body).not.toContain(id)
    }
  })

  it('renews, and says what is wrong with a day', async () => {
    const id = await fresh()
    const manage = `/credentials/${id}/manage`
    const early = await asManager.post(manage, { intent: 'renew', until: '2030-01-01' })
    expect([early.status, early.words]).toEqual([
      400,
      expect.stringContaining('after the present end'),
    ])
    expect((await asManager.post(manage, { intent: 'renew', until: '2030-13-77' })).status).toBe(
      400,
    )
    const done = await asManager.post(manage, { intent: 'renew', until: '2040-01-01' })
    expect(done.status).toBe(303)
    expect((await asManager.follow(done)).words).toContain('Indus Institute')
    expect((await anybody.get(`/credentials/${id}`)).words).toContain('It has been renewed')
  })

  it('replaces its keys: owners only; what was signed stays valid, and so it does after it left', async () => {
    const id = await fresh()
    const document = await json(`/credentials/${id}`)
    const slug = (document.issuer as { id: string }).id.split(':').at(-1)
    const keys = `/issuers/${slug}/keys`
    const asOwner = await enter(partner.owner)
    for (const who of [asStranger, asManager]) {
      expect((await who.get(keys)).body).not.toContain('value="rotate"')
      expect((await who.post(keys, { intent: 'rotate' })).status).toBe(404)
    }
    expect((await anybody.post(keys, { intent: 'rotate' })).status).toBe(401)
    const before = (await didOf(document)).verificationMethod.length
    expect((await asOwner.post(keys, { intent: 'rotate' })).status).toBe(303)
    const did = await didOf(document)
    expect(did.verificationMethod).toHaveLength(before + 2)
    expect(await proofHolds(document, did)).toBe(true)
    const [first] = did.verificationMethod
    const keyId = first?.id.split('#')[1] ?? ''
    const later = await asOwner.post(keys, { intent: 'compromised', keyId, since: '2099-01-01' })
    expect([later.status, later.words]).toEqual([400, expect.stringContaining('earlier day')])
    const since = new Date().toISOString().slice(0, 10)
    const done = await asOwner.post(keys, { intent: 'compromised', keyId, since })
    expect([done.status, done.toast]).toEqual([303, 'credential.toast_compromised'])
    const { organisationMember } = await import('db/schema/identity')
    const { database } = await import('~/platform/database.server')
    const { eq } = await import('drizzle-orm')
    await database()
      .delete(organisationMember)
      .where(eq(organisationMember.organisationId, partner.organisationId))
    expect((await check({ text: JSON.stringify(document) })).words).toContain(
      'All five checks passed',
    )
  })
})

describe('the page that checks', () => {
  it('reads an address of ours without the network, and refuses our own services', async () => {
    const id = await fresh({
      organisationId: null,
      achievement: {
        key: 'd',
        name: 'Delivered',
        description: 'd',
        criteria: 'c',
        level: 3,
        skills: [],
      },
      results: [],
    })
    const { origin } = stack.current
    for (const url of [`${origin}/credentials/${id}`, `${origin}/credentials/${id}/badge.jwt`]) {
      expect((await check({ url })).words).toContain('All five checks passed')
    }
    for (const url of [`${origin}/health`, 'http://169.254.169.254/', 'file:///etc/passwd', 'x']) {
      const { status, words } = await check({ url })
      expect([status, words]).toEqual([400, expect.stringContaining('Nothing could be read')])
    }
  })

  it('never breaks, and never lets what it was given speak for it', async () => {
    const hostile = [
      '<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><script>alert(1)</script></svg>',
      `{"a":${'['.repeat(9_000)}`,
      'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.x',
      '{}',
      '[]',
      'null',
      '{"@context":{"@import":"http://169.254.169.254/"},"proof":{"verificationMethod":"http://169.254.169.254/"}}',
    ]
    for (const text of hostile) {
      const { status, body } = await check({ text })
      expect([200, 400], text).toContain(status)
      expect(body).not.toContain('<script>alert')
    }
    const name = '</bdi><script>alert(1)</script>\u202egnp'
    const { body } = await check({
      text: JSON.stringify({ credentialSubject: { achievement: { name } } }),
    })
    expect(body).not.toContain('<script>alert')
    expect(body).toMatch(/<bdi[^>]*>&lt;\/bdi&gt;/)
    const both = await check({ text: 'a', url: 'b' })
    expect([both.status, both.words]).toEqual([400, expect.stringContaining('one thing at a time')])
    expect((await check({})).status).toBe(400)
    const large = filed('a.json', Buffer.alloc(3_000_000, 32))
    expect((await check(large)).status).toBe(413)
  })

  it('fails a credential that another key signed in our issuer’s name', async () => {
    const { jwt } = await rowOf(
      await fresh({
        organisationId: null,
        achievement: {
          key: 'd',
          name: 'Delivered',
          description: 'd',
          criteria: 'c',
          level: 3,
          skills: [],
        },
        results: [],
      }),
    )
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const input = jwt.split('.').slice(0, 2).join('.')
    const forged = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    const { words } = await check({ text: forged })
    expect(words).toContain('Not valid')
    expect(words).toContain('The signature does not fit')
  })

  it('stops whoever asks too often', async () => {
    let last = 0
    for (let n = 0; n < 125 && last !== 429; n += 1) last = (await check({ text: '{}' })).status
    expect(last).toBe(429)
  })
})
