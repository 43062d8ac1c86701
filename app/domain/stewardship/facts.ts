import type { WorkloadClass } from './workload-class'

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
  /**
   * The team may be given the features of drawn rows once, as a file, where no endpoint fits.
   * Absent: no. It is left out then, so that terms signed before it existed keep their hash.
   */
  readonly predictionFiles?: boolean
}

/** Classes of data that may be handed out as a file at all. */
const fileClasses: readonly WorkloadClass[] = ['open', 'internal']

/** Whether rows of this data may be handed to the team as a file: the client agreed, the class allows. */
export function mayHandOut(workloadClass: WorkloadClass, data: DataDeclaration): boolean {
  return data.predictionFiles === true && fileClasses.includes(workloadClass)
}
