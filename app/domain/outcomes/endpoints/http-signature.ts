import { createHash, type KeyObject, sign, verify } from 'node:crypto'

/*
 * HTTP Message Signatures (RFC 9421) with Ed25519, and Content-Digest (RFC 9530) with SHA-256:
 * the part of both that an outgoing request needs, and what a receiver needs to check one.
 */

/** A request as both ends see it. Header names in lower case. */
export type SignedRequest = {
  readonly method: string
  /** The whole address that was asked, without a fragment: the target URI. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export type SignatureParameters = {
  /** Seconds since 1970, whole. */
  readonly created: number
  readonly keyid: string
  readonly nonce?: string
  readonly tag?: string
}

/** What every signature of ours covers. */
export const coveredComponents = [
  '@method',
  '@target-uri',
  'content-type',
  'content-digest',
] as const

export const signatureLabel = 'samar'
export const signatureTag = 'samar-evaluation'
/** How far `created` may lie from the receiver's clock, in seconds, either way. */
export const signatureWindowSeconds = 300

/** The value of `Content-Digest` for a body. */
export function contentDigest(body: string | Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

function componentValue(name: string, request: SignedRequest): string | null {
  switch (name) {
    case '@method':
      return request.method
    case '@target-uri':
      return request.url
    case '@authority':
      return new URL(request.url).host
    case '@path':
      return new URL(request.url).pathname
    default:
      return name.startsWith('@') ? null : (request.headers[name]?.trim() ?? null)
  }
}

/**
 * The text that is signed (RFC 9421 section 2.5). `parameters` is the serialised value of the
 * signature's entry in `Signature-Input`.
 * @returns null when the request lacks a covered component.
 */
export function signatureBase(
  request: SignedRequest,
  components: readonly string[],
  parameters: string,
): string | null {
  const lines: string[] = []
  for (const name of components) {
    const value = componentValue(name, request)
    if (value === null) return null
    lines.push(`"${name}": ${value}`)
  }
  return [...lines, `"@signature-params": ${parameters}`].join('\n')
}

/** One entry of `Signature-Input` without its label. */
export function serialiseParameters(
  components: readonly string[],
  { created, keyid, nonce, tag }: SignatureParameters,
): string {
  const covered = components.map((name) => `"${name}"`).join(' ')
  const more = [
    `created=${created}`,
    `keyid="${keyid}"`,
    ...(nonce === undefined ? [] : [`nonce="${nonce}"`]),
    ...(tag === undefined ? [] : [`tag="${tag}"`]),
  ]
  return `(${covered});${more.join(';')}`
}

/** Signs beside the event loop: a run sends hundreds of requests a second. */
function signText(text: string, key: KeyObject): Promise<Buffer> {
  return new Promise((done, fail) => {
    sign(null, Buffer.from(text), key, (error, signature) =>
      error ? fail(error) : done(signature),
    )
  })
}

/**
 * The headers that sign a request with a JSON body.
 * @throws Error when the request lacks a header that is covered: a fault of ours.
 */
export async function signatureHeaders(
  request: SignedRequest,
  body: string,
  key: KeyObject,
  parameters: SignatureParameters,
): Promise<{ 'content-digest': string; 'signature-input': string; signature: string }> {
  const digest = contentDigest(body)
  const signed = { ...request, headers: { ...request.headers, 'content-digest': digest } }
  const serialised = serialiseParameters(coveredComponents, parameters)
  const base = signatureBase(signed, coveredComponents, serialised)
  if (base === null) throw new Error('a covered component is missing')
  const signature = (await signText(base, key)).toString('base64')
  return {
    'content-digest': digest,
    'signature-input': `${signatureLabel}=${serialised}`,
    signature: `${signatureLabel}=:${signature}:`,
  }
}

export type ReadSignature = {
  readonly label: string
  readonly components: readonly string[]
  /** The entry of `Signature-Input` as it came: it is part of what was signed. */
  readonly serialised: string
  readonly parameters: ReadonlyMap<string, string | number>
  readonly signature: Buffer
}

const inputForm = /^([a-z*][a-z0-9_.*-]*)=(\(((?:"[^"]+")(?: "[^"]+")*)\)((?:;[^;]+)*))$/
const parameterForm = /;([a-z*][a-z0-9_.*-]*)=(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]*)"|(\d{1,15}))/g

/** Reads the one signature that a request carries; null when there is none, or another form. */
export function readSignature(headers: Readonly<Record<string, string>>): ReadSignature | null {
  const input = inputForm.exec(headers['signature-input']?.trim() ?? '')
  const [, label, serialised, inner, rest = ''] = input ?? []
  if (label === undefined || serialised === undefined || inner === undefined) return null
  const parameters = new Map<string, string | number>()
  let read = ''
  for (const [whole, name = '', text, number] of rest.matchAll(parameterForm)) {
    if (parameters.has(name)) return null
    parameters.set(name, text ?? Number(number))
    read += whole
  }
  if (read !== rest) return null
  const value = headers.signature?.trim() ?? ''
  const start = `${label}=:`
  if (!value.startsWith(start) || !value.endsWith(':')) return null
  const encoded = value.slice(start.length, -1)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null
  const components = inner.split(' ').map((name) => name.slice(1, -1))
  return { label, components, serialised, parameters, signature: Buffer.from(encoded, 'base64') }
}

export type SignatureProblem =
  | 'signature_missing'
  | 'not_covered'
  | 'created_outside_window'
  | 'key_unknown'
  | 'body_differs'
  | 'signature_wrong'

/**
 * Checks a request as a receiver should: everything that matters is covered, the time is near, the
 * key is known, the body is the one that was signed, and the signature holds. A receiver who also
 * remembers nonces for the length of the window accepts no request twice.
 */
export function verifyRequest(
  request: SignedRequest,
  body: string | Uint8Array,
  keys: ReadonlyMap<string, KeyObject>,
  nowSeconds: number,
  required: readonly string[] = coveredComponents,
): { ok: true } | { ok: false; problem: SignatureProblem } {
  const refuse = (problem: SignatureProblem) => ({ ok: false, problem }) as const
  const found = readSignature(request.headers)
  if (!found) return refuse('signature_missing')
  const { components, parameters } = found
  if (required.some((name) => !components.includes(name))) return refuse('not_covered')
  const created = parameters.get('created')
  if (typeof created !== 'number' || Math.abs(nowSeconds - created) > signatureWindowSeconds) {
    return refuse('created_outside_window')
  }
  const key = keys.get(String(parameters.get('keyid') ?? ''))
  if (!key) return refuse('key_unknown')
  if (components.includes('content-digest')) {
    if (request.headers['content-digest'] !== contentDigest(body)) return refuse('body_differs')
  }
  const base = signatureBase(request, components, found.serialised)
  if (base === null || !verify(null, Buffer.from(base), key, found.signature)) {
    return refuse('signature_wrong')
  }
  return { ok: true }
}
