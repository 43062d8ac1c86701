import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OutsideKind, outsideContacts } from '~/domain/messages/outside-contact'

const named: [string, OutsideKind][] = [
  ['Call me at 0300 1234567 tonight.', 'phone'],
  ['My number is 0300-1234567', 'phone'],
  ['Ring +92 300 1234567.', 'phone'],
  ['+49 (0)511 123 45 67', 'phone'],
  ['(212) 555-0147', 'phone'],
  ['٠٣٠٠١٢٣٤٥٦٧ پر کال کریں', 'phone'],
  ['میرا نمبر ۰۳۰۰ ۱۲۳۴۵۶۷ ہے', 'phone'],
  ['phone: 4412345', 'phone'],
  ['My account number is 0300 1234567', 'phone'],
  ['My number is 4412345', 'phone'],
  ['Write to ayesha.khan@example.org.', 'email'],
  ['ayesha (at) example (dot) org', 'email'],
  ['ayesha at example dot com', 'email'],
  ['ayesha at mail.example dot com', 'email'],
  ['lena@exam\u00adple.org, 03\u202e00', 'email'],
  ['https://wa.me/923001234567', 'messenger'],
  ['Find me on t.me/ravistudio', 'messenger'],
  ['Let us go on over WhatsApp', 'messenger'],
  ['Write to me on Signal', 'messenger'],
  ['I am there via Signal', 'messenger'],
  ['Telegram: @ravistudio', 'messenger'],
  ['whatsapp kar dein', 'messenger'],
  ['واٹس ایپ نمبر بھیج دیں', 'messenger'],
  ['Send it to PK36 SCBL 0000 0011 2345 6702 please', 'account'],
  ['DE89370400440532013000', 'account'],
  ['I also take Payoneer.', 'service'],
  ['JazzCash kar dein', 'service'],
  ['ایزی پیسہ چلے گا', 'service'],
  ['Pay me directly and it is ten percent less.', 'direct'],
  ['We could settle this outside the platform.', 'direct'],
  ['Let us skip the platform fee', 'direct'],
  ['payment direct kar dein', 'direct'],
  ['paise seedhe bhej dein', 'direct'],
  ['Samar se bahar baat karte hain', 'direct'],
  ['رقم براہِ راست بھیج دیجیے', 'direct'],
  ['پلیٹ فارم سے باہر بات کر لیتے ہیں', 'direct'],
]

const plain = [
  'The second milestone is 9,000.00 EUR; the first was 14,000 EUR.',
  'It costs 1 250 000 PKR, or Rs 1250000 for both.',
  'We measured 12.345.678 requests and 1,234,567 rows.',
  'Between 2026-11-02 and 2026-12-04 12:30 nothing was sent.',
  'On 02.11.2026 at 10:15:30, and on 4-12-2026.',
  'In the years 2024-2026 there were 20000000 messages.',
  'sha256 9f3a5c1e0d7b4482aa10c0ffee00123456789abcdef0123456789abcdef01234',
  'See mil_01kb2x9d7p3m4n5q6r7s8t9v0w and milestone 2 of 3.',
  'F1 0.941 [0.927, 0.955], n = 600, p99 120 ms.',
  '@Ayesha Khan. Thanks for the table.',
  'The model answers at models.example.org, the table is at 0.9.',
  'Two runs @ 40 a second. Then three.',
  'The signal is weak on Sundays, and a WhatsApp message counts as text.',
  'Messages from WhatsApp and mail are both in the file.',
  'The account of the dispatcher answers 192.168.10.25.',
  'ہم نے ۱۲۳۴۵۶۷ پیغامات پڑھے اور ۹۰۰۰ یورو کی رقم روکی گئی۔',
  'The payment is released when the verdict is met.',
  'Ticket 4711 0815 2342 is closed; invoice 20261104.',
  'It is order 0012345678, with 0001234567 rows.',
  'The file has an account number 12345678 and a version no 1234567.',
  'The drop is on signal, not on noise.',
  'For a payment direct debit is possible; so are direct debit payments.',
]

describe('ways to reach or pay somebody outside', () => {
  it.each(named)('%s', (text, kind) => {
    expect(outsideContacts(text)).toContain(kind)
  })

  it.each(plain)('are not seen in: %s', (text) => {
    expect(outsideContacts(text)).toEqual([])
  })
})

const words = fc.constantFrom('The row', 'We saw', 'It is', 'ہم نے دیکھا', 'Yesterday')
const currency = fc.constantFrom('EUR', 'PKR', 'USD', 'SAR')
const amount = fc
  .tuple(fc.bigInt(1n, 99_999_999_999n), fc.constantFrom(',', ' ', '.', ''), currency, fc.boolean())
  .map(([minor, mark, code, behind]) => {
    const whole = minor.toString().replace(/\B(?=(\d{3})+$)/g, mark)
    return behind ? `${whole} ${code}` : `${code} ${whole}`
  })
const day = fc.date({
  min: new Date('2000-01-01'),
  max: new Date('2099-12-31'),
  noInvalidDate: true,
})
const dateText = fc
  .tuple(day, fc.constantFrom('iso', 'day', 'german'))
  .map(([at, form]) =>
    form === 'iso'
      ? at.toISOString()
      : form === 'day'
        ? at.toISOString().slice(0, 16).replace('T', ' ')
        : at.toISOString().slice(0, 10).split('-').reverse().join('.'),
  )
const hash = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 40, maxLength: 64 })
  .map((signs) => signs.join(''))
const numbered = fc
  .tuple(fc.constantFrom('milestone', 'version', 'row', 'attempt', 'ticket'), fc.nat(99_999_999))
  .map(([what, n]) => `${what} ${n}`)
const harmless = fc
  .tuple(words, fc.oneof(amount, dateText, hash, numbered), words)
  .map((parts) => parts.join(' '))

/** The same digits as a person in Karachi or Cairo might type them. */
const inDigits = (text: string, zero: number) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
const zeros = [0x30, 0x660, 0x6f0, 0xff10]
const mobile = fc
  .tuple(
    fc.constantFrom('+92 3', '+923', '00923', '03'),
    fc.stringMatching(/^\d{9}$/),
    fc.constantFrom('', ' ', '-'),
    fc.constantFrom(...zeros),
  )
  .map(([start, rest, mark, zero]) =>
    inDigits(`${start}${rest.slice(0, 2)}${mark}${rest.slice(2)}`, zero),
  )

describe('for any text', () => {
  it('amounts, dates, hashes and numbers of things raise no alarm, in any digits', () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(...zeros.slice(0, 3)), (text, zero) => {
        expect(outsideContacts(text)).toEqual([])
        expect(outsideContacts(inDigits(text, zero))).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('a mobile number is seen in any digits, wherever it stands', () => {
    fc.assert(
      fc.property(words, mobile, words, (before, number, after) => {
        expect(outsideContacts(`${before} ${number}, ${after}`)).toContain('phone')
      }),
      { numRuns: 1_000 },
    )
  })

  it('answers for 10,000 signs of anything without delay', () => {
    for (const piece of ['a', '1', '1 ', '(0', '@', 'pay me ', 'AA00 ', ' at a dot ', '+']) {
      const begun = performance.now()
      outsideContacts(piece.repeat(10_000).slice(0, 10_000))
      expect(performance.now() - begun, piece).toBeLessThan(250)
    }
  })
})
