import type { Occupation } from './occupation'
import { dataOccupations } from './occupations/data'
import { designOccupations } from './occupations/design'
import { financeOccupations } from './occupations/finance'
import { languageOccupations } from './occupations/language'
import { learningOccupations } from './occupations/learning'
import { marketingOccupations } from './occupations/marketing'
import { mediaOccupations } from './occupations/media'
import { officeOccupations } from './occupations/office'
import { softwareOccupations } from './occupations/software'
import { supportOccupations } from './occupations/support'
import { webOccupations } from './occupations/web'
import { writingOccupations } from './occupations/writing'
import { type PublishedScores, publishedScores } from './published-scores'

export const occupationFamilies = [
  ['office', officeOccupations],
  ['language', languageOccupations],
  ['writing', writingOccupations],
  ['design', designOccupations],
  ['media', mediaOccupations],
  ['web', webOccupations],
  ['software', softwareOccupations],
  ['data', dataOccupations],
  ['marketing', marketingOccupations],
  ['support', supportOccupations],
  ['finance', financeOccupations],
  ['learning', learningOccupations],
] as const
export type OccupationFamily = (typeof occupationFamilies)[number][0]

/** The services that freelancers of Pakistan and like countries sell most. Ids stay: checks keep them. */
export const occupations: readonly Occupation[] = occupationFamilies.flatMap(([, list]) => list)

/** What most people who come here sell; offered first. */
export const commonOccupationIds = [
  'data-entry',
  'web-development',
  'graphic-design',
  'content-writing',
  'wordpress',
  'translation',
  'video-editing',
  'seo',
  'virtual-assistance',
  'customer-support',
  'digital-marketing',
  'bookkeeping',
  'mobile-development',
  'ecommerce',
] as const

const byId = new Map(occupations.map((occupation) => [occupation.id, occupation]))

export function occupationById(id: string): Occupation | undefined {
  return byId.get(id)
}

export function scoresOf(occupation: Occupation): PublishedScores {
  const found = publishedScores[occupation.soc]
  if (!found) throw new Error(`${occupation.id} has no published scores.`)
  return found
}
