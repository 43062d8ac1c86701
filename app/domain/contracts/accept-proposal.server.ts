import { contract, contractMember, contractTerms, milestone } from 'db/schema/contracts'
import { organisation, organisationMember, person } from 'db/schema/identity'
import { brief, proposal, proposalSeat } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, eq, inArray } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { briefTransitions } from '~/domain/market/brief'
import { declineLiveProposals } from '~/domain/market/close-brief.server'
import { lockBrief, lockProposal } from '~/domain/market/lock.server'
import { proposalTransitions } from '~/domain/market/proposal'
import { liveProposalIds } from '~/domain/market/queries.server'
import { rowsNeeded } from '~/domain/outcomes/criteria/criterion'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { rulesVersion } from '~/domain/stewardship/rules'
import { addDays } from '~/kernel/clock'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { criteriaOf, firstTerms } from './build-terms'
import { assertJudgesApart } from './judges.server'
import type { Terms } from './terms'
import { termsText } from './terms-text.server'

type BriefRow = typeof brief.$inferSelect
type ProposalRow = typeof proposal.$inferSelect

/**
 * The client takes a proposal: the brief is matched, the others are declined, and a contract with
 * version 1 of its terms waits for both signatures. A second click returns the same contract.
 */
export async function acceptProposal(
  tx: Tx,
  input: { proposalId: string; by: string; at: Date },
): Promise<{ contractId: string; already: boolean }> {
  const [seen] = await tx.select().from(proposal).where(eq(proposal.id, input.proposalId))
  if (!seen) throw new Refused('not_found')
  const asked = await lockBrief(tx, seen.briefId)
  await assertActsFor(tx, input.by, asked.organisationId)
  const [made] = await tx
    .select({ id: contract.id })
    .from(contract)
    .where(eq(contract.proposalId, seen.id))
  if (made) return { contractId: made.id, already: true }
  const chosen = await lockProposal(tx, seen.id)
  await assertStillOpen(tx, asked, chosen, input.at)
  const contractId = newId('contract')
  const terms = await writeContract(tx, { contractId, asked, chosen, ...input })
  await closeMarket(tx, asked, chosen, input.at)
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'terms_proposed',
    body: { version: 1, sha256: terms.sha256, dataset: terms.body.dataset },
    at: input.at,
  })
  await audit(tx, { by: input.by, act: 'proposal.accept', subject: chosen.id })
  await enqueue(tx, 'notify', { event: 'proposal-accepted', subject: chosen.id })
  return { contractId, already: false }
}

async function assertStillOpen(tx: Tx, asked: BriefRow, chosen: ProposalRow, at: Date) {
  if (!briefTransitions.find(asked.status, 'match', 'client').ok) throw new Refused('brief_closed')
  if (!proposalTransitions.find(chosen.status, 'accept', 'client').ok) {
    throw new Refused('transition_refused', { from: chosen.status, event: 'accept' })
  }
  if (chosen.deadlineAt && chosen.deadlineAt <= at) throw new Refused('changed_meanwhile')
  const { shown } = await liveProposalIds(tx, asked.id, at)
  if (!shown.includes(chosen.id)) throw new Refused('not_found')
}

async function seatsWithPeople(tx: Tx, chosen: ProposalRow) {
  const rows = await tx
    .select({
      personId: proposalSeat.personId,
      name: person.name,
      role: proposalSeat.role,
      shareBps: proposalSeat.shareBps,
      lead: teamMember.lead,
      agreedAt: proposalSeat.agreedAt,
    })
    .from(proposalSeat)
    .innerJoin(person, eq(person.id, proposalSeat.personId))
    .leftJoin(
      teamMember,
      and(eq(teamMember.teamId, chosen.teamId), eq(teamMember.personId, proposalSeat.personId)),
    )
    .where(eq(proposalSeat.proposalId, chosen.id))
  if (rows.some(({ lead }) => lead === null)) throw new Refused('member_unknown')
  if (rows.some(({ agreedAt }) => agreedAt === null)) throw new Refused('changed_meanwhile')
  const sum = rows.reduce((total, { shareBps }) => total + shareBps, 0)
  if (sum !== 10_000) throw new Refused('shares_not_whole')
  return rows.sort((a, b) => b.shareBps - a.shareBps || (a.personId < b.personId ? -1 : 1))
}

async function assertTwoSides(tx: Tx, organisationId: string, personIds: string[]) {
  const both = await tx
    .select({ personId: organisationMember.personId })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.organisationId, organisationId),
        inArray(organisationMember.personId, personIds),
      ),
    )
  if (both.length > 0) throw new Refused('both_sides')
}

type SealedData = { dataset: Terms['dataset']; left: number }

async function sealedData(tx: Tx, asked: BriefRow): Promise<SealedData> {
  if (!asked.datasetId) return { dataset: null, left: 0 }
  const facts = await datasetFacts(tx, asked.datasetId, 'party')
  if (!facts || facts.deletedAt) throw new Refused('dataset_too_small')
  const { datasetId: id, merkleRoot, rowCount: rows, rowsLeft: left } = facts
  return { dataset: { id, merkleRoot, rows }, left }
}

type Writing = { contractId: string; asked: BriefRow; chosen: ProposalRow; by: string; at: Date }
type Seats = Awaited<ReturnType<typeof seatsWithPeople>>

async function writeContract(tx: Tx, input: Writing): Promise<{ body: Terms; sha256: string }> {
  const seats = await seatsWithPeople(tx, input.chosen)
  await assertTwoSides(
    tx,
    input.asked.organisationId,
    seats.map(({ personId }) => personId),
  )
  const body = await termsFor(tx, input, seats)
  const text = termsText(body)
  await insertContract(tx, input, body)
  await tx.insert(contractTerms).values({
    contractId: input.contractId,
    version: 1,
    body,
    ...text,
    createdBy: input.by,
    createdAt: input.at,
  })
  await insertParts(tx, input, body, seats)
  return { body, sha256: text.sha256 }
}

async function termsFor(tx: Tx, input: Writing, seats: Seats): Promise<Terms> {
  const { contractId, asked, chosen, at } = input
  const { left, dataset } = await sealedData(tx, asked)
  const [client] = await tx
    .select()
    .from(organisation)
    .where(eq(organisation.id, asked.organisationId))
  const [ours] = await tx.select().from(team).where(eq(team.id, chosen.teamId))
  invariant(client && ours, 'a brief has an organisation and a proposal a team')
  const body = firstTerms({
    contractId,
    brief: asked,
    proposal: chosen,
    client: { organisationId: client.id, name: client.name, country: client.country },
    team: { teamId: ours.id, name: ours.name, country: ours.country },
    members: seats.map(({ personId, name, role, shareBps }) => ({
      personId,
      name,
      role,
      shareBps,
    })),
    platformFeeBps: await settingAt(tx, 'platformFeeBps', at),
    rulesVersion,
    dataset,
  })
  const criteria = body.milestones.map((row) => criteriaOf(body, row))
  if (criteria.some((list) => list.length === 0)) throw new Refused('criterion_missing')
  const needed = rowsNeeded(criteria)
  if (needed > left) throw new Refused('dataset_too_small', { needed, rows: left })
  await assertJudgesApart(tx, body)
  return body
}

async function insertContract(tx: Tx, input: Writing, body: Terms): Promise<void> {
  const { contractId, asked, chosen, at } = input
  await tx.insert(contract).values({
    id: contractId,
    title: body.title,
    briefId: asked.id,
    proposalId: chosen.id,
    organisationId: body.client.organisationId,
    teamId: body.team.teamId,
    workloadClass: body.workloadClass,
    rulesVersion: body.rulesVersion,
    datasetId: body.dataset?.id ?? null,
    currency: body.currency,
    priceMinor: BigInt(body.priceMinor),
    termsVersion: body.version,
    status: 'signing',
    enteredAt: at,
    deadlineAt: addDays(at, await settingAt(tx, 'signingDays', at)),
    createdAt: at,
  })
}

async function insertParts(tx: Tx, input: Writing, body: Terms, seats: Seats): Promise<void> {
  const { contractId, at } = input
  await tx.insert(contractMember).values(
    seats.map(({ personId, role, shareBps, lead }) => ({
      contractId,
      personId,
      role,
      shareBps,
      lead: lead ?? 0,
    })),
  )
  await tx.insert(milestone).values(
    body.milestones.map((row) => ({
      id: newId('milestone'),
      contractId,
      position: row.position,
      title: row.title,
      description: row.description,
      criterionIds: [...row.criterionIds],
      currency: body.currency,
      amountMinor: BigInt(row.amountMinor),
      weeks: row.weeks,
      status: 'unfunded' as const,
      enteredAt: at,
    })),
  )
}

async function closeMarket(tx: Tx, asked: BriefRow, chosen: ProposalRow, at: Date) {
  const accepted = proposalTransitions.find(chosen.status, 'accept', 'client')
  const matched = briefTransitions.find(asked.status, 'match', 'client')
  invariant(accepted.ok && matched.ok, 'both were checked under the lock')
  await tx
    .update(proposal)
    .set({ status: accepted.to, closedAt: at, deadlineAt: null })
    .where(eq(proposal.id, chosen.id))
  await tx
    .update(brief)
    .set({ status: matched.to, closedAt: at, deadlineAt: null })
    .where(eq(brief.id, asked.id))
  await declineLiveProposals(tx, {
    briefId: asked.id,
    reason: 'another_chosen',
    except: chosen.id,
    at,
  })
}
