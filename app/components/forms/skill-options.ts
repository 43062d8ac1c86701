import { skillAreas, skillsOfArea } from '~/domain/skills/taxonomy'
import type { ReaderLanguage } from '../page/language'
import type { Option } from './options'

/** Every skill for a select, under its area, by its name in the reader's language. */
export function skillOptions({ t, locale }: Pick<ReaderLanguage, 't' | 'locale'>): Option[] {
  return skillAreas.flatMap((area) =>
    skillsOfArea(area)
      .map(({ id, name }) => ({ value: id, label: name[locale], group: t(`skill.area_${area}`) }))
      .sort((a, b) => a.label.localeCompare(b.label, locale)),
  )
}
