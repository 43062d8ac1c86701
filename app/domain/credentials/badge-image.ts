import type { SkillLevel } from '~/domain/skills/claim'

const green = '#0e5b49'
const saffron = '#c77a0a'
const paper = '#fbf9f4'

/** One leaf pointing up from the middle, turned by `angle` degrees. */
function leaf(angle: number, full: boolean): string {
  const look = full ? `fill="${green}"` : `fill="none" stroke="${green}" stroke-opacity=".45"`
  return `<path d="M256 196c-46-34-46-84 0-128 46 44 46 94 0 128z" ${look} stroke-width="7" transform="rotate(${angle} 256 256)"/>`
}

/**
 * The picture of a level: a fruit whose four leaves fill up, with a tick once work was paid for and a
 * saffron ring once its outcome was verified. There are no letters in it, so it reads the same in every
 * script. 512 by 512.
 */
export function badgeSvg(level: SkillLevel): string {
  const leaves = [45, 135, 225, 315].map((angle, at) => leaf(angle, at < level)).join('')
  const ring =
    level === 4
      ? `<circle cx="256" cy="256" r="66" fill="none" stroke="${saffron}" stroke-width="12"/>`
      : ''
  const mark =
    level > 2
      ? `<path d="m228 258 20 20 38-42" fill="none" stroke="${paper}" stroke-width="13" stroke-linecap="round" stroke-linejoin="round"/>`
      : `<circle cx="256" cy="256" r="${level === 2 ? 20 : 9}" fill="${paper}"/>`
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512">',
    `<circle cx="256" cy="256" r="244" fill="${paper}" stroke="${green}" stroke-width="12"/>`,
    `<circle cx="256" cy="256" r="226" fill="none" stroke="${green}" stroke-opacity=".35" stroke-width="3"/>`,
    leaves,
    `<circle cx="256" cy="256" r="50" fill="${green}"/>`,
    ring,
    mark,
    '</svg>',
  ].join('')
}
