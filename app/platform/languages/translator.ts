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

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const leftToRight = /[A-Za-z\u00c0-\u024f]/

/** Arguments that choose a branch of the message; they are never shown as they are. */
const choosers = new Map<string, ReadonlySet<string>>()

function choosersOf(text: string): ReadonlySet<string> {
  let found = choosers.get(text)
  if (!found) {
    found = new Set([...text.matchAll(/\{\s*(\w+)\s*,/g)].map((match) => match[1] ?? ''))
    choosers.set(text, found)
  }
  return found
}

/**
 * Keeps a name of the other direction together inside a sentence ("Ravi Studio" in Urdu): two
 * such names beside each other would otherwise change places.
 */
function isolated(locale: Locale, text: string, values: MessageValues): MessageValues {
  const foreign = localeFacts[locale].dir === 'rtl' ? leftToRight : rightToLeft
  let result = values
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string' || !foreign.test(value) || /^[\u2066-\u2068]/.test(value))
      continue
    if (choosersOf(text).has(name)) continue
    if (result === values) result = { ...values }
    result[name] = `\u2068${value}\u2069`
  }
  return result
}

/**
 * A text of words and `{name}`s alone, cut at its names, so that it needs no message format: most
 * texts of a page are such, and formatting them was a tenth of its time. Null for any other.
 */
function simpleParts(text: string): readonly string[] | null {
  const rest = text.replace(/\{\w+\}/g, '')
  return text === '' || /[{}<']/.test(rest) ? null : text.split(/\{(\w+)\}/)
}

/** The parts with the values between them; null when a value is missing. */
function joined(parts: readonly string[], values: MessageValues | undefined): string | null {
  let sentence = parts[0] ?? ''
  for (let index = 1; index < parts.length; index += 2) {
    const value = values?.[parts[index] ?? '']
    if (value === undefined) return null
    sentence += `${value}${parts[index + 1] ?? ''}`
  }
  return sentence
}

function make(locale: Locale): Translator {
  const simple = new Map<string, readonly string[] | null>()
  const quick = (key: string, values: MessageValues | undefined) => {
    let parts = simple.get(key)
    if (parts === undefined) {
      parts = simpleParts(textOf(key))
      simple.set(key, parts)
    }
    return parts && joined(parts, values)
  }
  /** Counts repeat from page to page ("3 weeks"), so what was written of them is kept. */
  const known = new Map<string, string>()
  const counted = (key: string, values: MessageValues | undefined) => {
    const entries = Object.entries(values ?? {})
    if (entries.length === 0 || entries.some(([, value]) => typeof value !== 'number')) return null
    const named = `${key} ${entries.join(' ')}`
    let sentence = known.get(named)
    if (sentence === undefined) {
      sentence = translate(key, values)
      if (known.size < 5_000) known.set(named, sentence)
    }
    return sentence
  }
  const textOf = (key: string) => {
    const dot = key.indexOf('.')
    return catalogues[locale][key.slice(0, dot)]?.[key.slice(dot + 1)] ?? ''
  }
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
    t: (key, values) => {
      const given = values && isolated(locale, textOf(key), values)
      return quick(key, given) ?? counted(key, given) ?? translate(key, given)
    },
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
