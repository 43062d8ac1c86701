/** ISO 3166-1 alpha-2 codes. Names come from Intl, so that no catalogue has to carry them. */
export const countryCodes: readonly string[] =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/)

const known = new Set(countryCodes)

export function isCountry(text: string): boolean {
  return known.has(text)
}

const names = new Map<string, Intl.DisplayNames>()

function displayNames(locale: string, type: 'region' | 'language'): Intl.DisplayNames {
  const key = `${locale} ${type}`
  let found = names.get(key)
  if (!found) {
    found = new Intl.DisplayNames([locale], { type, fallback: 'code' })
    names.set(key, found)
  }
  return found
}

/** "Pakistan", "پاکستان"; the code itself when it is none of the list. */
export function countryName(code: string, locale: string): string {
  return known.has(code) ? (displayNames(locale, 'region').of(code) ?? code) : code
}

const options = new Map<string, readonly { value: string; label: string }[]>()

/** Every country for a select, in the order of the reader's language. */
export function countryOptions(locale: string): readonly { value: string; label: string }[] {
  let made = options.get(locale)
  if (!made) {
    const { compare } = new Intl.Collator(locale)
    made = countryCodes
      .map((value) => ({ value, label: countryName(value, locale) }))
      .sort((a, b) => compare(a.label, b.label))
    options.set(locale, made)
  }
  return made
}

/** Languages of Pakistan that Intl does not name in every locale, by their ISO 639-3 codes. */
const unnamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bft: { en: 'Balti', ur: 'بلتی' },
  brh: { en: 'Brahui', ur: 'براہوی' },
  hno: { en: 'Hindko', ur: 'ہندکو' },
  khw: { en: 'Khowar', ur: 'کھوار' },
  phr: { en: 'Pothwari', ur: 'پوٹھوہاری' },
  scl: { en: 'Shina', ur: 'شینا' },
  skr: { en: 'Saraiki', ur: 'سرائیکی' },
}

/** "Urdu", "اردو", from a language code such as "ur". */
export function languageName(code: string, locale: string): string {
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(code)) return code
  const name = displayNames(locale, 'language').of(code) ?? code
  return name === code ? (unnamed[code]?.[locale] ?? unnamed[code]?.en ?? code) : name
}
