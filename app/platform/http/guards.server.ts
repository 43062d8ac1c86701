import type { Request as ExpressRequest, RequestHandler, Response } from 'express'
import type { Env } from '../env.server'
import type { MessageKey } from '../languages/keys'
import { requestLocale } from '../languages/request-locale'
import { translator } from '../languages/translator'

/** Answers in plain words, in the reader's language, where no page is rendered. */
export function plainly(req: ExpressRequest, res: Response, status: number, key: MessageKey): void {
  const headers = new Headers()
  for (const name of ['cookie', 'accept-language']) {
    const value = req.get(name)
    if (value) headers.set(name, value)
  }
  const locale = requestLocale(new Request('http://samar.invalid/', { headers }))
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .set('Content-Language', locale)
    .type('text/plain; charset=utf-8')
    .send(`${translator(locale)(key)}\n`)
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** True when the browser says that the page which sends this is one of ours. */
function isOwnOrigin(req: ExpressRequest, env: Env): boolean {
  const origin = req.get('origin')
  if (origin === undefined) return false
  // Some browsers hide the origin of a plain form, and say in another header that it is ours.
  if (origin === 'null') return req.get('sec-fetch-site') === 'same-origin'
  if (origin === env.APP_ORIGIN) return true
  // A copy on a LAN or loopback address is its own origin. In live mode only APP_ORIGIN counts.
  return env.SAMAR_MODE !== 'live' && origin === `${req.protocol}://${req.get('host')}`
}

/**
 * Refuses unsafe requests that do not come from our own pages. Webhooks carry no origin; they
 * are checked by their signature instead.
 */
export function ownOriginOnly(env: Env): RequestHandler {
  return (req, res, next) => {
    if (safeMethods.has(req.method) || req.path.startsWith('/webhooks/')) return next()
    if (isOwnOrigin(req, env)) return next()
    plainly(req, res, 403, 'common.origin_refused')
  }
}

const uploadBytes = 64_000_000
/** Sealed data may be larger: half a gigabyte, and the fields beside the file. */
const datasetBytes = 540_000_000
const datasetPath = /^\/briefs\/[^/]+\/dataset(\.data)?\/?$/
/** The most that a form without files may hold, and all that a stranger may send. */
export const plainBytes = 1_000_000
const discardedBytes = 1_000_000_000

/**
 * An answer may go out before the whole body was read. The rest is thrown away as it comes, so
 * that the next request on the same connection does not wait behind it.
 */
function discardRest(req: ExpressRequest, res: Response): void {
  res.once('finish', () => {
    if (req.complete) return
    req.removeAllListeners('data')
    req.resume()
  })
}

/**
 * Refuses bodies that are too large before they are read, and those that do not say how large
 * they are. Node itself never reads past the length that was said.
 */
export const bodyLimit: RequestHandler = (req, res, next) => {
  if (safeMethods.has(req.method)) return next()
  discardRest(req, res)
  const said = req.get('content-length')
  if (said === undefined) {
    if (req.get('transfer-encoding') === undefined) return next()
    return plainly(req, res, 411, 'common.length_required')
  }
  const upload = req.is('multipart/form-data') && !req.path.startsWith('/webhooks/')
  const most = datasetPath.test(req.path) ? datasetBytes : uploadBytes
  const limit = upload ? most : plainBytes
  if (Number(said) <= limit) return next()
  // A browser reads the answer only once all has been sent: what is not absurd is thrown away as
  // it comes, because a connection that is cut would show nothing at all.
  if (Number(said) > discardedBytes) res.set('Connection', 'close')
  if (
    !req.get('accept')?.includes('text/html') ||
    req.path.endsWith('.data') ||
    req.path.startsWith('/webhooks/')
  ) {
    return plainly(req, res, 413, 'common.body_too_large')
  }
  // Nobody reads the body any more: the answer is the page that says so.
  req.method = 'GET'
  req.originalUrl = '/too-large'
  req.url = req.originalUrl
  next()
}

/** The adapter trusts X-Forwarded-Host whatever Express is told: it is dropped without a proxy. */
export function dropForwardedHost(env: Env): RequestHandler {
  return (req, _res, next) => {
    if (!env.TRUST_PROXY) delete req.headers['x-forwarded-host']
    next()
  }
}
