import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The weights that paper is set in. */
export type Weight = 'plain' | 'bold'

const weights = { plain: 400, bold: 600 } as const

/**
 * A sign is set in the first typeface that has it. Urdu stands in Naskh: Nastaliq takes a second for a
 * line. The letters of Turkish are those of Noto, which Plex does not bring.
 */
const subsets = [
  'ibm-plex-sans-arabic-latin',
  'ibm-plex-sans-arabic-arabic',
  'ibm-plex-sans-arabic-latin-ext',
  'noto-nastaliq-urdu-latin-ext',
] as const

const find = createRequire(import.meta.url)
const read = new Map<string, Buffer>()

/** The names of the typefaces of a weight, in the order in which they are asked for a sign. */
export function fontNames(weight: Weight): string[] {
  return subsets.map((subset) => `${subset}-${weights[weight]}-normal`)
}

/** A typeface by its name. Their woff2 files are of no use: they cannot be cut to the signs that are used. */
export function fontFile(name: string): Buffer {
  const known = read.get(name)
  if (known) return known
  const family = name.startsWith('noto') ? 'noto-nastaliq-urdu' : 'ibm-plex-sans-arabic'
  const bytes = readFileSync(find.resolve(`@fontsource/${family}/files/${name}.woff`))
  read.set(name, bytes)
  return bytes
}
