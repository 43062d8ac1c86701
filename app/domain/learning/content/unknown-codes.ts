import { occupations } from '~/domain/skills/exposure/occupations'
import { skillById } from '~/domain/skills/taxonomy'
import { leadsOnFrom } from '~/domain/skills/track-lead'

/** Those of the skills that the taxonomy does not have. */
export const unknownSkills = (skills: readonly string[]): string[] =>
  skills.filter((id) => id !== '' && !skillById(id))

/** Those of the codes of O*NET-SOC that name neither an occupation of the exposure check nor a group of some. */
export const unknownOccupations = (codes: readonly string[]): string[] =>
  codes.filter((code) => !occupations.some(({ soc }) => leadsOnFrom(code, soc)))
