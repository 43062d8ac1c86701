import type { Role } from './roles'
import { skillsOfRole } from './taxonomy'

/**
 * Level 1 is studied, in the person's own word; 2 is assessed, which only a credential shows; 3 is
 * delivered in a paid contract and 4 verified by a met verdict, and only contracts give those.
 */
export const skillLevels = [1, 2, 3, 4] as const
export type SkillLevel = (typeof skillLevels)[number]

/** What stands behind a claim. The database holds each kind to its level (see `levelOfKind`). */
export const evidenceKinds = ['claimed', 'link', 'credential', 'contract', 'verdict'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** The one level that each kind of evidence can show. */
export const levelOfKind: Readonly<Record<EvidenceKind, SkillLevel>> = {
  claimed: 1,
  link: 1,
  credential: 2,
  contract: 3,
  verdict: 4,
}

export type Claim = {
  readonly skillId: string
  readonly level: SkillLevel
  readonly evidenceKind: EvidenceKind
  /**
   * An address for `link`; else the id of the credential, contract or verdict; empty for `claimed`, and
   * for a credential that the reader is not shown.
   */
  readonly evidence: string
  readonly note: string
  /** Whose it is, where claims of several people stand together. */
  readonly personId?: string
}

/** True for what others have shown; it is not the person's to lower or to take away. */
export function isProved(level: number): boolean {
  return level > 1
}

/** True for what a paid contract has shown. */
export function isDelivered(level: number): boolean {
  return level > 2
}

/** The anchor of a contract's first line in a portfolio. */
export function portfolioAnchor(contractId: string): string {
  return `delivered-${contractId}`
}

/**
 * Where the proof of a claim can be opened, one click away; null for a word without a link, and for a
 * credential that its holder does not show to everybody.
 * @param personId whose profile holds the portfolio that a delivered skill leads to.
 */
export function proofHref(claim: Claim, personId: string): string | null {
  switch (claim.evidenceKind) {
    case 'claimed':
      return null
    case 'link':
      return claim.evidence
    case 'credential':
      return claim.evidence === '' ? null : `/credentials/${claim.evidence}`
    case 'contract':
      return `/people/${personId}#${portfolioAnchor(claim.evidence)}`
    case 'verdict':
      return `/verdicts/${claim.evidence}`
  }
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
 * What several people know together: of each skill the claim of the highest level, with whose it
 * is. Their own notes stay with them.
 */
export function highestClaims(people: ReadonlyMap<string, readonly Claim[]>): Claim[] {
  const highest = new Map<string, Claim>()
  for (const [personId, claims] of people) {
    for (const claim of claims) {
      const known = highest.get(claim.skillId)
      if (!known || known.level < claim.level) {
        highest.set(claim.skillId, { ...claim, note: '', personId })
      }
    }
  }
  return [...highest.values()]
}
