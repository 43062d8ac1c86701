import { isCurrency, money } from '~/kernel/money'
import type { Language } from '~/platform/languages/language'
import { isMessageKey } from '~/platform/languages/translator'
import type { Facts } from './notice'

/** Names that people gave keep their own direction inside a sentence of the other one. */
const isolate = (text: string, rtl: boolean) => (rtl ? `\u2068${text}\u2069` : text)

/** The sentence of a notification in the reader's language, with amounts and times as they read them. */
export function notificationSentence(
  language: Pick<Language, 't' | 'money' | 'dateTime' | 'dir'>,
  kind: string,
  facts: Facts,
): string {
  const key = `notification.${kind}`
  if (!isMessageKey(key)) return kind
  const values: Record<string, string | number> = { amount: '' }
  for (const [name, value] of Object.entries(facts)) {
    values[name] = typeof value === 'string' ? isolate(value, language.dir === 'rtl') : value
  }
  const { amountMinor, currency, deadline } = facts
  if (typeof deadline === 'string') values.deadline = language.dateTime(new Date(deadline))
  if (typeof currency === 'string' && isCurrency(currency) && amountMinor !== undefined) {
    values.amount = language.money(money(currency, BigInt(amountMinor)))
  }
  return language.t(key, values)
}
