import type { country as source } from '../en/country'

export const country: Record<keyof typeof source, string> = {
  label: 'ملک',
  any: 'کوئی بھی ملک',
  choose: 'ملک چنیں',
}
