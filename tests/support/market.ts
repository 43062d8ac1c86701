import type { BriefDraft } from '~/domain/market/briefs/brief.commands.server'
import { addCriterion, createBrief } from '~/domain/market/briefs/brief.commands.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import { sealBriefDataset } from '~/domain/market/briefs/seal-brief-dataset.server'
import { type ProposalDraft, saveProposal } from '~/domain/market/proposals/save-proposal.server'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { inTransaction } from '~/platform/database.server'
import { makeOrganisation, makeTeam, type TestOrganisation, type TestTeam } from './people'

/** A moment of business time that the market's tests start from. */
export const marketDay = new Date('2026-03-02T09:00:00Z')

export const briefDraft: BriefDraft = {
  title: 'Fewer missed appointments',
  statement: 'Tell us the day before who will not come.',
  sector: 'health',
  country: 'GB',
  currency: 'EUR',
  budgetMinor: 600_000n,
  weeks: 6,
  workloadClass: 'open',
  data: {
    regions: [],
    declared: false,
    personalFields: [],
    lawfulBasis: null,
    lawOverlay: null,
    retentionDays: 90,
  },
}

/** A CSV of appointments whose label follows the weekday, `rows` long. */
export function appointments(rows: number): Uint8Array {
  const lines = ['day,hour,age,missed']
  for (let row = 0; row < rows; row += 1) {
    const age = 18 + ((row * 7) % 60)
    lines.push(`${row % 7},${8 + (row % 9)},${age},${row % 7 < 2 ? 'yes' : 'no'}`)
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

/** Seals `rows` rows for a draft. */
export function seal(input: {
  briefId: string
  by: string
  rows?: number
  datasetClass?: WorkloadClass
  at?: Date
}) {
  const { rows = 1_000, datasetClass = 'open', at = marketDay, ...rest } = input
  return inTransaction((tx) =>
    sealBriefDataset(tx, {
      ...rest,
      source: once(appointments(rows)),
      labelColumn: 'missed',
      publishSample: true,
      datasetClass,
      at,
    }),
  )
}

export const labels = ['no', 'yes']

/** Recall of the positive class, and a latency: one of each kind. */
export const twoCriteria: Omit<Criterion, 'id'>[] = [
  {
    metric: 'recall',
    averaging: 'class',
    positiveClass: 'yes',
    labels,
    target: 0.8,
    direction: 'at_least',
    sampleSize: 300,
    confidence: 0.95,
    attempts: 3,
  },
  {
    metric: 'latency_p90',
    averaging: null,
    positiveClass: null,
    labels: [],
    target: 400,
    direction: 'at_most',
    sampleSize: 200,
    confidence: 0.95,
    attempts: 3,
  },
]

export async function addCriteria(
  briefId: string,
  by: string,
  criteria: readonly Omit<Criterion, 'id'>[] = twoCriteria,
): Promise<void> {
  for (const criterion of criteria) {
    await inTransaction((tx) => addCriterion(tx, { briefId, criterion, by }))
  }
}

export type TestBrief = { briefId: string; client: TestOrganisation; by: string }

/** A published brief with a sealed dataset and the criteria c1 and c2. */
export async function makeBrief(
  given: {
    client?: TestOrganisation
    draft?: Partial<BriefDraft>
    rows?: number
    at?: Date
    published?: boolean
  } = {},
): Promise<TestBrief> {
  const at = given.at ?? marketDay
  const client = given.client ?? (await makeOrganisation())
  const by = client.owner.personId
  const { briefId } = await inTransaction((tx) =>
    createBrief(tx, {
      ...briefDraft,
      ...given.draft,
      organisationId: client.organisationId,
      by,
      at,
    }),
  )
  await seal({ briefId, by, rows: given.rows, datasetClass: given.draft?.workloadClass, at })
  await addCriteria(briefId, by)
  if (given.published !== false) await inTransaction((tx) => publishBrief(tx, { briefId, by, at }))
  return { briefId, client, by }
}

/** A proposal that adds up: one milestone with both criteria, the team's own shares. */
export function proposalDraft(team: TestTeam, given: Partial<ProposalDraft> = {}): ProposalDraft {
  return {
    approach: 'We train on last year and ring who is likely to stay away.',
    priceMinor: 500_000n,
    weeks: 5,
    milestones: [
      {
        title: 'Predictions',
        description: '',
        amountMinor: '500000',
        weeks: 5,
        criterionIds: ['c1', 'c2'],
      },
    ],
    manifest: [],
    holdbackBps: 0,
    reviewDays: 14,
    seats: team.members.map(({ personId, shareBps }) => ({
      personId,
      shareBps,
      role: 'measurer' as const,
    })),
    ...given,
  }
}

export function save(
  team: TestTeam,
  briefId: string,
  given: Partial<ProposalDraft> & { by?: string; at?: Date } = {},
): Promise<{ proposalId: string }> {
  const { by = team.lead.personId, at = marketDay, ...draft } = given
  return inTransaction((tx) =>
    saveProposal(tx, {
      // A team does not send the same words to two briefs.
      ...proposalDraft(team, {
        approach: `We ring who is likely to stay away: ${briefId}.`,
        ...draft,
      }),
      briefId,
      teamId: team.teamId,
      by,
      at,
    }),
  )
}

/** A proposal that lies before the client: saved, sent, and every seat agreed to. */
export async function makeProposal(
  briefId: string,
  given: { team?: TestTeam; draft?: Partial<ProposalDraft>; at?: Date } = {},
): Promise<{ proposalId: string; team: TestTeam }> {
  const at = given.at ?? marketDay
  const team = given.team ?? (await makeTeam())
  const { proposalId } = await save(team, briefId, { ...given.draft, at })
  await inTransaction((tx) => sendProposal(tx, { proposalId, by: team.lead.personId, at }))
  for (const { personId } of team.members) {
    if (personId === team.lead.personId) continue
    await inTransaction((tx) => answerSeat(tx, { proposalId, agrees: true, by: personId, at }))
  }
  return { proposalId, team }
}
