import type { Role } from './roles'
import { skillsOfRole } from './taxonomy'

/**
 * Level 1 is studied and 2 assessed, both in the person's own word; 3 is delivered in a paid
 * contract and 4 verified by a met verdict, and only contracts give those.
 */
export const skillLevels = [1, 2, 3, 4] as const
export type SkillLevel = (typeof skillLevels)[number]

/** The levels that a person may name without a contract. */
export const claimableLevels = [1, 2] as const
export type ClaimableLevel = (typeof claimableLevels)[number]

export type EvidenceKind = 'claimed' | 'link' | 'verdict' | 'credential'

export type Claim = {
  readonly skillId: string
  readonly level: SkillLevel
  readonly evidenceKind: EvidenceKind
  /** A link for `link`; a verdict's or a contract's id for `verdict`; a credential's id; else empty. */
  readonly evidence: string
  readonly note: string
}

/** True for what a contract has shown; it is not the person's to lower or to take away. */
export function isDelivered(level: number): boolean {
  return level > 2
}

/** The link as it is stored, or null when it is no https address of a public name. */
export function evidenceLink(text: string): string | null {
  try {
    const url = new URL(text.trim())
    const plain = url.protocol === 'https:' && !url.username && !url.password
    return plain && url.hostname.includes('.') && url.href.length <= 500 ? url.href : null
  } catch {
    return null
  }
}

/** The skills among `claimed` that somebody in `role` needs. */
export function claimedForRole(claimed: readonly string[], role: Role): string[] {
  const needed = new Set(skillsOfRole(role).map(({ id }) => id))
  return claimed.filter((id) => needed.has(id))
}

/**
 * What several people know together: of each skill the claim of the highest level. Their own notes
 * stay with them.
 */
export function highestClaims(claims: readonly Claim[]): Claim[] {
  const highest = new Map<string, Claim>()
  for (const claim of claims) {
    const known = highest.get(claim.skillId)
    if (!known || known.level < claim.level) highest.set(claim.skillId, { ...claim, note: '' })
  }
  return [...highest.values()]
}
