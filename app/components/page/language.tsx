import { createContext, type ReactNode, useContext } from 'react'
import type { MessageKey } from '~/platform/languages/keys'
import { type Language, languageFor } from '~/platform/languages/language'
import { defaultLocale, type Locale } from '~/platform/languages/locales'

const LanguageContext = createContext<Language>(languageFor(defaultLocale, 'UTC'))

/** Gives the pieces beneath it the reader's language and time zone. */
export function LanguageProvider(props: { locale: Locale; timeZone: string; children: ReactNode }) {
  return (
    <LanguageContext.Provider value={languageFor(props.locale, props.timeZone)}>
      {props.children}
    </LanguageContext.Provider>
  )
}

type Mark = (chunks: ReactNode) => ReactNode

export type ReaderLanguage = Omit<Language, 'rich'> & {
  rich(key: MessageKey, values: Record<string, string | number | Mark>): ReactNode
}

/** Texts, amounts and times as this reader reads them. */
export function useLanguage(): ReaderLanguage {
  return useContext(LanguageContext) as ReaderLanguage
}
