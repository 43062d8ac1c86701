/** Where a did:web lives: the address of its document, and of what stands under its control. */
export type DidWeb = { readonly document: string; readonly base: URL }

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)(:\d+)?$/

/**
 * Reads a did:web. https, unless it names this very machine, where there is no certificate; the guard
 * of outgoing requests decides whether that may be asked at all. Null for what is no did:web.
 */
export function readDidWeb(did: string): DidWeb | null {
  const found = /^did:web:([A-Za-z0-9.-]+(?:%3[Aa]\d{1,5})?)((?::[A-Za-z0-9._~%-]+)*)$/.exec(did)
  if (!found) return null
  const host = (found[1] ?? '').replace(/%3a/i, ':')
  const parts = (found[2] ?? '').split(':').slice(1)
  if (parts.some((part) => /^\.+$/.test(part) || /%2f|%2e|%5c/i.test(part))) return null
  const scheme = loopback.test(host) ? 'http' : 'https'
  const base = `${scheme}://${host}${parts.map((part) => `/${part}`).join('')}`
  if (!URL.canParse(base)) return null
  const document = parts.length > 0 ? `${base}/did.json` : `${base}/.well-known/did.json`
  return { document, base: new URL(base) }
}

const bare = (url: URL) => `${url.origin}${url.pathname.replace(/\/+$/, '')}`
const under = (url: URL, base: URL) =>
  url.origin === base.origin &&
  `${url.pathname}/`.startsWith(`${base.pathname.replace(/\/+$/, '')}/`)

function webUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}

/**
 * Whether a key may speak for an issuer, from their names alone: the same DID; or a web address that
 * belongs to the issuer. Many issuers can share a host, so a path counts where there is one.
 */
export function belongsTo(method: string, issuerId: string): boolean {
  const subject = method.split('#')[0] ?? ''
  if (issuerId.startsWith('did:')) {
    if (subject.startsWith('did:')) return subject === issuerId
    const home = readDidWeb(issuerId)
    const url = webUrl(subject)
    return home !== null && url !== null && under(url, home.base)
  }
  const issuer = webUrl(issuerId)
  if (!issuer) return false
  if (subject.startsWith('did:')) {
    const home = readDidWeb(subject)
    return home !== null && bare(home.base) === bare(issuer)
  }
  return webUrl(subject)?.host === issuer.host
}
