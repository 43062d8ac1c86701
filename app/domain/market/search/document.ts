/** What search finds. */
export const subjectKinds = ['offer', 'brief', 'team', 'person', 'track'] as const
export type SubjectKind = (typeof subjectKinds)[number]

export function isSubjectKind(text: string): text is SubjectKind {
  return subjectKinds.some((kind) => kind === text)
}

/** The languages whose stems the index knows; Urdu words stay whole. */
export const textLanguages = ['en', 'ur', 'ar', 'tr'] as const
export type TextLanguage = (typeof textLanguages)[number]

/** What is public of a subject, as its kind's file in documents/ reads it. */
export type SearchDocument = {
  readonly kind: SubjectKind
  readonly subjectId: string
  readonly url: string
  readonly title: string
  /** Shown under the title. */
  readonly summary: string
  /** Found by, not shown. */
  readonly text: string
  /** Null where nobody said: then the letters decide. */
  readonly language: TextLanguage | null
  /** "sector=health", as `facetToken` writes them. */
  readonly facets: readonly string[]
  readonly currency: string | null
  readonly amountMinor: bigint | null
  /** True where there are dearer ones beside it. */
  readonly amountIsLeast: boolean
  readonly publishedAt: Date
}
