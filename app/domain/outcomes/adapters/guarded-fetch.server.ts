import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Dispatcher, errors, Pool } from 'undici'
import { checkAddresses, checkUrl, type GuardProblem, type GuardRules } from '../address-guard'

/** Turns a name into all its addresses. Tests put their own in. */
export type Resolver = (host: string) => Promise<string[]>

export type FetchLimits = {
  readonly connections: number
  readonly deadlineMs: number
  readonly maxBytes: number
}

export type FetchProblem =
  /** Nobody answered at all: the endpoint has not seen the row. */
  | 'connection_refused'
  /** The connection broke before an answer began. */
  | 'connection_failed'
  | 'deadline_passed'
  | 'redirected'
  | 'status_not_ok'
  | 'too_large'
  | 'encoding_unknown'
  | 'not_utf8'
  | 'response_broken'

export type FetchResult =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | {
      readonly ok: false
      readonly problem: FetchProblem
      readonly status?: number
      readonly body?: string
    }

export type GuardedOrigin = {
  /** The address that was checked and that every connection goes to. */
  readonly address: string
  post(body: string): Promise<FetchResult>
  close(): Promise<void>
}

export type GuardOptions = { readonly rules: GuardRules; readonly resolve?: Resolver }

const resolveTimeoutMs = 5_000

async function systemResolver(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
}

async function resolved(host: string, resolve: Resolver): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string[]>((done) => {
    timer = setTimeout(done, resolveTimeoutMs, [])
  })
  try {
    return await Promise.race([resolve(host), late])
  } catch {
    return []
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Opens connections to one URL through the address guard: the name is resolved once, every address
 * is checked, and all connections go to the checked one, so a second look-up can change nothing.
 * Redirects are not followed; time and bytes are bounded, before and after decompression.
 */
export async function openGuarded(
  url: string,
  headers: Readonly<Record<string, string>>,
  limits: FetchLimits,
  { rules, resolve = systemResolver }: GuardOptions,
): Promise<
  { ok: true; origin: GuardedOrigin } | { ok: false; problem: GuardProblem | 'name_unknown' }
> {
  const first = checkUrl(url, rules)
  if (!first.ok) return first
  const { checked } = first
  const addresses =
    checked.address === null ? await resolved(checked.host, resolve) : [checked.address]
  if (addresses.length === 0) return { ok: false, problem: 'name_unknown' }
  const second = checkAddresses(checked, addresses, rules)
  if (!second.ok) return second
  const { address } = second
  const pool = new Pool(checked.url.origin, {
    connections: limits.connections,
    pipelining: 1,
    headersTimeout: limits.deadlineMs,
    bodyTimeout: limits.deadlineMs,
    maxHeaderSize: 16_384,
    connect: {
      timeout: Math.min(limits.deadlineMs, 10_000),
      lookup: (_host, options, done) => {
        const family = isIP(address)
        if (options.all) done(null, [{ address, family }])
        else done(null, address, family)
      },
    },
  })
  const path = `${checked.url.pathname}${checked.url.search}`
  return {
    ok: true,
    origin: {
      address,
      post: (body) => post(pool, { path, headers, body, limits }),
      close: () => pool.destroy().catch(() => {}),
    },
  }
}

type Call = {
  path: string
  headers: Readonly<Record<string, string>>
  body: string
  limits: FetchLimits
}

async function post(pool: Pool, { path, headers, body, limits }: Call): Promise<FetchResult> {
  const deadline = AbortSignal.timeout(limits.deadlineMs)
  try {
    const response = await pool.request({
      method: 'POST',
      path,
      body,
      signal: deadline,
      headers: {
        'user-agent': 'Samar-Evaluation/1',
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...headers,
        'content-type': 'application/json',
      },
    })
    return await read(response, limits.maxBytes)
  } catch (error) {
    return { ok: false, problem: deadline.aborted ? 'deadline_passed' : problemOf(error) }
  }
}

/** Connection failures may be tried once more; nothing else may. */
function problemOf(error: unknown): FetchProblem {
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return 'deadline_passed'
  }
  if (error instanceof errors.HeadersOverflowError) return 'too_large'
  if (error instanceof errors.HTTPParserError) return 'response_broken'
  if (error instanceof BodyBroken) return 'response_broken'
  if (error instanceof errors.ConnectTimeoutError) return 'connection_refused'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return neverConnected.test(code) ? 'connection_refused' : 'connection_failed'
}

const neverConnected =
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|ERR_TLS_|CERT_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/** The connection ended after the answer had begun: the request has been served. */
class BodyBroken extends Error {}
class TooLarge extends Error {}

async function read(response: Dispatcher.ResponseData, maxBytes: number): Promise<FetchResult> {
  const { statusCode: status, headers, body } = response
  body.on('error', () => {})
  const discard = (problem: FetchProblem): FetchResult => {
    body.destroy()
    return { ok: false, problem, status }
  }
  if (status >= 300 && status < 400) return discard('redirected')
  const decoder = decompressor(String(headers['content-encoding'] ?? 'identity').toLowerCase())
  if (decoder === undefined) return discard('encoding_unknown')
  let bytes: Buffer
  try {
    bytes = await collect(body, decoder, maxBytes)
  } catch (error) {
    if (error instanceof TooLarge) return discard('too_large')
    body.destroy()
    throw new BodyBroken('the body ended early', { cause: error })
  }
  const text = decodeText(bytes)
  if (text === null) return { ok: false, problem: 'not_utf8', status }
  if (status < 200 || status > 299)
    return { ok: false, problem: 'status_not_ok', status, body: text }
  return { ok: true, status, body: text }
}

function decompressor(encoding: string) {
  if (encoding === 'identity' || encoding === '') return null
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'deflate') return createInflate()
  return encoding === 'br' ? createBrotliDecompress() : undefined
}

/** Counts what comes over the line and what comes out of the decompressor; both are bounded. */
async function collect(
  body: Dispatcher.ResponseData['body'],
  decoder: NonNullable<ReturnType<typeof decompressor>> | null,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const stream = decoder ? body.pipe(decoder) : body
  if (decoder) body.on('error', (error) => decoder.destroy(error))
  let received = 0
  if (decoder) {
    body.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > maxBytes) decoder.destroy(new TooLarge())
    })
  }
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) throw new TooLarge()
      chunks.push(chunk)
    }
  } finally {
    decoder?.destroy()
  }
  return Buffer.concat(chunks)
}

function decodeText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
