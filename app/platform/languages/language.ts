import { currencyDigits, decimalString, type Money } from '~/kernel/money'
import { type Locale, localeFacts } from './locales'
import { type Translator, translatorOf } from './translator'

export type NumberOptions = { digits?: number; leastDigits?: number; grouping?: boolean }

/** One reader's language: texts, figures, amounts and times in their own time zone. */
export type Language = Translator & {
  readonly locale: Locale
  readonly dir: 'ltr' | 'rtl'
  readonly timeZone: string
  /** "4,200.00 USD", exact for any size. */
  money(value: Money): string
  /** "4,200.00", without its currency. */
  amount(value: Money): string
  number(value: number | bigint, options?: NumberOptions): string
  /** 0.941 → "94.1%". */
  percent(share: number, digits?: number): string
  /** 3333 → "33.33%". */
  shareBps(bps: number): string
  /** "4 Dec 2026". */
  date(at: Date): string
  /** "17:00". */
  time(at: Date): string
  /** "4 Dec 2026, 17:00, Pakistan time". */
  dateTime(at: Date): string
  /** "4 Dec, 17:00", without year and zone; for tight places beside a full date. */
  shortDateTime(at: Date): string
  /** "in 4 days", "3 hours ago". */
  relative(at: Date, now: Date): string
  list(parts: readonly string[]): string
  /** "1.4 MB". */
  size(bytes: number): string
  /** The name of the reader's time zone: "Pakistan time". */
  readonly zoneName: string
}

const isolateLtr = (text: string, dir: 'ltr' | 'rtl') =>
  dir === 'rtl' ? `\u2066${text}\u2069` : text

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** The zone in words: "Pakistan time", "پاکستان کا وقت", "UTC". */
function zoneNameOf(locale: Locale, timeZone: string): string {
  if (timeZone === 'UTC') return 'UTC'
  const parts = new Intl.DateTimeFormat(localeFacts[locale].intl, {
    timeZone,
    timeZoneName: 'shortGeneric',
  }).formatToParts(new Date(0))
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return locale === 'ur' ? name.replace(/ وقت$/, ' کا وقت') : name.replace(/ Time$/, ' time')
}

function safeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    return 'UTC'
  }
}

function make(locale: Locale, timeZone: string): Language {
  const { intl, dir } = localeFacts[locale]
  const numbers = new Map<string, Intl.NumberFormat>()
  const numberFormat = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options)
    let format = numbers.get(key)
    if (!format) {
      format = new Intl.NumberFormat(intl, options)
      numbers.set(key, format)
    }
    return format
  }
  const day = new Intl.DateTimeFormat(intl, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  })
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  const hour = new Intl.DateTimeFormat(intl, clock)
  const dayHour = new Intl.DateTimeFormat(intl, { day: 'numeric', month: 'short', ...clock })
  const fullDayHour = new Intl.DateTimeFormat(intl, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...clock,
  })
  const relativeFormat = new Intl.RelativeTimeFormat(intl, { numeric: 'auto' })
  const listFormat = new Intl.ListFormat(intl)
  const zoneName = zoneNameOf(locale, timeZone)
  const comma = dir === 'rtl' ? '، ' : ', '

  const amount = (value: Money) => {
    const digits = currencyDigits[value.currency]
    const format = numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits })
    // The decimal string keeps every digit; Number would round large amounts.
    return format.format(decimalString(value) as Intl.StringNumericLiteral)
  }

  return {
    ...translatorOf(locale),
    locale,
    dir,
    timeZone,
    zoneName,
    amount,
    money: (value) => isolateLtr(`${amount(value)}\u00a0${value.currency}`, dir),
    number: (value, options = {}) =>
      numberFormat({
        minimumFractionDigits: options.leastDigits ?? 0,
        maximumFractionDigits: options.digits ?? 3,
        useGrouping: options.grouping ?? true,
      }).format(value),
    percent: (share, digits = 1) =>
      isolateLtr(
        numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(share),
        dir,
      ),
    shareBps: (bps) =>
      isolateLtr(
        numberFormat({ style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000),
        dir,
      ),
    date: (at) => day.format(at),
    time: (at) => hour.format(at),
    dateTime: (at) => `${fullDayHour.format(at)}${comma}${zoneName}`,
    shortDateTime: (at) => dayHour.format(at),
    relative(at, now) {
      const difference = at.getTime() - now.getTime()
      for (const [unit, ms] of units) {
        if (Math.abs(difference) >= ms) {
          return relativeFormat.format(Math.round(difference / ms), unit)
        }
      }
      return relativeFormat.format(0, 'minute')
    },
    list: (parts) => listFormat.format(parts),
    size: (bytes) => {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
      let value = bytes
      let step = 0
      while (value >= 1000 && step < steps.length - 1) {
        value /= 1000
        step += 1
      }
      const format = numberFormat({
        ...{ style: 'unit', unit: steps[step], maximumFractionDigits: 1 },
        // Short, the smallest would be "216 byte".
        unitDisplay: step === 0 ? 'long' : 'short',
      })
      return isolateLtr(format.format(value), dir)
    },
  }
}

const made = new Map<string, Language>()

/** The language of one reader. Kept per language and zone, since formatters are dear to make. */
export function languageFor(locale: Locale, timeZone: string): Language {
  const key = `${locale} ${timeZone}`
  let language = made.get(key)
  if (!language) {
    language = make(locale, safeZone(timeZone))
    if (made.size < 500) made.set(key, language)
  }
  return language
}
