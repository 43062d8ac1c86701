import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Doc } from 'tests/support/badges'
import { issue, issuedAt, laterOn, rowOf, verifyText } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { makeOrganisation, makePerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Outside, outsideReader } from '~/domain/credentials/adapters/outside.server'
import { readSubmitted } from '~/domain/credentials/adapters/read-submitted'
import {
  type SigningKey,
  type UnsignedCredential,
  withProof,
} from '~/domain/credentials/adapters/sign-credential.server'
import { belongsTo, readDidWeb } from '~/domain/credentials/did-web'
import { ed25519Multibase } from '~/domain/credentials/issuer'
import { statusListCredential } from '~/domain/credentials/open-badge'
import { encodeList } from '~/domain/credentials/status-list'
import { database } from '~/platform/database.server'

useDatabase()
let good: { text: string; jwt: string; document: Doc }
let second: { text: string; jwt: string; document: Doc }
beforeAll(async () => {
  const { personId } = await makePerson(database(), { name: 'Umar Member' })
  const [one, two] = [
    await makeOrganisation({ kind: 'partner' }),
    await makeOrganisation({ kind: 'partner' }),
  ]
  good = await rowOf(await issue({ personId, organisationId: one.organisationId }))
  second = await rowOf(await issue({ personId, organisationId: two.organisationId }))
})

type Path = readonly (string | number)[]

/** The way to every plain value of a document. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, one]) =>
    leaves(one, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function changed(document: Doc, path: Path, to: (was: unknown) => unknown): Doc {
  const copy = structuredClone(document)
  let at = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  at[last] = to(at[last])
  return copy
}

const another = (was: unknown) =>
  typeof was === 'boolean'
    ? !was
    : typeof was === 'string' && /^\d{4}-/.test(was)
      ? was.replace(/^\d{4}/, '2025')
      : `${was}x`

describe('a document that was tampered with', () => {
  it('fails whichever field was changed', async () => {
    const paths = leaves(good.document).filter((path) => !path.includes('@context'))
    expect(paths.length).toBeGreaterThan(60)
    const passed: string[] = []
    for (const path of paths) {
      const { outcome } = await verifyText(
        JSON.stringify(changed(good.document, path, another)),
        laterOn,
        none,
      )
      if (outcome !== 'failed') passed.push(`${path.join('.')} ${outcome}`)
    }
    // Where the key of a proof is looked for elsewhere, nobody can say that it is wrong: only not right.
    expect(passed.filter((one) => !/ unknown$/.test(one))).toEqual([])
  })

  it('fails whichever field was left out', async () => {
    const keys = Object.keys(good.document).filter((key) => !['proof'].includes(key))
    for (const key of keys) {
      const { [key]: _, ...rest } = good.document
      expect((await verifyText(JSON.stringify(rest), laterOn, none)).outcome, key).toBe('failed')
    }
  })

  it('fails for fields that the signature does not cover, and names them', async () => {
    const added = { ...good.document, honours: 'summa cum laude' }
    const { said, checks } = await verifyText(JSON.stringify(added))
    expect(said.signature).toBe('signature_fields')
    expect(checks.find(({ name }) => name === 'signature')?.facts.field).toBe('honours')
    const deep = changed(good.document, ['credentialSubject', 'achievement', 'rank'], () => '1')
    expect((await verifyText(JSON.stringify(deep))).said.signature).toBe('signature_fields')
  })

  it('fails when a field hides behind another name that means the same', async () => {
    const { validUntil, ...rest } = good.document
    const iri = 'https://www.w3.org/2018/credentials#validUntil'
    const type = 'http://www.w3.org/2001/XMLSchema#dateTime'
    const asIri = { ...rest, [iri]: { '@value': validUntil, '@type': type } }
    expect((await verifyText(JSON.stringify(asIri))).said.signature).toBe('signature_fields')
    const alias = { ends: { '@id': iri, '@type': type } }
    const context = [...(good.document['@context'] as string[]), alias]
    const asAlias = { ...rest, '@context': context, ends: validUntil }
    // The alias itself is JSON-LD of the context; what it does is seen in the meaning of the document.
    const { outcome, said } = await verifyText(
      JSON.stringify(asAlias),
      new Date('2029-01-01T00:00:00Z'),
    )
    expect([outcome, said.signature]).toEqual(['failed', 'signature_renamed'])
  })

  it('fails without its proof, with one of another credential, and with a second one that is wrong', async () => {
    const { proof, ...bare } = good.document
    const [own] = proof as Doc[]
    const [other] = second.document.proof as Doc[]
    const wrong = { ...own, proofValue: String(other?.proofValue) }
    for (const given of [
      undefined,
      [],
      other,
      [own, other],
      [own, wrong],
      [wrong, own],
      'proof',
      [null],
    ]) {
      const { outcome } = await verifyText(JSON.stringify({ ...bare, proof: given }))
      expect(outcome, JSON.stringify(given)).toBe('failed')
    }
    expect((await verifyText(JSON.stringify({ ...bare, proof: [own, own] }))).outcome).toBe(
      'passed',
    )
    expect((await verifyText(JSON.stringify(bare))).said.signature).toBe('signature_missing')
  })

  it('is told of another suite that it could not be checked', async () => {
    const [own] = good.document.proof as Doc[]
    const proof = [{ ...own, cryptosuite: 'ecdsa-sd-2023' }]
    const { said, outcome } = await verifyText(JSON.stringify({ ...good.document, proof }))
    expect([outcome, said.signature]).toEqual(['unknown', 'signature_suite'])
  })
})

describe('a token', () => {
  const parts = () => good.jwt.split('.') as [string, string, string]
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Doc

  it('fails when anything in it was changed', async () => {
    const [header, payload, signature] = parts()
    for (const path of leaves(decode(payload))) {
      const text = [header, encode(changed(decode(payload), path, another)), signature].join('.')
      expect((await verifyText(text, laterOn, none)).outcome, path.join('.')).toBe('failed')
    }
  })

  it('fails for "none", for a key inside, and for an algorithm that its key is not made for', async () => {
    const [header, payload, signature] = parts()
    const as = (change: Doc) =>
      [encode({ ...decode(header), ...change }), payload, signature].join('.')
    expect((await verifyText(as({ alg: 'none' }))).said.signature).toBe('signature_missing')
    expect((await verifyText(as({ alg: 'EdDSA' }))).said.signature).toBe('signature_wrong')
    expect((await verifyText(as({ alg: 'HS256' }))).outcome).not.toBe('passed')
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = publicKey.export({ format: 'jwk' })
    const input = `${encode({ alg: 'RS256', typ: 'JWT', jwk })}.${payload}`
    const forged = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    expect((await verifyText(forged)).said.issuer).toBe('issuer_key_inside')
  })

  it('fails with another issuer’s key in its header, however well that one signs', async () => {
    const [header, payload, signature] = parts()
    const { kid } = decode(second.jwt.split('.')[0] ?? '')
    const { said, outcome } = await verifyText(
      [encode({ ...decode(header), kid }), payload, signature].join('.'),
    )
    expect([outcome, said.issuer]).toEqual(['failed', 'issuer_other'])
  })
})

/** An issuer somewhere else, with a key of its own and a status list. */
function foreigner(did = 'did:web:college.example') {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const method = `${did}#k1`
  const key: SigningKey = {
    method,
    controller: did,
    privateJwk: privateKey.export({ format: 'jwk' }),
  }
  const publicJwk = publicKey.export({ format: 'jwk' }) as Record<string, string>
  const multibase = ed25519Multibase(publicJwk)
  const document = {
    id: did,
    verificationMethod: [
      { id: method, type: 'Multikey', controller: did, publicKeyMultibase: multibase },
    ],
    assertionMethod: [method],
  }
  const badge = (change: Doc = {}) => {
    const { proof: _, ...rest } = structuredClone(good.document)
    const list = 'https://college.example/status/1'
    const credentialStatus = {
      id: `${list}#7`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: list,
    }
    return {
      ...rest,
      id: 'urn:uuid:1',
      issuer: { id: did, type: ['Profile'], name: 'College' },
      credentialStatus,
      ...change,
    } as unknown as UnsignedCredential
  }
  const signed = async (change: Doc = {}, by = key) => {
    const unsigned = JSON.parse(JSON.stringify(badge(change))) as UnsignedCredential
    const made = await withProof(unsigned, by, issuedAt)
    return JSON.stringify({ ...made, proof: [made.proof] })
  }
  const list = async (
    places: number[],
    by = key,
    purpose: 'revocation' | 'suspension' = 'revocation',
  ) => {
    const url = 'https://college.example/status/1'
    const plain = statusListCredential({
      url,
      did,
      purpose,
      encoded: encodeList(131_072, places),
      at: issuedAt,
    })
    return withProof(plain, by, issuedAt)
  }
  return { did, key, method, multibase, privateKey, publicJwk, document, signed, list, badge }
}

const world = (pages: Record<string, unknown>): Outside => ({
  text: async (url) => (pages[url] === undefined ? null : JSON.stringify(pages[url])),
  json: async (url) => (pages[url] as never) ?? null,
  file: async () => null,
})
const none = world({})

describe('a credential of somebody else', () => {
  it('passes with did:web and a signed list, and follows its bits', async () => {
    const one = foreigner()
    const at = (list: unknown) =>
      world({
        'https://college.example/.well-known/did.json': one.document,
        'https://college.example/status/1': list,
      })
    const text = await one.signed()
    const passed = await verifyText(text, laterOn, at(await one.list([3])))
    expect(passed.said).toEqual({
      schema: 'schema_ok',
      dates: 'dates_ok',
      issuer: 'issuer_ok',
      signature: 'signature_document',
      status: 'status_good',
    })
    expect((await verifyText(text, laterOn, at(await one.list([7])))).said.status).toBe(
      'status_revoked',
    )
    const stranger = foreigner('did:web:college.example')
    expect(
      (await verifyText(text, laterOn, at(await one.list([3], stranger.key)))).said.status,
    ).toBe('status_list_wrong')
    expect(
      (await verifyText(text, laterOn, at(await one.list([3], one.key, 'suspension')))).said.status,
    ).toBe('status_list_wrong')
    expect((await verifyText(text, laterOn, at(undefined))).said.status).toBe('status_unreachable')
    expect((await verifyText(text, laterOn, none)).said.issuer).toBe('issuer_unreachable')
  })

  it('fails when a key of one’s own signs in the issuer’s name', async () => {
    const [one, thief] = [foreigner(), foreigner('did:web:thief.example')]
    const pages = {
      'https://college.example/.well-known/did.json': one.document,
      'https://thief.example/.well-known/did.json': thief.document,
      'https://college.example/status/1': await one.list([]),
    }
    const forged = await one.signed({}, thief.key)
    const { said, outcome } = await verifyText(forged, laterOn, world(pages))
    expect([outcome, said.issuer, said.signature]).toEqual([
      'failed',
      'issuer_other',
      'signature_document',
    ])
    // The same with our own issuer's name on it.
    const ours = await one.signed(
      { issuer: good.document.issuer, credentialStatus: good.document.credentialStatus },
      thief.key,
    )
    expect((await verifyText(ours, laterOn, world(pages))).said.issuer).toBe('issuer_other')
    const withOurKid = {
      ...thief.key,
      method: String((good.document.proof as Doc[])[0]?.verificationMethod),
    }
    const sameKid = await one.signed(
      { issuer: good.document.issuer, credentialStatus: good.document.credentialStatus },
      withOurKid,
    )
    expect((await verifyText(sameKid, laterOn, world(pages))).said.signature).toBe(
      'signature_wrong',
    )
  })

  it('of a did:key passes by itself', async () => {
    const one = foreigner()
    const did = `did:key:${one.multibase}`
    const key = { ...one.key, method: `${did}#${one.multibase}`, controller: did }
    const text = await one.signed(
      { issuer: { id: did, type: ['Profile'] }, credentialStatus: undefined },
      key,
    )
    expect((await verifyText(text, laterOn, none)).outcome).toBe('passed')
  })

  it('as a token with an https key: the host must be the issuer’s', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const token = (issuer: string, kid: string) => {
      const { proof: _, credentialStatus: __, ...rest } = good.document
      const payload = {
        ...rest,
        issuer: { id: issuer, type: ['Profile'] },
        iss: issuer,
        nbf: Date.parse(String(rest.validFrom)) / 1000,
      }
      const input = [{ alg: 'ES256', typ: 'JWT', kid }, payload]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
    }
    const jwk = publicKey.export({ format: 'jwk' })
    const pages = world({
      'https://college.example/keys/1': jwk,
      'https://thief.example/keys/1': jwk,
    })
    const fine = await verifyText(
      token('https://college.example/issuer', 'https://college.example/keys/1'),
      laterOn,
      pages,
    )
    expect([fine.outcome, fine.said.signature]).toEqual(['passed', 'signature_token'])
    const stolen = await verifyText(
      token('https://college.example/issuer', 'https://thief.example/keys/1'),
      laterOn,
      pages,
    )
    expect([stolen.outcome, stolen.said.issuer]).toEqual(['failed', 'issuer_other'])
  })
})

it('tells whose a key is by its name', () => {
  expect(readDidWeb('did:web:localhost%3A3000:issuers:a')?.document).toBe(
    'http://localhost:3000/issuers/a/did.json',
  )
  expect(readDidWeb('did:web:a.example')?.document).toBe('https://a.example/.well-known/did.json')
  for (const bad of [
    'did:web:a.example:..',
    'did:web:a.example%2F..',
    'did:web:a.example:%2e%2e',
    'did:web:user@a.example',
    'did:web:',
  ])
    expect(readDidWeb(bad), bad).toBeNull()
  expect(belongsTo('did:web:h:issuers:a#k', 'did:web:h:issuers:b')).toBe(false)
  expect(belongsTo('https://h.example/issuers/b/k', 'did:web:h.example:issuers:a')).toBe(false)
  expect(belongsTo('https://h.example/issuers/a/k', 'did:web:h.example:issuers:a')).toBe(true)
  expect(belongsTo('https://h.example.evil/k', 'https://h.example/a')).toBe(false)
  expect(belongsTo('did:web:h.example:issuers:b#k', 'https://h.example/issuers/a')).toBe(false)
})

describe('what is handed in', () => {
  const problem = (bytes: Buffer | string) => {
    const read = readSubmitted(Buffer.from(bytes))
    return read.ok ? null : read.problem
  }

  it('is refused in plain words when it is hostile or nothing', () => {
    expect(problem('')).toBe('empty')
    expect(problem('hello')).toBe('unreadable')
    expect(problem(Buffer.from([0xff, 0xfe, 0x00]))).toBe('unreadable')
    expect(problem('{"a":')).toBe('not_json')
    expect(problem(`{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toBe('too_deep')
    expect(problem(`{"a":"${'x'.repeat(500_000)}"}`)).toBe('too_large')
    expect(problem(Buffer.alloc(1_200_000, 32))).toBe('too_large')
    expect(problem('a.b.c')).toBe('not_json')
    expect(problem('{"@context":"https://w3id.org/openbadges/v2"}')).toBe('older_badge')
    expect(
      problem(
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"/>',
      ),
    ).toBe('declares_entities')
    expect(problem('<svg><script>alert(1)</script></svg>')).toBe('no_credential')
    expect(
      problem(
        Buffer.concat([
          Buffer.from('89504e470d0a1a0a', 'hex'),
          Buffer.from('ffffffff49484452', 'hex'),
        ]),
      ),
    ).toBe('no_credential')
  })

  it('never makes the checks break, whatever its fields hold', async () => {
    for (const odd of [null, 1, [], {}, 'x', [[[]]], { id: [] }, { '@id': 1 }]) {
      for (const field of Object.keys(good.document)) {
        const { outcome } = await verifyText(
          JSON.stringify({ ...good.document, [field]: odd }),
          laterOn,
          none,
        )
        expect(outcome).not.toBe('passed')
      }
    }
    expect((await verifyText('{}', laterOn, none)).outcome).toBe('failed')
  })
})

describe('the outside', () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/redirect') return response.writeHead(302, { location: '/ok' }).end()
    if (request.url === '/huge') return response.end(JSON.stringify({ a: 'x'.repeat(2_000_000) }))
    response.setHeader('content-type', 'application/json').end('{"ok":true}')
  })
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  const rules = (allowLoopback: boolean) => ({
    rules: { allowLoopback, allowHttp: false, ownPorts: [] },
  })

  it('is asked through the guard: bounded, without redirects, each address once, only so often', async () => {
    const outside = outsideReader(rules(true))
    expect(await outside.json(`${origin}/ok`)).toEqual({ ok: true })
    expect(await outside.json(`${origin}/ok`)).toEqual({ ok: true })
    expect(asked.filter((path) => path === '/ok')).toHaveLength(1)
    expect(await outside.text(`${origin}/redirect`)).toBeNull()
    expect(await outside.text(`${origin}/huge`)).toBeNull()
    for (let n = 0; n < 20; n += 1) await outside.text(`${origin}/n${n}`)
    expect(asked.length).toBeLessThanOrEqual(10)
  })

  it('is closed for private addresses', async () => {
    const outside = outsideReader(rules(false))
    const before = asked.length
    for (const url of [
      `${origin}/ok`,
      'http://169.254.169.254/latest',
      'https://10.0.0.1/',
      'file:///etc/passwd',
      'https://localhost/',
    ]) {
      expect(await outside.text(url), url).toBeNull()
    }
    expect(asked).toHaveLength(before)
  })
})
