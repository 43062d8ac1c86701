import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { milestonesOf } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { addCriterion } from '~/domain/market/briefs/brief.commands.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { SourceFile } from '~/domain/outcomes/people/make-report.server'
import { type Mark, saveMarks } from '~/domain/outcomes/people/rate-answers.server'
import { ratingPage } from '~/domain/outcomes/people/rating-queries.server'
import type { ReportDraft } from '~/domain/outcomes/people/report-standing'
import { runEvaluation } from '~/domain/outcomes/runs/run-evaluation.server'
import { database, inTransaction } from '~/platform/database.server'
import { storeFile } from '~/platform/files.server'
import {
  draftBrief,
  labels,
  type Model,
  makeProposal,
  makeWorld,
  pay,
  registerModel,
  sign,
  start,
  startModel,
  type World,
} from './contracts'
import { makePerson } from './people'

/** A judged criterion as an editor would send it: two things to mark, 1 to 5. */
export function rubricDraft(
  raters: readonly [string, string],
  rubric: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    metric: 'rubric_score',
    target: 4,
    sampleSize: 40,
    attempts: 2,
    rubric: {
      scale: 5,
      items: [
        { name: 'Right', means: 'What is said is true and complete.' },
        { name: 'Kind', means: 'A worried caller would feel answered.' },
      ],
      raters: raters.map((personId, at) => ({ personId, name: `Rater ${at + 1}` })),
      leastAgreement: 0.4,
      ...rubric,
    },
  }
}

/** Figures before and after as an editor would send them: a no-show rate over eight weeks. */
export function processDraft(
  measurer: string,
  plan: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    metric: 'process_value',
    direction: 'at_most',
    target: 0.1,
    sampleSize: 300,
    attempts: 1,
    process: {
      measure: 'No-show rate of follow-up appointments',
      unit: 'share',
      unitName: '',
      baseline: { value: 0.18, cases: 1_240, from: '2026-06-01', to: '2026-07-31' },
      source: 'The appointment book, all follow-ups that were due',
      windowDays: 56,
      measurer: { personId: measurer, name: 'Mina Measurer' },
      ...plan,
    },
  }
}

/** A second figure beside that of `processDraft`, from the same measurer. */
export function lateDraft(measurer: string) {
  return processDraft(measurer, { measure: 'Late arrivals at follow-up appointments' })
}

/** A latency criterion that any answering system meets, so that a brief has two criteria. */
export const quickDraft = {
  metric: 'latency_p50',
  target: 5_000,
  sampleSize: 50,
  attempts: 2,
}

type Drafts = readonly Record<string, unknown>[]

/** A published brief with these criteria; sealed data are left out where `rows` is null. */
export async function briefWith(
  world: World,
  drafts: Drafts,
  rows: number | null,
): Promise<string> {
  return inTransaction(async (tx) => {
    const by = world.client.personId
    const title = 'Callers are answered well'
    const briefId = await draftBrief(tx, world, { title, rows, at: start })
    for (const draft of drafts) {
      await addCriterion(tx, {
        briefId,
        criterion: draft as unknown as Omit<Criterion, 'id'>,
        ...(rows === null ? {} : { dataset: { labelKind: 'class' as const, labels } }),
        by,
      })
    }
    await publishBrief(tx, { briefId, by, at: start })
    return briefId
  })
}

/** Takes the team's proposal for a brief; both sides sign and the milestone is funded. */
export async function fundedContract(world: World, briefId: string) {
  const proposalId = await makeProposal(world, briefId, { milestones: 1 })
  const { contractId } = await inTransaction((tx) =>
    acceptProposal(tx, { proposalId, by: world.client.personId, at: start }),
  )
  await sign(contractId, world.client)
  await sign(contractId, world.lead)
  const [first] = await milestonesOf(database(), contractId)
  const milestoneId = first?.id ?? ''
  await pay(world, milestoneId)
  return { contractId, milestoneId }
}

/** The team submits and the run goes as far as it can without anybody. */
export async function submitted(
  world: World,
  milestoneId: string,
  model: Model | null,
  at = start,
) {
  if (model) await registerModel(world, milestoneId, model, at)
  const made = await inTransaction((tx) =>
    submitMilestone(tx, { milestoneId, note: 'Here.', by: world.lead.personId, at }),
  )
  if (!made.measured) throw new Error('not measured')
  await goOn(made.evaluationId, at)
  return made.evaluationId
}

/** What the worker does when a run is enqueued, and when it has ended. */
export async function goOn(evaluationId: string, at: Date): Promise<string> {
  const { state } = await runEvaluation(database(), { evaluationId, at })
  if (!['waiting', 'busy'].includes(state)) {
    await inTransaction((tx) => recordVerdict(tx, { evaluationId, at }))
  }
  return state
}

/** Marks every answer of a rater; `points` is given the answer's text. */
export async function markAll(
  input: { evaluationId: string; criterionId: string; by: string; at: Date },
  points: (output: string, item: number) => number,
): Promise<number> {
  const marks: Mark[] = []
  for (let page = 1; ; page += 1) {
    const asked = { ...input, personId: input.by, page }
    const shown = await ratingPage(database(), asked)
    for (const { place, output } of shown.answers) {
      shown.rubric.items.forEach((_, item) => {
        marks.push({ place, item, points: points(output, item) })
      })
    }
    if (page >= shown.pages) break
  }
  await inTransaction((tx) => saveMarks(tx, { ...input, marks }))
  return marks.length
}

export async function sourceFile(text = 'day,cases\n'): Promise<SourceFile> {
  const storageKey = `reports/${crypto.randomUUID()}`
  await storeFile(storageKey, Buffer.from(text))
  return {
    name: 'appointments.csv',
    mediaType: 'text/csv',
    sizeBytes: text.length,
    sha256: 'a'.repeat(64),
    storageKey,
  }
}

/** Figures of the eight weeks after `start`, the day after the submission first. */
export const goodDraft: ReportDraft = {
  from: '2026-11-03',
  to: '2026-12-28',
  cases: 400,
  hits: 24,
  mean: null,
  deviation: null,
}

/** A moment at which those eight weeks are over. */
export const afterWindow = new Date('2026-12-29T10:00:00Z')

/** A client, a team and its model, with the people whom terms may name: two raters and a measurer. */
export async function makeJudges() {
  const [world, model, first, second, measurer] = [
    await makeWorld(),
    await startModel(),
    await makePerson(database(), { name: 'Farah First' }),
    await makePerson(database(), { name: 'Sven Second' }),
    await makePerson(database(), { name: 'Mina Measurer' }),
  ]
  return { world, model, first, second, measurer }
}
