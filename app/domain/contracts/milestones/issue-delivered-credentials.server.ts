import type { AchievementInput, EvidenceInput } from '~/domain/credentials/credential'
import { issueCredential } from '~/domain/credentials/issue-credential.server'
import { earnsCredential } from '~/domain/market/exchange/exchange'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { claimedForRole } from '~/domain/skills/claim'
import { claimsOf } from '~/domain/skills/queries.server'
import { isRole, type Role } from '~/domain/skills/roles'
import { countryName } from '~/kernel/countries'
import type { Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { translator } from '~/platform/languages/translator'
import { isUnnamedClass } from '../naming'
import { contractRow, type MilestoneRow, milestoneRow, termsOf } from '../rows.server'
import { stagesSaid } from '../seats/exchange-queries.server'
import { type ContractSeat, membersAt } from '../seats/seats'
import { releasedStatuses } from './milestone'

/** The language of what the platform itself issues: verifiers everywhere read it. */
const t = translator('en')

/**
 * Gives every member of a released milestone a credential of the platform: level 4 with the verdict as
 * its evidence where a met verdict led there, else level 3. The skills are those of their own that
 * their role in the contract needs. A discovery gives none. Who is in exchange gets it once the host
 * has said that they did a part of the work, and the exchange stands in it. Safe to run twice.
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
  const members = membersAt(await termsOf(tx, contract.id), milestone.position)
  const claims = await claimsOf(
    tx,
    members.map(({ personId }) => personId),
  )
  const exchanges = await exchangesOf(tx, milestone, members)
  let issued = 0
  for (const { personId, role } of members) {
    const exchange = exchanges.get(personId)
    if (!isRole(role) || exchange === null) continue
    const known = (claims.get(personId) ?? []).map(({ skillId }) => skillId)
    const made = await issueCredential(tx, {
      organisationId: null,
      reference: `milestone:${milestone.id}:${personId}`,
      personId,
      achievement: achievementOf(role, verified, claimedForRole(known, role)),
      evidence: [
        evidenceOf(milestone, verified, isUnnamedClass(contract.workloadClass)),
        ...(exchange ? [exchange] : []),
      ],
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

/**
 * The exchange of each member who has a seat in one, as a credential tells it; null while nobody has
 * said that they did a part of this milestone.
 */
async function exchangesOf(
  tx: Tx,
  { id }: MilestoneRow,
  members: readonly ContractSeat[],
): Promise<Map<string, EvidenceInput | null>> {
  const said = await stagesSaid(tx, id)
  return new Map(
    members.flatMap(({ personId, exchange }): [string, EvidenceInput | null][] => {
      if (!exchange) return []
      const found = said.find((row) => row.personId === personId)
      const host = members.find((one) => one.personId === exchange.hostId)
      if (!found || !earnsCredential(found.stage)) return [[personId, null]]
      const facts = {
        host: host?.name ?? '',
        from: countryName(exchange.from, 'en'),
        to: countryName(exchange.to, 'en'),
        stage: t(`exchange.stage_${found.stage}`),
      }
      const narrative = t('exchange.evidence_narrative', facts)
      return [[personId, { name: t('exchange.evidence_name'), narrative }]]
    }),
  )
}
