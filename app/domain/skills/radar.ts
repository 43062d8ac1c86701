import { type Claim, isProved, type SkillLevel } from './claim'
import { type SkillArea, skillAreas, skillById, skillsOfArea } from './taxonomy'

export type AreaStanding = {
  readonly area: SkillArea
  /** The highest level of any skill of the area; 0 for none. */
  readonly highest: SkillLevel | 0
  /** The highest that others have shown; 0 for none. */
  readonly proved: SkillLevel | 0
  /** How many skills stand at levels 1 to 4. */
  readonly counts: readonly [number, number, number, number]
  /** How many skills the taxonomy has in the area. */
  readonly all: number
}

/** Where somebody stands in each of the eight areas, in the order of the taxonomy. */
export function standingsOf(claims: readonly Claim[]): AreaStanding[] {
  return skillAreas.map((area) => {
    const levels = claims.flatMap(({ skillId, level }) =>
      skillById(skillId)?.area === area ? [level] : [],
    )
    const highest = (of: readonly SkillLevel[]) => Math.max(0, ...of) as SkillLevel | 0
    const count = (level: SkillLevel) => levels.filter((own) => own === level).length
    return {
      area,
      highest: highest(levels),
      proved: highest(levels.filter(isProved)),
      counts: [count(1), count(2), count(3), count(4)],
      all: skillsOfArea(area).length,
    }
  })
}

export const radar = { width: 360, height: 300, x: 180, y: 150, radius: 94, labelAway: 12 } as const

export type RadarPoint = { readonly x: number; readonly y: number }

/** A point of the radar: the first axis stands upright, the others follow clockwise. */
export function radarPoint(axis: number, axes: number, level: number): RadarPoint {
  return pointAt(axis, axes, (level / 4) * radar.radius)
}

function pointAt(axis: number, axes: number, distance: number): RadarPoint {
  const angle = (axis / axes) * 2 * Math.PI
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    x: round(radar.x + Math.sin(angle) * distance),
    y: round(radar.y - Math.cos(angle) * distance),
  }
}

export type RadarLabel = RadarPoint & { readonly anchor: 'start' | 'middle' | 'end' }

/** Where the name of an axis stands, growing away from the picture. */
export function radarLabel(axis: number, axes: number): RadarLabel {
  const { x, y } = pointAt(axis, axes, radar.radius + radar.labelAway)
  const aside = x - radar.x
  const anchor = Math.abs(aside) < 1 ? 'middle' : aside > 0 ? 'start' : 'end'
  const lift = anchor === 'middle' ? (y < radar.y ? -2 : 12) : 4
  return { x, y: y + lift, anchor }
}

/** The corners of a shape for SVG. */
export function radarShape(levels: readonly number[]): string {
  return levels
    .map((level, axis) => {
      const { x, y } = radarPoint(axis, levels.length, level)
      return `${x},${y}`
    })
    .join(' ')
}
