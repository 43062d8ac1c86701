import type { Locale } from '~/platform/languages/locales'
import type { Role } from '../roles'

export const skillAreas = [
  'machine_learning',
  'data',
  'cloud',
  'security',
  'testing',
  'privacy',
  'localisation',
  'domains',
] as const
export type SkillArea = (typeof skillAreas)[number]

export type Skill = {
  readonly id: string
  readonly area: SkillArea
  readonly escoUri: string | null
  readonly name: Readonly<Record<Locale, string>>
  readonly sentence: Readonly<Record<Locale, string>>
  /** The roles that it is of use in; `role-core.ts` says which of them cannot do without it. */
  readonly roles: readonly Role[]
}

/** The address of a concept of ESCO 1.1.1 (European Commission). */
export const esco = (id: string) => `http://data.europa.eu/esco/skill/${id}`
