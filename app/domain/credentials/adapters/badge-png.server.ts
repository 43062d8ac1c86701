import { Resvg } from '@resvg/resvg-js'
import type { SkillLevel } from '~/domain/skills/claim'
import { badgeSvg } from '../badge-image'

/** Drawn once in the life of a process: there are four of them, and they never differ. */
const drawn = new Map<SkillLevel, Buffer>()

/** The picture of a level as a PNG, 512 by 512. */
export function badgePng(level: SkillLevel): Buffer {
  const known = drawn.get(level)
  if (known) return known
  const png = new Resvg(badgeSvg(level), { font: { loadSystemFonts: false } }).render().asPng()
  drawn.set(level, png)
  return png
}
