import type { SubjectKind } from '../document'
import { briefs } from './brief.server'
import { offers } from './offer.server'
import { people } from './person.server'
import type { Source } from './source'
import { teams } from './team.server'
import { tracks } from './track.server'

/** Every kind that search knows how to read. */
export const sources: readonly Source[] = [offers, briefs, teams, people, tracks]

export function sourceOf(kind: SubjectKind): Source | undefined {
  return sources.find((source) => source.kind === kind)
}
