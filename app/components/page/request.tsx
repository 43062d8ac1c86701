import { createContext, type ReactNode, useContext } from 'react'
import { defaultLocale, type Locale } from '~/platform/languages/locales'
import type { Theme } from '~/platform/languages/request-locale'

/** What is known of a request before any loader has run: enough for a page that says what failed. */
export type RequestFacts = {
  locale: Locale
  theme: Theme | null
  lowData: boolean
  /** The address of the comfort script, as the build named it. */
  script: string
}

const RequestContext = createContext<RequestFacts>({
  locale: defaultLocale,
  theme: null,
  lowData: false,
  script: '',
})

export function RequestProvider(props: { value: RequestFacts; children: ReactNode }) {
  return <RequestContext.Provider value={props.value}>{props.children}</RequestContext.Provider>
}

export function useRequest(): RequestFacts {
  return useContext(RequestContext)
}
