import { latinDigits } from '~/kernel/digits'

/** Ways to reach or pay somebody outside Samar. */
const outsideKinds = ['phone', 'email', 'messenger', 'account', 'service', 'direct'] as const
export type OutsideKind = (typeof outsideKinds)[number]

const addressSign = '[\\p{L}\\p{N}._%+-]'
const host = '[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,3}'
const dotSpelt = '\\s?[([]dot[)\\]]\\s?|\\sdot\\s'
/** A bare "at" before an ordinary host names a place, so there the dot too has to be spelt. */
const email = new RegExp(
  `(?<!${addressSign})${addressSign}{1,64}(?:(?:@|\\s?[([]at[)\\]]\\s?)${host}(?:\\.|${dotSpelt})|\\sat\\s${host}(?:${dotSpelt}))\\p{L}{2,}`,
  'iu',
)

/** Links into messengers, and a messenger named together with a number, a handle or a request. */
const messengerLink =
  /\b(?:wa\.me|api\.whatsapp\.com|chat\.whatsapp\.com|t\.me|telegram\.me|m\.me|signal\.(?:me|group)|join\.skype\.com|discord\.gg|discord\.com\/invite|imo\.im|viber:)(?:\/|\b)/i
const messenger =
  'whats\\s?app|wats\\s?app|telegram|signal|skype|viber|wechat|discord|imo|messenger|botim|واٹس\\s?ایپ|ٹیلی\\s?گرام|اسکائپ|وائبر|سگنل'
/** The word is seldom the messenger's name, so somebody has to be asked for something. */
const signal =
  '\\b(?:reach|find|write|text|message|call|ping|add|talk|chat|contact)\\b[^.\\n]{0,25}\\bon\\s+signal\\b'
const messengerAsked = new RegExp(
  `${signal}|(?:\\b(?:on(?!\\s+signal)|via|over|my|your|by|use|through)|(?:میرا|میرے|آپ\\s+کا|mera|mere|apna))\\s+(?:${messenger})(?![\\p{L}-])(?!\\s+(?:quality|strength|processing|detection))|(?<!\\p{L})(?:whats\\s?app|wats\\s?app|telegram|skype|viber|wechat|discord)\\s*(?::|me\\b|number|no\\b|id\\b|handle|par\\b|pe\\b|kar|pr\\b|@)|(?:واٹس\\s?ایپ|ٹیلی\\s?گرام|اسکائپ|وائبر|سگنل)\\s*(?:نمبر|پر|کر|:)`,
  'iu',
)

/** IBAN: a country, two digits, and what follows in groups or without. Checked by its remainder. */
const ibanLike = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b/gi

const services =
  /(?<![\p{L}\p{N}])(?:paypal(?:\.me)?|payoneer|western\s?union|money\s?gram|venmo|cash\s?app|zelle|easy\s?paisa|jazz\s?cash|sada\s?pay|naya\s?pay|skrill|remitly|xoom|bitcoin|usdt|binance|crypto\s?wallet|ایزی\s?پیسہ|جاز\s?کیش|پے\s?پال|پیونیئر|ویسٹرن\s?یونین|بٹ\s?کوائن)(?![\p{L}\p{N}])/iu

const direct = new RegExp(
  [
    '\\bpay(?:ing)?\\s+(?:me|us|you|him|her|them)\\s+(?:\\w+\\s+)?(?:direct(?:ly)?|outside|privately|off)',
    '\\b(?:pay|paid|paying|payment|transfer|send\\s+(?:the\\s+)?money|deal|settle)\\b[^.\\n]{0,30}\\b(?:outside|off)\\s+(?:of\\s+)?(?:the\\s+)?(?:samar|platform|site|website|system)',
    '\\bdirect(?:ly)?\\s+(?:to|into)\\s+(?:my|our|his|her|your)\\s+(?:bank\\s+)?account',
    "\\b(?:avoid|skip|save)\\s+(?:the\\s+)?(?:platform|samar)(?:[’']s)?\\s+fees?\\b",
    '\\b(?:seedh[ai]|direct(?!\\s+debits?\\b)|alag\\s+se)\\b[^.\\n]{0,25}\\b(?:paise|paisay|paisa|payment|raqam|rakam)\\b',
    '\\b(?:paise|paisay|paisa|payment|raqam|rakam)\\b[^.\\n]{0,25}\\b(?:seedh[aie]|direct(?!\\s+debits?\\b)|alag\\s+se|bahar)\\b',
    '\\b(?:samar|platform|website|site)\\s+(?:se|ke)\\s+(?:bahar|baahar|bagair|baghair)\\b',
    '(?:براہ\\s?راست|سیدھے|سیدھا|ڈائریکٹ)[^۔\\n]{0,30}(?:رقم|پیسے|پیسہ|ادائیگی|پیمنٹ)',
    '(?:رقم|پیسے|پیسہ|ادائیگی|پیمنٹ)[^۔\\n]{0,30}(?:براہ\\s?راست|سیدھے|سیدھا|ڈائریکٹ)',
    '(?:ثمر|سمر|پلیٹ\\s?فارم|ویب\\s?سائٹ)\\s*(?:سے|کے)\\s*(?:باہر|بغیر)',
  ].join('|'),
  'iu',
)

/** The remainder that makes an IBAN one (ISO 13616, ISO 7064 MOD 97-10). */
function isIban(typed: string): boolean {
  const text = typed.replace(/[ -]/g, '').toUpperCase()
  if (text.length < 15 || text.length > 34) return false
  let remainder = 0
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    for (const digit of Number.parseInt(sign, 36).toString()) {
      remainder = (remainder * 10 + Number(digit)) % 97
    }
  }
  return remainder === 1
}

/** Groups may run on into the next word, so every shorter beginning is tried too. */
function holdsIban(text: string): boolean {
  return [...text.matchAll(ibanLike)].some(([found]) => {
    const parts = found.split(/[ -]/)
    return parts.some((_, index) => isIban(parts.slice(0, parts.length - index).join('')))
  })
}

/** What stands before a number and makes it a telephone's, whatever its form. */
const calledBefore =
  /(?:\b(?:tel|phone|mobile|cell|call|ring|whats\s?app|number|contact|no)\b|فون|موبائل|نمبر|رابطہ|کال)[^\p{L}\p{N}]{0,4}(?:(?:me|us|at|on|is|hai|ہے|پر|no)\s*[:.]?\s*)*$/iu
/** What makes a row of digits something else. */
const amountAround =
  /(?:[$€£¥₨#]|\b(?:USD|EUR|GBP|PKR|SAR|AED|TRY|JPY|KWD|Rs|row|rows|attempt|milestone|sha-?256)\b\.?:?)\s*$/iu
/** What has a number of its own, perhaps one that begins with zeros. */
const numberedBefore = /\b(?:version|invoice|ticket|order|id)(?:\s+(?:number|no)\b)?\.?:?\s*$/iu
/** A wallet's account may be a telephone number, which then has its zero. */
const accountBefore = /\baccount(?:\s+(?:number|no)\b)?\.?:?\s*$/iu
const unitAfter =
  /^\s*(?:[%$€£₨]|(?:USD|EUR|GBP|PKR|SAR|AED|TRY|JPY|KWD|rupees?|dollars?|euros?|rows?|messages?|requests?|tokens?|bytes?|[km]?b|ms|seconds?|روپے|ڈالر|قطار(?:یں|وں)?|پیغامات)(?![\p{L}]))/iu
const digitRun =
  /(?<![\p{L}\p{N}._/-])(?:\+|00)?\(?\d(?:[ \u00a0().-]{0,2}\d){6,16}(?![\p{L}\p{N}_/]|[.,:-]\d)/gu
/** A day, perhaps with an hour behind it, or two years. */
const dated =
  /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[ .-]{1,2}\d{1,2}[ .-]{1,2}\d{4}|\d{4}\s?-\s?\d{4})(?:[ .-]+\d{0,6})*$/
/** One amount, its thousands set apart by points or spaces. */
const grouped = /^\d{1,3}([. \u00a0])\d{3}(?:\1\d{3})*$/

function isPhone(found: string, before: string, after: string): boolean {
  const digits = found.replace(/\D/g, '')
  if (dated.test(found)) return false
  const long = digits.length >= 9 && digits.length <= 15
  if (found.startsWith('+')) return long
  if (found.startsWith('000') || numberedBefore.test(before)) return false
  // International or national with its zero: 0300 1234567, (0511) 123 45 67.
  if (/^\(?0/.test(found)) return long
  if (amountAround.test(before) || accountBefore.test(before) || unitAfter.test(after)) return false
  if (calledBefore.test(before)) return true
  if (grouped.test(found)) return false
  // North American numbers show by their separators only.
  return /^\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}$/.test(found)
}

function holdsPhone(text: string): boolean {
  return [...text.matchAll(digitRun)].some((found) => {
    const before = text.slice(Math.max(0, found.index - 40), found.index)
    return isPhone(found[0].trim(), before, text.slice(found.index + found[0].length))
  })
}

/**
 * What in a text names a way to reach or pay somebody outside Samar, each kind once. It only warns,
 * so it is made to leave amounts, dates, hashes and the numbers of milestones alone, and misses what
 * is hidden on purpose.
 */
export function outsideContacts(body: string): OutsideKind[] {
  // Signs without width and the vowel signs of Arabic script change nothing in what is read.
  const text = latinDigits(body).replace(/[\p{Cf}\u064b-\u065f\u0670]/gu, '')
  const holds: Record<OutsideKind, boolean> = {
    phone: holdsPhone(text),
    email: email.test(text),
    messenger: messengerLink.test(text) || messengerAsked.test(text),
    account: holdsIban(text),
    service: services.test(text),
    direct: direct.test(text),
  }
  return outsideKinds.filter((kind) => holds[kind])
}
