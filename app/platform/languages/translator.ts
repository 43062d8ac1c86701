import { createTranslator } from 'use-intl/core'
import { en } from './en'
import type { MessageKey, MessageValues } from './keys'
import { type Locale, localeFacts } from './locales'
import { ur } from './ur'

type Messages = Record<string, Record<string, string>>
type Mark = (chunks: unknown) => unknown

const catalogues: Record<Locale, Messages> = { en, ur }

export type Translate = (key: MessageKey, values?: MessageValues) => string

export type Translator = {
  readonly t: Translate
  /** The message with its tags (`<b>…</b>`) given to functions; what they return is kept. */
  readonly rich: (key: MessageKey, values: Record<string, string | number | Mark>) => unknown
}

const made = new Map<Locale, Translator>()

function make(locale: Locale): Translator {
  const translate = createTranslator<Messages>({
    locale: localeFacts[locale].intl,
    messages: catalogues[locale],
    timeZone: 'UTC',
    onError(error) {
      // A missing argument is a fault of ours: tests must see it, a reader must not.
      if (process.env.SAMAR_MODE === 'test') throw error
    },
  }) as unknown as {
    (key: string, values?: MessageValues): string
    rich(key: string, values: Record<string, string | number | Mark>): unknown
  }
  return {
    t: (key, values) => translate(key, values),
    rich: (key, values) => translate.rich(key, values),
  }
}

/** Texts and marked texts in one language. Made once for each. */
export function translatorOf(locale: Locale): Translator {
  let translator = made.get(locale)
  if (!translator) {
    translator = make(locale)
    made.set(locale, translator)
  }
  return translator
}

/** The function that turns a key into a sentence of `locale`. */
export function translator(locale: Locale): Translate {
  return translatorOf(locale).t
}

/** True when `text` names a message. For errors that are a key or a sentence. */
export function isMessageKey(text: string): text is MessageKey {
  const dot = text.indexOf('.')
  if (dot < 1) return false
  const namespace = catalogues.en[text.slice(0, dot)]
  return namespace !== undefined && Object.hasOwn(namespace, text.slice(dot + 1))
}
