import { skillById } from '~/domain/skills/taxonomy'
import type { Reader } from '~/platform/database.server'
import type { SearchDocument, SubjectKind } from '../document'
import { facetToken } from '../facets'

/** How one kind of subject comes into search: what is public of it, and which of them are. */
export type Source = {
  readonly kind: SubjectKind
  /** Null for one that is not public, or not there. */
  read(db: Reader, subjectId: string): Promise<SearchDocument | null>
  /** Those of `ids` that a stranger may open now. */
  stillPublic(db: Reader, ids: readonly string[]): Promise<string[]>
  /** Every id of the kind in its order, public or not. */
  idsAfter(db: Reader, after: string, limit: number): Promise<string[]>
}

/** Skills as words in both languages, so that either finds them. */
export function skillWords(ids: readonly string[]): string {
  return ids.flatMap((id) => Object.values(skillById(id)?.name ?? {})).join(' ')
}

export const skillTokens = (ids: readonly string[]) =>
  ids.filter((id) => skillById(id)).map((id) => facetToken('skill', id))
