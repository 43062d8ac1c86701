import type { AchievementInput, EvidenceInput } from '~/domain/credentials/credential'
import { issueCredential } from '~/domain/credentials/issue-credential.server'
import { isDiscovery } from '~/domain/market/discovery'
import { claimedForRole } from '~/domain/skills/claim'
import { claimsOf } from '~/domain/skills/queries.server'
import { isRole, type Role } from '~/domain/skills/roles'
import type { Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { translator } from '~/platform/languages/translator'
import { releasedStatuses } from './milestone'
import { isUnnamedClass } from './naming'
import { contractRow, type MilestoneRow, membersOf, milestoneRow } from './rows.server'

/** The language of what the platform itself issues: verifiers everywhere read it. */
const t = translator('en')

/**
 * Gives every member of a released milestone a credential of the platform: level 4 with the verdict as
 * its evidence where a met verdict led there, else level 3. The skills are those of their own that
 * their role in the contract needs. A discovery gives none. Safe to run twice.
 */
export async function issueDeliveredCredentials(
  tx: Tx,
  input: { milestoneId: string },
): Promise<{ issued: number }> {
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!releasedStatuses.includes(milestone.status) || !milestone.acceptedAt) return { issued: 0 }
  if (isDiscovery(milestone)) return { issued: 0 }
  const contract = await contractRow(tx, milestone.contractId)
  const { outcome, verdictId, acceptedHow } = milestone
  const verified = outcome === 'met' && verdictId !== null && acceptedHow !== 'waiver'
  const members = await membersOf(tx, contract.id)
  const claims = await claimsOf(
    tx,
    members.map(({ personId }) => personId),
  )
  let issued = 0
  for (const { personId, role } of members) {
    if (!isRole(role)) continue
    const known = (claims.get(personId) ?? []).map(({ skillId }) => skillId)
    const made = await issueCredential(tx, {
      organisationId: null,
      reference: `milestone:${milestone.id}:${personId}`,
      personId,
      achievement: achievementOf(role, verified, claimedForRole(known, role)),
      evidence: [evidenceOf(milestone, verified, isUnnamedClass(contract.workloadClass))],
      validFrom: milestone.acceptedAt,
      validUntil: null,
      by: null,
      at: milestone.acceptedAt,
    })
    if (made.issued) issued += 1
  }
  return { issued }
}

function achievementOf(role: Role, verified: boolean, skills: readonly string[]): AchievementInput {
  const kind = verified ? 'verified' : 'delivered'
  return {
    key: `${kind}:${role}`,
    name: t(`credential.${kind}_name`, { role: t(`role.${role}`) }),
    description: t(`credential.${kind}_description`),
    criteria: t(`credential.${kind}_criteria`),
    level: verified ? 4 : 3,
    skills: [...skills].sort(),
  }
}

/**
 * The milestone's own title, which its verdict and the portfolio show too; nothing else of the contract.
 * What is signed stays in the world, so that of a class which keeps contracts unnamed it is not there,
 * whatever the client says of it later.
 */
function evidenceOf(
  { title, verdictId }: MilestoneRow,
  verified: boolean,
  unnamed: boolean,
): EvidenceInput {
  const narrative = t(`credential.${verified ? 'verified' : 'delivered'}_narrative`)
  const name = unnamed ? t('credential.evidence_unnamed') : title
  return verified && verdictId
    ? { url: `${env().APP_ORIGIN}/verdicts/${verdictId}`, name, narrative }
    : { name, narrative }
}
