import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Env } from '../env.server'

/** Where a form may lead: ourselves, and the pages of the payment provider that it redirects to. */
function formTargets(env: Env): string[] {
  if (!env.STRIPE_API_URL)
    return ["'self'", 'https://checkout.stripe.com', 'https://connect.stripe.com']
  const url = new URL(env.STRIPE_API_URL)
  const names = new Set([url.hostname, '127.0.0.1', 'localhost', new URL(env.APP_ORIGIN).hostname])
  return ["'self'", ...[...names].map((name) => `${url.protocol}//${name}:${url.port}`)]
}

/**
 * The headers of every answer. No inline script anywhere. Style attributes are allowed, since
 * pictures are drawn with them; style sheets come from ourselves. https is insisted upon only
 * where the origin is https: a copy on a LAN address must work too.
 */
export function securityHeaders(env: Env): RequestHandler {
  const secure = env.APP_ORIGIN.startsWith('https://')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: env.SAMAR_DEV ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: env.SAMAR_DEV ? ["'self'", 'ws:'] : ["'self'"],
        formAction: formTargets(env),
        // Uploaded packages, and nothing else: a frame that leads away is not followed.
        frameSrc: env.CONTENT_ORIGIN ? [env.CONTENT_ORIGIN] : ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // `no-referrer`, the default, makes browsers send `Origin: null` with plain forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
  })
}
