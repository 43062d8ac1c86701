import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { milestone } from 'db/schema/contracts'
import { organisation, organisationMember } from 'db/schema/identity'
import { payment } from 'db/schema/payments'
import { teamMember } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { registerContractEndpoint } from '~/domain/contracts/measuring/register-contract-endpoint.server'
import { confirmFunding } from '~/domain/contracts/milestones/confirm-funding.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { currentTerms, milestonesOf } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { signTerms } from '~/domain/contracts/terms/sign-terms.server'
import {
  addCriterion,
  attachDataset,
  createBrief,
} from '~/domain/market/briefs/brief.commands.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import type { ExchangePlan } from '~/domain/market/exchange/exchange'
import { saveProposal } from '~/domain/market/proposals/save-proposal.server'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import type { Role } from '~/domain/skills/roles'
import { createTeam } from '~/domain/teams/create-team.server'
import { taskList } from '~/jobs/tasks'
import { database, inTransaction, type Tx } from '~/platform/database.server'
import { setSetting } from '~/platform/settings.server'
import { makeOrganisation, makePerson, type TestPerson } from './people'

export const start = new Date('2026-11-02T09:00:00Z')

export const labels = ['urgent', 'normal'] as const
/** Row n is urgent when its number is divisible by 3; the text says so to whoever can count. */
export const labelOf = (n: number) => (n % 3 === 0 ? 'urgent' : 'normal')

export function csv(rows: number): string {
  const lines = Array.from({ length: rows }, (_, n) => `message ${n},${labelOf(n)}`)
  return `text,label\n${lines.join('\n')}\n`
}

export type Model = {
  url: string
  quality: 'good' | 'bad' | 'shaky' | 'broken'
  asked: number
  close(): Promise<void>
}

/** The team's system: answers right, always "urgent", every fifth time wrong, or with an error. */
export async function startModel(): Promise<Model> {
  const model = { url: '', quality: 'good' as Model['quality'], asked: 0 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      model.asked += 1
      const { text } = JSON.parse(body) as { text: string }
      const n = Number(text.split(' ')[1])
      const wrong = model.quality === 'shaky' ? 'no idea' : 'urgent'
      const right = model.quality === 'good' || (model.quality === 'shaky' && model.asked % 5 > 0)
      const label = right ? labelOf(n) : wrong
      response.writeHead(model.quality === 'broken' ? 500 : 200, {
        'content-type': 'application/json',
      })
      response.end(JSON.stringify({ label }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/predict`
  return Object.assign(model, {
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  })
}

export type World = {
  client: TestPerson
  colleague: TestPerson
  reader: TestPerson
  lead: TestPerson
  members: TestPerson[]
  operator: TestPerson
  stranger: TestPerson
  organisationId: string
  teamId: string
}

let worlds = 0

/** A client's organisation with three people, a team of three, an operator and a stranger. */
export async function makeWorld(at = start): Promise<World> {
  worlds += 1
  const db = database()
  const people = await Promise.all(
    ['Anna Client', 'Otto Client', 'Rita Reader', 'Lena Lead', 'Umar Member', 'Sana Member'].map(
      (name) => makePerson(db, { name }),
    ),
  )
  const [client, colleague, reader, lead, second, third] = people as [
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
  ]
  const operator = await makePerson(db, { name: 'Olga Operator' })
  const stranger = await makePerson(db, { name: 'Sam Stranger' })
  const { organisationId } = await makeOrganisation({
    name: `Hannover Logistics ${worlds}`,
    owner: client,
    country: 'DE',
  })
  return inTransaction(async (tx) => {
    await tx.insert(organisationMember).values([
      { organisationId, personId: colleague.personId, role: 'manager', joinedAt: at },
      { organisationId, personId: reader.personId, role: 'member', joinedAt: at },
    ])
    const deskId = `org_desk_${worlds}`
    await tx.insert(organisation).values({
      id: deskId,
      kind: 'operator',
      name: 'Desk',
      slug: `desk-${worlds}`,
      country: 'PK',
      createdAt: at,
    })
    await tx
      .insert(organisationMember)
      .values({ organisationId: deskId, personId: operator.personId, role: 'owner', joinedAt: at })
    const { teamId } = await createTeam(tx, {
      name: `Ravi Outcomes ${worlds}`,
      headline: '',
      about: '',
      country: 'PK',
      role: 'outcome_lead',
      by: lead.personId,
      at,
    })
    await tx
      .update(teamMember)
      .set({ shareBps: 5_000 })
      .where(eq(teamMember.personId, lead.personId))
    await tx.insert(teamMember).values([
      {
        teamId,
        personId: second.personId,
        role: 'machine_learning_engineer',
        shareBps: 3_333,
        joinedAt: at,
      },
      { teamId, personId: third.personId, role: 'localiser', shareBps: 1_667, joinedAt: at },
    ])
    await setSetting(tx, { key: 'evaluationRate', value: 400, effectiveAt: at, by: 'test' })
    return {
      client,
      colleague,
      reader,
      lead,
      members: [lead, second, third],
      operator,
      stranger,
      organisationId,
      teamId,
    }
  })
}

const seats: { role: Role; shareBps: number }[] = [
  { role: 'outcome_lead', shareBps: 5_000 },
  { role: 'machine_learning_engineer', shareBps: 3_333 },
  { role: 'localiser', shareBps: 1_667 },
]

/** A brief that nobody sees yet, without criteria; sealed data are left out where `rows` is null. */
export async function draftBrief(
  tx: Tx,
  world: World,
  input: { title: string; rows: number | null; at: Date; predictionFiles?: boolean },
): Promise<string> {
  const by = world.client.personId
  const { briefId } = await createBrief(tx, {
    organisationId: world.organisationId,
    title: input.title,
    statement: 'Messages that are urgent reach the desk within a minute.',
    sector: 'logistics',
    country: 'DE',
    currency: 'EUR',
    budgetMinor: 1_000_000n,
    weeks: 6,
    workloadClass: 'internal',
    data: {
      regions: [],
      declared: true,
      personalFields: [],
      lawfulBasis: 'contract',
      lawOverlay: 'EU',
      retentionDays: 90,
      ...(input.predictionFiles ? { predictionFiles: true } : {}),
    },
    by,
    at: input.at,
  })
  if (input.rows === null) return briefId
  const { datasetId } = await sealDataset(tx, {
    reference: briefId,
    organisationId: world.organisationId,
    source: [Buffer.from(csv(input.rows))],
    labelColumn: 'label',
    publishSample: true,
    workloadClass: 'internal',
    at: input.at,
    by,
  })
  await attachDataset(tx, { briefId, datasetId, by })
  return briefId
}

/**
 * A published brief with sealed data and two criteria. With `files` the client agrees that rows are
 * handed out, and nothing is measured in time unless it says so.
 */
export async function makeBrief(
  world: World,
  at = start,
  rows = 520,
  files: boolean | 'with_time' = false,
): Promise<string> {
  return inTransaction(async (tx) => {
    const by = world.client.personId
    const title = 'Urgent messages are seen'
    const briefId = await draftBrief(tx, world, {
      title,
      rows,
      at,
      predictionFiles: files !== false,
    })
    const criterion = {
      averaging: null,
      positiveClass: null,
      labels: [...labels].sort(),
      confidence: 0.95 as const,
      attempts: 2,
      sampleSize: 60,
    }
    await addCriterion(tx, {
      briefId,
      criterion: { ...criterion, metric: 'accuracy', target: 0.8, direction: 'at_least' },
      by,
    })
    await addCriterion(tx, {
      briefId,
      criterion: {
        ...criterion,
        ...(files === true
          ? ({
              metric: 'recall',
              averaging: 'class',
              positiveClass: 'urgent',
              target: 0.7,
            } as const)
          : ({ metric: 'latency_p50', target: 2_000, labels: [] } as const)),
        direction: files === true ? 'at_least' : 'at_most',
      },
      by,
    })
    await publishBrief(tx, { briefId, by, at })
    return briefId
  })
}

const discovered = 50_000n
const discovery = {
  title: 'A look at the data',
  description: 'A report on 200 messages that we label by hand.',
  amountMinor: discovered.toString(),
  weeks: 2,
  criterionIds: [],
  kind: 'discovery' as const,
}
/** Which member has a seat in exchange. */
export type TestExchange = { readonly personId: string; readonly plan: ExchangePlan }

/** A proposal with two milestones that lies before the client. */
export async function makeProposal(
  world: World,
  briefId: string,
  given: {
    at?: Date
    holdbackBps?: number
    milestones?: number
    approach?: string
    /** A small paid milestone before everything else. */
    discovery?: boolean
    exchange?: TestExchange
  } = {},
): Promise<string> {
  const at = given.at ?? start
  const count = given.milestones ?? 2
  const proposalId = await inTransaction(async (tx) => {
    const made = await saveProposal(tx, {
      briefId,
      teamId: world.teamId,
      // A team does not send the same words twice.
      approach: given.approach ?? `We measure first, for ${briefId}.`,
      priceMinor: 500_000n * BigInt(count) + (given.discovery ? discovered : 0n),
      weeks: 3 * count + (given.discovery ? 2 : 0),
      milestones: [
        ...(given.discovery ? [discovery] : []),
        ...Array.from({ length: count }, (_, index) => ({
          title: `Part ${index + 1}`,
          description: 'A part of the work.',
          amountMinor: '500000',
          weeks: 3,
          criterionIds: ['c1', 'c2'],
        })),
      ],
      manifest: [
        { kind: 'model', provider: 'Ravi', purpose: 'inference', region: 'PK', host: '127.0.0.1' },
      ],
      holdbackBps: given.holdbackBps ?? 0,
      reviewDays: 14,
      seats: world.members.map(({ personId }, index) => ({
        personId,
        ...(seats[index] ?? { role: 'localiser' as const, shareBps: 0 }),
        ...(given.exchange?.personId === personId ? { exchange: given.exchange.plan } : {}),
      })),
      by: world.lead.personId,
      at,
    })
    await sendProposal(tx, { proposalId: made.proposalId, by: world.lead.personId, at })
    return made.proposalId
  })
  for (const { personId } of world.members.slice(1)) {
    await inTransaction((tx) => answerSeat(tx, { proposalId, agrees: true, by: personId, at }))
  }
  return proposalId
}

export async function sign(contractId: string, who: TestPerson, at = start) {
  const { version, sha256 } = await currentTerms(database(), contractId)
  return inTransaction((tx) =>
    signTerms(tx, { contractId, version, sha256, typedName: who.name, by: who.personId, at }),
  )
}

/** A contract that both sides have signed. */
export async function signedContract(
  world: World,
  given: {
    at?: Date
    holdbackBps?: number
    milestones?: number
    discovery?: boolean
    exchange?: TestExchange
    files?: boolean | 'with_time'
  } = {},
) {
  const at = given.at ?? start
  const briefId = await makeBrief(world, at, 520, given.files)
  const proposalId = await makeProposal(world, briefId, given)
  const { contractId } = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId, by: world.client.personId, at }),
  )
  await sign(contractId, world.client, at)
  await sign(contractId, world.lead, at)
  const milestones = await milestonesOf(database(), contractId)
  return { contractId, milestoneIds: milestones.map(({ id }) => id), proposalId }
}

/** Pays without the provider: what the webhook would have recorded is written down. */
export async function pay(world: World, milestoneId: string, at = start): Promise<string> {
  const { paymentId } = await inTransaction((tx) =>
    fundMilestone(tx, { milestoneId, by: world.client.personId, at }),
  )
  await settleByHand(paymentId, 'confirmed', at)
  await inTransaction((tx) => confirmFunding(tx, { paymentId, at }))
  return paymentId
}

export async function settleByHand(
  paymentId: string,
  status: 'processing' | 'confirmed' | 'failed' | 'expired',
  at = start,
) {
  await database()
    .update(payment)
    .set(
      status === 'confirmed'
        ? { status, rail: 'bank', chargeId: `ch_${paymentId}`, feeMinor: 30n, chargedAt: at }
        : { status },
    )
    .where(eq(payment.id, paymentId))
}

export async function registerModel(world: World, milestoneId: string, model: Model, at = start) {
  await inTransaction((tx) =>
    registerContractEndpoint(tx, {
      milestoneId,
      url: model.url,
      headers: [],
      requestTemplate: '{"text":"{{text}}"}',
      answerPointer: '/label',
      by: world.lead.personId,
      at,
    }),
  )
}

/** Submits and measures as the job would. */
export async function submitAndMeasure(
  world: World,
  milestoneId: string,
  model: Model,
  at = start,
) {
  await registerModel(world, milestoneId, model, at)
  const submitted = await inTransaction((tx) =>
    submitMilestone(tx, { milestoneId, note: 'Here it is.', by: world.lead.personId, at }),
  )
  if (!submitted.measured) return
  await runEvaluation(database(), { evaluationId: submitted.evaluationId, at })
  await inTransaction((tx) => recordVerdict(tx, { evaluationId: submitted.evaluationId, at }))
}

/** A funded milestone with its verdict, before the client. */
export async function reviewedMilestone(
  world: World,
  model: Model,
  given: { at?: Date; holdbackBps?: number; milestones?: number; exchange?: TestExchange } = {},
) {
  const at = given.at ?? start
  const made = await signedContract(world, { milestones: 1, ...given })
  const milestoneId = made.milestoneIds[0] ?? ''
  await pay(world, milestoneId, at)
  const attempts = model.quality === 'good' ? 1 : 2
  for (let n = 0; n < attempts; n += 1) await submitAndMeasure(world, milestoneId, model, at)
  return { ...made, milestoneId }
}

export async function stateOf(milestoneId: string) {
  const [row] = await database().select().from(milestone).where(eq(milestone.id, milestoneId))
  if (!row) throw new Error('no such milestone')
  return row
}

/** Runs the worker's real tasks until the queue is empty. */
export async function drainJobs(ownerUrl: string, leaveOut: readonly string[] = []): Promise<void> {
  const { runOnce } = await import('graphile-worker')
  const tasks = Object.fromEntries(
    Object.entries(taskList()).filter(([name]) => !leaveOut.includes(name)),
  )
  await runOnce({
    connectionString: ownerUrl,
    taskList: tasks,
    concurrency: 2,
    noHandleSignals: true,
  })
}
