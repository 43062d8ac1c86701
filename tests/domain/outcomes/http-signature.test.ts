import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  contentDigest,
  coveredComponents,
  readSignature,
  type SignedRequest,
  serialiseParameters,
  signatureBase,
  signatureHeaders,
  verifyRequest,
} from '~/domain/outcomes/endpoints/http-signature'

/** RFC 9421, appendix B.1.4: test-key-ed25519. */
const rfcKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
}
const rfcPrivate = createPrivateKey({ key: rfcKey, format: 'jwk' })
const rfcPublic = createPublicKey({
  key: { kty: rfcKey.kty, crv: rfcKey.crv, x: rfcKey.x },
  format: 'jwk',
})

describe("the RFC's example (appendix B.2.6)", () => {
  const components = [
    'date',
    '@method',
    '@path',
    '@authority',
    'content-type',
    'content-length',
  ] as const
  const body = '{"hello": "world"}'
  const request: SignedRequest = {
    method: 'POST',
    url: 'https://example.com/foo?param=Value&Pet=dog',
    headers: {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'content-type': 'application/json',
      'content-length': '18',
      'signature-input':
        'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      signature:
        'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    },
  }
  const parameters = serialiseParameters(components, {
    created: 1_618_884_473,
    keyid: 'test-key-ed25519',
  })

  it('has the same signature base', () => {
    expect(signatureBase(request, components, parameters)).toBe(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join('\n'),
    )
  })

  it('signs to the same bytes and verifies', () => {
    const base = signatureBase(request, components, parameters) ?? ''
    const found = readSignature(request.headers)
    expect(found?.components).toEqual(components)
    expect(sign(null, Buffer.from(base), rfcPrivate)).toEqual(found?.signature)
    expect(verify(null, Buffer.from(base), rfcPublic, found?.signature ?? Buffer.alloc(0))).toBe(
      true,
    )
    const keys = new Map([['test-key-ed25519', rfcPublic]])
    expect(verifyRequest(request, body, keys, 1_618_884_500, ['@method'])).toEqual({ ok: true })
    // What we ask of a signature, the example does not cover.
    expect(verifyRequest(request, body, keys, 1_618_884_500)).toEqual({
      ok: false,
      problem: 'not_covered',
    })
  })

  it('has the digest of RFC 9530 (section B.1)', () => {
    expect(contentDigest('{"hello": "world"}\n')).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    )
    expect(contentDigest(body)).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
  })
})

describe('a signature of ours', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const keys = new Map([['the-key', publicKey]])
  const created = 1_700_000_000
  const body = '{"text":"کل ملتے ہیں"}'
  const plain: SignedRequest = {
    method: 'POST',
    url: 'https://model.example.com/v1?a=1',
    headers: { 'content-type': 'application/json' },
  }
  const headers = {
    ...plain.headers,
    ...(await signatureHeaders(plain, body, privateKey, {
      created,
      keyid: 'the-key',
      nonce: 'n0nce',
      tag: 'samar-evaluation',
    })),
  }
  const good: SignedRequest = { ...plain, headers }

  it('covers method, address, type and digest, and comes back round', () => {
    expect(headers['signature-input']).toBe(
      'samar=("@method" "@target-uri" "content-type" "content-digest");created=1700000000;keyid="the-key";nonce="n0nce";tag="samar-evaluation"',
    )
    expect(readSignature(headers)?.components).toEqual(coveredComponents)
    for (const now of [created, created + 300, created - 300]) {
      expect(verifyRequest(good, body, keys, now)).toEqual({ ok: true })
    }
  })

  const other = { ...good.headers }
  const cases: [string, SignedRequest, string, number, string][] = [
    ['another body', good, '{"text":"other"}', created, 'body_differs'],
    [
      'another body with its own digest',
      { ...good, headers: { ...other, 'content-digest': contentDigest('{}') } },
      '{}',
      created,
      'signature_wrong',
    ],
    ['another method', { ...good, method: 'PUT' }, body, created, 'signature_wrong'],
    [
      'another host',
      { ...good, url: 'https://evil.example.com/v1?a=1' },
      body,
      created,
      'signature_wrong',
    ],
    [
      'another query',
      { ...good, url: 'https://model.example.com/v1?a=2' },
      body,
      created,
      'signature_wrong',
    ],
    [
      'another type',
      { ...good, headers: { ...other, 'content-type': 'text/plain' } },
      body,
      created,
      'signature_wrong',
    ],
    ['an old time', good, body, created + 301, 'created_outside_window'],
    ['a time to come', good, body, created - 301, 'created_outside_window'],
    ['no signature', plain, body, created, 'signature_missing'],
    [
      'a moved time',
      {
        ...good,
        headers: {
          ...other,
          'signature-input': headers['signature-input'].replace('1700000000', '1700000100'),
        },
      },
      body,
      created,
      'signature_wrong',
    ],
    [
      'the body left out of the signature',
      {
        ...good,
        headers: {
          ...other,
          'signature-input': headers['signature-input'].replace(' "content-digest"', ''),
        },
      },
      body,
      created,
      'not_covered',
    ],
    [
      'a component that the request lacks',
      {
        ...good,
        headers: {
          ...other,
          'signature-input': headers['signature-input'].replace(
            '"content-digest"',
            '"content-digest" "x-absent"',
          ),
        },
      },
      body,
      created,
      'signature_wrong',
    ],
    [
      'no time at all',
      {
        ...good,
        headers: {
          ...other,
          'signature-input': headers['signature-input'].replace('created=1700000000;', ''),
        },
      },
      body,
      created,
      'created_outside_window',
    ],
    [
      'two times',
      {
        ...good,
        headers: {
          ...other,
          'signature-input': `${headers['signature-input']};created=1700000000`,
        },
      },
      body,
      created,
      'signature_missing',
    ],
    [
      'a signature under another label',
      { ...good, headers: { ...other, signature: headers.signature.replace('samar=', 'other=') } },
      body,
      created,
      'signature_missing',
    ],
    [
      'a signature of one byte less',
      { ...good, headers: { ...other, signature: 'samar=:AAAA:' } },
      body,
      created,
      'signature_wrong',
    ],
  ]
  it.each(cases)('is refused with %s', (_name, request, sent, now, problem) => {
    expect(verifyRequest(request, sent, keys, now)).toEqual({ ok: false, problem })
  })

  it('is refused under a key that nobody knows, or another one', () => {
    expect(verifyRequest(good, body, new Map(), created)).toEqual({
      ok: false,
      problem: 'key_unknown',
    })
    expect(verifyRequest(good, body, new Map([['the-key', rfcPublic]]), created)).toEqual({
      ok: false,
      problem: 'signature_wrong',
    })
  })
})
