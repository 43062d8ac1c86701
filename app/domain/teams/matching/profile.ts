import type { SkillLevel } from '~/domain/skills/claim'

/** What stands behind a level, from a person's own word to a verdict. */
export const evidenceStrengths = ['claimed', 'assessed', 'delivered', 'verified'] as const
export type EvidenceStrength = (typeof evidenceStrengths)[number]

export type KnownSkill = {
  readonly skillId: string
  readonly level: SkillLevel
  readonly evidence: EvidenceStrength
}

/**
 * Somebody who wants to be proposed, as the matcher knows them. Name, gender, age and country are not here, so that no team
 * can depend on them.
 */
export type Profile = {
  readonly personId: string
  readonly skills: readonly KnownSkill[]
  /** For an hour, in the minor unit that the whole pool shares; a whole number. */
  readonly rateMinor: number
  /** Whole hours a week that the person has free. */
  readonly hoursPerWeek: number
  /** The UTC hours of their working day, as a mask (`hours.ts`). */
  readonly workingHours: number
  /** Codes of the languages they work in; a pool knows at most 32. */
  readonly languages: readonly string[]
  /** Ids of the fields that they know; a pool knows at most 32. */
  readonly domains: readonly string[]
  /** Holds a credential in data stewardship that is valid now. */
  readonly steward: boolean
}

/** One change of a pool, as the database tells it. */
export type PoolChange =
  | { readonly kind: 'upsert'; readonly profile: Profile }
  | { readonly kind: 'remove'; readonly personId: string }
  /** How past work of two people together went, from −1 to 1 in steps of 0.0001; null for none. */
  | {
      readonly kind: 'collaboration'
      readonly between: readonly [string, string]
      readonly score: number | null
    }
