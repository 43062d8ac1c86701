import { holdbackClaim } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { deskClaimStates, unansweredClaimStates } from '~/domain/contracts/holdback/claim'
import type { Reader } from '~/platform/database.server'
import { milestonePeople, operatorPeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** A claim on what is kept back, from its opening to its end. */

const desk = '/desk/contracts'

async function aboutClaim(db: Reader, claimId: string) {
  const [claim] = await db.select().from(holdbackClaim).where(eq(holdbackClaim.id, claimId))
  const found = claim && (await milestonePeople(db, claim.milestoneId))
  if (!claim || !found) return null
  const facts = {
    milestone: found.milestone.title,
    contract: found.contract.title,
    team: found.team,
    organisation: found.organisation,
    deadline: (claim.deadlineAt ?? claim.enteredAt).toISOString(),
  }
  const others = except(found.members, found.leads)
  return { ...found, claim, facts, others, url: `/milestones/${claim.milestoneId}#holdback` }
}

export async function claimOpened(db: Reader, claimId: string): Promise<Notice[]> {
  const found = await aboutClaim(db, claimId)
  if (!found) return []
  const { url, facts, claim } = found
  const by = claim.reason === 'client' ? 'claim_opened_client' : 'claim_opened'
  return [
    notice(found.leads, `${by}_answer`, url, facts, 'turn'),
    notice(found.others, by, url, facts),
    notice(found.client, by, url, facts),
    notice(await operatorPeople(db), by, url, facts),
  ]
}

/** The team has answered, or has not: either way it is the operator's turn. */
async function withOperator(db: Reader, claimId: string, kind: string): Promise<Notice[]> {
  const found = await aboutClaim(db, claimId)
  if (!found) return []
  return [
    notice(await operatorPeople(db), `${kind}_decide`, desk, found.facts, 'turn'),
    notice([...found.client, ...found.members], kind, found.url, found.facts),
  ]
}

export const claimAnswered = (db: Reader, claimId: string) =>
  withOperator(db, claimId, 'claim_answered')

export const claimSilent = (db: Reader, claimId: string) =>
  withOperator(db, claimId, 'claim_silent')

async function toAll(db: Reader, claimId: string, kind: string): Promise<Notice[]> {
  const found = await aboutClaim(db, claimId)
  if (!found) return []
  const sides = [...found.client, ...found.members]
  return [
    notice(sides, kind, found.url, found.facts),
    notice(await operatorPeople(db), kind, found.url, found.facts),
  ]
}

export const claimDecided = (db: Reader, claimId: string, given: Facts) =>
  toAll(db, claimId, given.decision === 'refund' ? 'claim_refunded' : 'claim_released')

export const claimMended = (db: Reader, claimId: string) => toAll(db, claimId, 'claim_mended')

export const claimWithdrawn = (db: Reader, claimId: string) => toAll(db, claimId, 'claim_withdrawn')

/** A claim's running deadline goes to whoever has to act. */
export async function claimDeadline(db: Reader, claimId: string, given: Facts): Promise<Notice[]> {
  const found = await aboutClaim(db, claimId)
  if (!found) return []
  const facts = { ...found.facts, ...given }
  const { state } = found.claim
  if (unansweredClaimStates.includes(state)) {
    return [notice(found.leads, 'deadline_claim_answer', found.url, facts, 'turn')]
  }
  if (!deskClaimStates.includes(state)) return []
  return [notice(await operatorPeople(db), 'deadline_claim_decide', desk, facts, 'turn')]
}
