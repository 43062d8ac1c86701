import { slugOf } from '~/domain/identity/slug'
import { keyLength } from './check-track'

/** A key made of a title that nothing else has: "labels", "labels-2". Titles without Latin letters get `stem`. */
export function freeKey(title: string, taken: readonly string[], stem: string): string {
  const slug = slugOf(title)
  const plain = (slug === 'x' ? stem : slug).slice(0, keyLength - 5).replace(/-+$/, '')
  for (let n = 1; ; n++) {
    const key = n === 1 && slug !== 'x' ? plain : `${plain}-${n}`
    if (!taken.includes(key)) return key
  }
}
