import {
  contract,
  contractInput,
  contractMember,
  contractTerms,
  milestone,
} from 'db/schema/contracts'
import { organisation, person } from 'db/schema/identity'
import { brief, proposal, proposalSeat } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { briefTransitions } from '~/domain/market/briefs/brief'
import type { OfferInput } from '~/domain/market/offers/offer'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { proposalTransitions } from '~/domain/market/proposals/proposal'
import { rowsNeeded } from '~/domain/outcomes/criteria/criterion'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { rulesVersion } from '~/domain/stewardship/rules'
import { addDays } from '~/kernel/clock'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { settingAt } from '~/platform/settings.server'
import { criteriaOf, firstTerms } from './build-terms'
import { assertJudgesApart } from './judges.server'
import type { Terms } from './terms'
import { termsText } from './terms-text.server'
import { assertTwoSides } from './two-sides.server'

export type BriefRow = typeof brief.$inferSelect
export type ProposalRow = typeof proposal.$inferSelect

type Asked = {
  readonly asked: BriefRow
  readonly chosen: ProposalRow
  /** How the brief comes to its contract: a proposal of several, or the order of an offer. */
  readonly event: 'match' | 'order'
  /** What the client hands over before the weeks count. */
  readonly inputs?: readonly OfferInput[]
  readonly by: string
  readonly at: Date
}

/**
 * Draws up the contract of a brief and the proposal that its client chose, with version 1 of the
 * terms. The caller holds both rows and has checked that they are still open.
 * @throws Refused member_unknown, shares_not_whole, both_sides, criterion_missing, dataset_too_small,
 * judge_in_team
 */
export async function drawUpContract(tx: Tx, input: Asked): Promise<{ contractId: string }> {
  const contractId = newId('contract')
  const terms = await writeContract(tx, { contractId, ...input })
  await closeBoth(tx, input)
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'terms_proposed',
    body: { version: 1, sha256: terms.sha256, dataset: terms.body.dataset },
    at: input.at,
  })
  return { contractId }
}

async function seatsWithPeople(tx: Tx, chosen: ProposalRow) {
  const rows = await tx
    .select({
      personId: proposalSeat.personId,
      name: person.name,
      role: proposalSeat.role,
      shareBps: proposalSeat.shareBps,
      exchange: proposalSeat.exchange,
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

type SealedData = { dataset: Terms['dataset']; left: number }

async function sealedData(tx: Tx, asked: BriefRow): Promise<SealedData> {
  if (!asked.datasetId) return { dataset: null, left: 0 }
  const facts = await datasetFacts(tx, asked.datasetId, 'party')
  if (!facts || facts.deletedAt) throw new Refused('dataset_too_small')
  const { datasetId: id, merkleRoot, rowCount: rows, rowsLeft: left } = facts
  return { dataset: { id, merkleRoot, rows }, left }
}

type Writing = Asked & { readonly contractId: string }
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
    members: seats.map(({ personId, name, role, shareBps, exchange }) => ({
      ...{ personId, name, role, shareBps },
      ...(exchange ? { exchange } : {}),
    })),
    platformFeeBps: await settingAt(tx, 'platformFeeBps', at),
    rulesVersion,
    dataset,
    inputs: input.inputs,
  })
  const criteria = body.milestones.map((row) => criteriaOf(body, row))
  const bare = body.milestones.some((row, at) => !isDiscovery(row) && criteria[at]?.length === 0)
  if (bare) throw new Refused('criterion_missing')
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
  const inputs = body.inputs ?? []
  const owed = inputs.filter(({ kind }) => kind !== 'sealed')
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
      kind: row.kind ?? null,
      criterionIds: [...row.criterionIds],
      currency: body.currency,
      amountMinor: BigInt(row.amountMinor),
      weeks: row.weeks,
      status: 'unfunded' as const,
      enteredAt: at,
      awaitsInputs: owed.length > 0,
    })),
  )
  if (inputs.length === 0) return
  await tx.insert(contractInput).values(
    inputs.map(({ id, kind }) => ({
      contractId,
      inputId: id,
      kind,
      // The rows were sealed before the order could be placed.
      ...(kind === 'sealed'
        ? { state: 'confirmed' as const, confirmedAt: at, confirmedHow: 'sealed' as const }
        : { state: 'awaited' as const }),
    })),
  )
}

async function closeBoth(tx: Tx, { asked, chosen, event, at }: Asked): Promise<void> {
  const accepted = proposalTransitions.find(chosen.status, 'accept', 'client')
  const matched = briefTransitions.find(asked.status, event, 'client')
  invariant(accepted.ok && matched.ok, 'both were checked under the lock')
  await tx
    .update(proposal)
    .set({ status: accepted.to, closedAt: at, deadlineAt: null })
    .where(eq(proposal.id, chosen.id))
  await tx
    .update(brief)
    .set({ status: matched.to, closedAt: at, deadlineAt: null })
    .where(eq(brief.id, asked.id))
}
