import { defaultLocale, type Locale, locales } from '~/platform/languages/locales'

/** The one address of a page in its language, and those of its languages, for searching machines. */
export function Addresses({ address, locale }: { address: string; locale: Locale }) {
  const addressIn = (one: Locale) => (one === defaultLocale ? address : `${address}?lang=${one}`)
  return (
    <>
      <link rel="canonical" href={addressIn(locale)} />
      {locales.map((one) => (
        <link key={one} rel="alternate" hrefLang={one} href={addressIn(one)} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={address} />
    </>
  )
}
