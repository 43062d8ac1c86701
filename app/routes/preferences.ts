import { act, redirectWith } from '~/domain/identity/access.server'
import { cookieLine, safeNext } from '~/domain/identity/cookies.server'
import { isLocale } from '~/platform/languages/locales'

const year = 31_536_000

/** Language, appearance and data use of this browser. Works before anybody has signed in. */
export const action = act('anyone', ({ form }) => {
  const cookies: string[] = []
  const locale = form.get('locale')
  const theme = form.get('theme')
  const data = form.get('data')
  if (typeof locale === 'string' && isLocale(locale)) {
    cookies.push(cookieLine('locale', locale, { maxAgeSeconds: year }))
  }
  if (theme === 'light' || theme === 'dark') {
    cookies.push(cookieLine('theme', theme, { maxAgeSeconds: year }))
  }
  if (theme === 'device') cookies.push(cookieLine('theme', '', { maxAgeSeconds: 0 }))
  if (data === 'low' || data === 'full') {
    cookies.push(cookieLine('data', data, { maxAgeSeconds: year }))
  }
  return redirectWith(safeNext(String(form.get('next') ?? '/'), '/'), null, cookies)
})
