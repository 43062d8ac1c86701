import type { RequestHandler } from 'express'

/** Addresses that name something both people and programs read, and where programs find it. */
const documents: readonly (readonly [RegExp, string])[] = [
  [/^\/issuers\/[^/]+$/, 'profile.json'],
  [/^\/achievements\/[^/]+$/, 'achievement.json'],
  [/^\/credentials\/[^/]+$/, 'badge.json'],
]

/** True when a reader asks for JSON and not for a page. */
function wantsJson(accept: string | undefined): boolean {
  return accept !== undefined && /\bjson\b/i.test(accept) && !/text\/html/i.test(accept)
}

/**
 * The addresses inside a credential are those of its pages. A program that follows one and asks for
 * JSON gets JSON there: Remix answers a page's address with a page only, so the request is led on.
 */
export const machineReaders: RequestHandler = (req, res, next) => {
  const found = documents.find(([pattern]) => pattern.test(req.path))
  if (found) res.vary('Accept')
  if (found && req.method === 'GET' && wantsJson(req.get('accept'))) {
    const [path, search] = req.originalUrl.split('?')
    const led = `${path}/${found[1]}${search === undefined ? '' : `?${search}`}`
    req.url = led
    req.originalUrl = led
  }
  next()
}
