import type { en } from './en'

type Catalogue = typeof en

/** Every text of the catalogue, as 'namespace.key'. */
export type MessageKey = {
  [N in keyof Catalogue & string]: `${N}.${keyof Catalogue[N] & string}`
}[keyof Catalogue & string]

/** What a message may be given. Amounts and dates are formatted before they are given. */
export type MessageValues = Record<string, string | number>
