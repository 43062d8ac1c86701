import type { SkillLevel } from '~/domain/skills/claim'
import { addDays } from '~/kernel/clock'
import { transitionTable } from '~/kernel/transitions'

export const credentialStatuses = ['active', 'suspended', 'revoked'] as const
export type CredentialStatus = (typeof credentialStatuses)[number]

/** Who finds it: everybody, whoever has the link, or only the holder and the issuer. */
export const visibilities = ['public', 'link', 'private'] as const
export type Visibility = (typeof visibilities)[number]

/** Suspending can be taken back, revoking cannot. */
export const credentialTransitions = transitionTable([
  { from: 'active', event: 'suspend', to: 'suspended', actors: ['issuer'] },
  { from: 'suspended', event: 'reinstate', to: 'active', actors: ['issuer'] },
  { from: 'active', event: 'revoke', to: 'revoked', actors: ['issuer', 'platform'] },
  { from: 'suspended', event: 'revoke', to: 'revoked', actors: ['issuer', 'platform'] },
])
export type CredentialMove = (typeof credentialTransitions.rows)[number]['event']
export const credentialMoves = [
  'suspend',
  'reinstate',
  'revoke',
] as const satisfies CredentialMove[]

export type CredentialEventKind = 'issued' | 'suspended' | 'reinstated' | 'revoked' | 'renewed'
export const eventOfMove = {
  suspend: 'suspended',
  reinstate: 'reinstated',
  revoke: 'revoked',
} as const satisfies Record<CredentialMove, CredentialEventKind>

/** Those that verify as far as their issuer is concerned. */
export const goodStatuses: readonly CredentialStatus[] = ['active']
/** Those whose bit is set in the list of the revoked: nobody may rely on them now. */
export const withdrawnStatuses: readonly CredentialStatus[] = ['suspended', 'revoked']
export const suspendedStatuses: readonly CredentialStatus[] = ['suspended']
/** Those that can still be renewed. */
export const renewableStatuses: readonly CredentialStatus[] = ['active', 'suspended']

/** How a credential stands now: its issuer's word first, then the dates. */
export type Standing = CredentialStatus | 'expired' | 'future'

export function standingOf(
  credential: { status: CredentialStatus; validFrom: Date; validUntil: Date | null },
  at: Date,
): Standing {
  if (credential.status !== 'active') return credential.status
  if (credential.validUntil && credential.validUntil <= at) return 'expired'
  return credential.validFrom > at ? 'future' : 'active'
}

/** Whether anybody may rely on it now, and pages may say that it shows something. */
export function holdsNow({ standing }: { standing: Standing }): boolean {
  return standing === 'active'
}

/** The holder is told this long before the end. */
export const expiryNoticeDays = 30
export const expiryHorizon = (at: Date): Date => addDays(at, expiryNoticeDays)

/** What a result of an achievement may be, of the types that Open Badges 3.0 names. */
export const resultTypes = [
  'GradePointAverage',
  'LetterGrade',
  'Percent',
  'PerformanceLevel',
  'PredictedScore',
  'RawScore',
  'Result',
  'RubricCriterion',
  'RubricCriterionLevel',
  'RubricScore',
  'ScaledScore',
  'Status',
] as const
export type ResultType = (typeof resultTypes)[number]

export type ResultDescription = {
  readonly key: string
  readonly name: string
  readonly type: ResultType
  readonly min?: string
  readonly max?: string
}

/** What somebody can achieve. The same key with other words is another version of it. */
export type AchievementInput = {
  readonly key: string
  readonly name: string
  readonly description: string
  /** How it is earned, in Markdown. */
  readonly criteria: string
  readonly level: SkillLevel
  /** Ids of the taxonomy. */
  readonly skills: readonly string[]
  /** BCP 47; English unless said. */
  readonly language?: string
  readonly results?: readonly ResultDescription[]
}

/** A result refers to a description of the achievement by its key. */
export type ResultInput = { readonly key: string; readonly value: string }

export type EvidenceInput = {
  /** Where it can be looked at, if it can. */
  readonly url?: string
  readonly name: string
  readonly description?: string
  readonly narrative?: string
}

/** What an issued credential is for. */
export type IssueInput = {
  /** Null: the platform itself issues it. */
  readonly organisationId: string | null
  /** Unique: issuing the same twice gives the one that there is. */
  readonly reference: string
  readonly personId: string
  readonly achievement: AchievementInput
  readonly results?: readonly ResultInput[]
  readonly evidence?: readonly EvidenceInput[]
  readonly validFrom: Date
  readonly validUntil: Date | null
  readonly visibility?: Visibility
  /** The person who issues it; null for the platform's own doing. */
  readonly by: string | null
  /** Business time. */
  readonly at: Date
}

/** A credential in a list: the wallet, a profile. */
export type CredentialItem = {
  readonly credentialId: string
  readonly name: string
  readonly issuer: string
  readonly level: SkillLevel
  readonly standing: Standing
  readonly visibility: Visibility
  readonly validFrom: Date
  readonly validUntil: Date | null
  readonly issuedAt: Date
}
