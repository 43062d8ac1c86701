import { defaultLocale, isLocale, type Locale } from './locales'

function cookieOf(request: Request, name: string): string | null {
  const header = request.headers.get('Cookie') ?? ''
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name) return value ?? null
  }
  return null
}

/** The language that an address itself names (`?lang=ur`), as links for searching machines do. */
export function addressLocale(request: Request): Locale | null {
  const named = new URL(request.url).searchParams.get('lang')
  return isLocale(named) ? named : null
}

/** The language a request asks for: its address, its `locale` cookie, else the best of Accept-Language. */
export function requestLocale(request: Request): Locale {
  const named = addressLocale(request)
  if (named) return named
  const chosen = cookieOf(request, 'locale')
  if (isLocale(chosen)) return chosen
  const wanted = (request.headers.get('Accept-Language') ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const q = parameters.find((parameter) => parameter.trim().startsWith('q='))
      const weight = q ? Number(q.trim().slice(2)) : 1
      return { language: tag.split('-')[0]?.toLowerCase(), weight, index }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
  for (const { language } of wanted) if (isLocale(language)) return language
  return defaultLocale
}

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Light or dark when the reader chose one; null leaves it to the device. */
export function requestTheme(request: Request): Theme | null {
  const chosen = cookieOf(request, 'theme')
  return themes.find((theme) => theme === chosen) ?? null
}

/** True when the reader asked for little data, here or in the browser. */
export function requestLowData(request: Request): boolean {
  const chosen = cookieOf(request, 'data')
  if (chosen) return chosen === 'low'
  return request.headers.get('Save-Data') === 'on'
}
