import { env } from '~/platform/env.server'

/** The value of one cookie of a request, or null. */
export function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.get('Cookie') ?? '').split(';')) {
    const cut = part.indexOf('=')
    if (cut > 0 && part.slice(0, cut).trim() === name) return part.slice(cut + 1).trim()
  }
  return null
}

/** Secure only where the origin is https: a browser would drop it on a plain address. */
export function secureCookies(): boolean {
  return env().APP_ORIGIN.startsWith('https://')
}

/** A Set-Cookie line. `maxAgeSeconds` 0 removes the cookie. The value must be cookie-safe. */
export function cookieLine(
  name: string,
  value: string,
  options: { maxAgeSeconds: number; httpOnly?: boolean },
): string {
  const parts = [`${name}=${value}`, 'Path=/', `Max-Age=${options.maxAgeSeconds}`, 'SameSite=Lax']
  if (options.httpOnly !== false) parts.push('HttpOnly')
  if (secureCookies()) parts.push('Secure')
  return parts.join('; ')
}

export const toastCookie = 'toast'

/** A sentence for the next page, as its catalogue key. Root shows it once. */
export function toastLine(key: string): string {
  return cookieLine(toastCookie, key, { maxAgeSeconds: 60 })
}

/** A path of this site from `?next=`, or the fallback: never another origin. */
export function safeNext(next: string | null | undefined, fallback = '/dashboard'): string {
  if (!next?.startsWith('/') || /[\\\s]/.test(next)) return fallback
  const base = 'http://samar.invalid'
  try {
    const url = new URL(next, base)
    if (url.origin !== base || url.pathname.startsWith('//')) return fallback
    return `${url.pathname}${url.search}${url.hash}`
  } catch {
    return fallback
  }
}
