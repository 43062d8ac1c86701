/** What the rules look at. Regions are ISO 3166-1 alpha-2 country codes. */

export const componentKinds = ['model', 'host', 'store', 'human'] as const
export type ComponentKind = (typeof componentKinds)[number]

/** One endpoint, file store or sub-processor of a team's system. */
export type ManifestEntry = {
  readonly kind: ComponentKind
  readonly provider: string
  readonly purpose: string
  readonly region: string
  /** The host name, where the component answers under one. */
  readonly host: string
}

export const lawOverlays = ['PK', 'SA', 'TR', 'EU'] as const
export type LawOverlay = (typeof lawOverlays)[number]

export const lawfulBases = [
  'consent',
  'contract',
  'legal_obligation',
  'public_task',
  'legitimate_interests',
] as const
export type LawfulBasis = (typeof lawfulBases)[number]

/** What a client declares about the data of a brief. */
export type DataDeclaration = {
  /** Countries in which the data may be handled; empty means anywhere. */
  readonly regions: readonly string[]
  /** Whether the client has looked for personal data and said what there is. */
  readonly declared: boolean
  readonly personalFields: readonly string[]
  readonly lawfulBasis: LawfulBasis | null
  readonly lawOverlay: LawOverlay | null
  readonly retentionDays: number
}
