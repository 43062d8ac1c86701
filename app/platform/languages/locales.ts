/** The languages that are complete. A language is hidden until its catalogue is. */
export const locales = ['en', 'ur'] as const
export type Locale = (typeof locales)[number]
export const defaultLocale: Locale = 'en'

export const localeFacts: Record<Locale, { name: string; dir: 'ltr' | 'rtl'; intl: string }> = {
  en: { name: 'English', dir: 'ltr', intl: 'en-GB' },
  ur: { name: 'اردو', dir: 'rtl', intl: 'ur-PK-u-nu-latn' },
}

export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some((locale) => locale === text)
}
