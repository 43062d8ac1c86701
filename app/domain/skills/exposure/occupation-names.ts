import type { Locale } from '~/platform/languages/locales'
import { occupations } from './occupations'

/** Occupations by the names that the exposure check has for them, for those who choose some. */

const codePattern = /^\d{2}-\d{4}\.\d{2}$/

/** The names of what stands under a code of O*NET-SOC; the code where the check does not know it. */
export function occupationNames(soc: string, locale: Locale): string[] {
  const names = occupations.filter((one) => one.soc === soc).map(({ name }) => name[locale])
  return names.length > 0 ? names : [soc]
}

/** The code of O*NET-SOC of an occupation that is named in any language, or by its code. */
export function socOf(typed: string): string | null {
  const wanted = typed.trim().toLowerCase()
  const found = occupations.find(({ name }) =>
    Object.values(name).some((each) => each.toLowerCase() === wanted),
  )
  return found?.soc ?? (codePattern.test(wanted) ? wanted : null)
}
