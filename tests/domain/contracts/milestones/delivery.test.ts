import { contract, deliveryFile } from 'db/schema/contracts'
import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import {
  type Model,
  makeWorld,
  pay,
  registerModel,
  reviewedMilestone,
  signedContract,
  start,
  startModel,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import type { TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordVerdict } from '~/domain/contracts/measuring/record-verdict.server'
import { stopForbiddenRun } from '~/domain/contracts/measuring/stop-forbidden-run.server'
import { tryEndpoint } from '~/domain/contracts/measuring/try-endpoint.server'
import { askOperator } from '~/domain/contracts/milestones/ask-operator.server'
import { deliveryProblem } from '~/domain/contracts/milestones/delivery-file'
import {
  readDeliveryFile,
  storeDelivery,
} from '~/domain/contracts/milestones/delivery-files.server'
import { endpointFixed } from '~/domain/contracts/milestones/milestone'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { evidenceFile, evidencePage } from '~/domain/contracts/sealed-reading.server'
import { signedInById } from '~/domain/identity/session.server'
import { registerEndpoint } from '~/domain/outcomes/endpoints/register-endpoint.server'
import { trialDoubt } from '~/domain/outcomes/endpoints/trial-doubt'
import { evaluationResult, evidenceChain } from '~/domain/outcomes/queries.server'
import { runEvaluationTask } from '~/jobs/run-evaluation'
import { attachmentHeader, plainFileName } from '~/kernel/file-name'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
})
afterAll(() => model?.close())
const at = start

async function as(who: TestPerson) {
  const viewer = await signedInById(database(), who.personId)
  if (!viewer) throw new Error('no such person')
  return viewer
}

async function funded() {
  const { milestoneIds, contractId } = await signedContract(world, { milestones: 1 })
  const milestoneId = milestoneIds[0] ?? ''
  await pay(world, milestoneId)
  return { milestoneId, contractId }
}

const submit = (milestoneId: string, more: Partial<Parameters<typeof submitMilestone>[1]> = {}) =>
  inTransaction((tx) =>
    submitMilestone(tx, { milestoneId, note: 'Done.', by: world.lead.personId, at, ...more }),
  )

describe('submitting without a trial', () => {
  it('is doubtful as far as the last trial says', () => {
    expect(trialDoubt(null, 5)).toMatchObject({ kind: 'not_tried', confirm: true })
    expect(trialDoubt({ rows: 5, answered: 0 }, 5)).toEqual({
      kind: 'none_answered',
      rows: 5,
      answered: 0,
      confirm: true,
    })
    expect(trialDoubt({ rows: 5, answered: 3 }, 5)).toMatchObject({
      kind: 'some_missing',
      confirm: false,
    })
    expect(trialDoubt({ rows: 5, answered: 5 }, 5)).toBeNull()
    expect(trialDoubt(null, 0)).toMatchObject({ kind: 'not_tried', confirm: false })
    expect(trialDoubt({ rows: 1, answered: 0 }, 0)).toMatchObject({ confirm: false })
  })

  it('needs a tick until a trial of this address was answered', async () => {
    const { milestoneId } = await funded()
    const lead = await as(world.lead)
    model.quality = 'broken'
    await registerModel(world, milestoneId, model)
    const refused = { code: 'form_invalid', facts: { problem: 'trial' } }
    await expect(submit(milestoneId, { knowsDoubt: false })).rejects.toMatchObject(refused)
    await tryEndpoint(database(), lead, milestoneId)
    const page = await milestonePage(database(), lead, milestoneId, at)
    expect(page.doubt).toEqual({ kind: 'none_answered', rows: 5, answered: 0, confirm: true })
    await expect(submit(milestoneId, { knowsDoubt: false })).rejects.toMatchObject(refused)
    model.quality = 'good'
    await tryEndpoint(database(), lead, milestoneId)
    expect((await milestonePage(database(), lead, milestoneId, at)).doubt).toBeNull()
    // Another registration has not been tried.
    await registerModel(world, milestoneId, model, new Date(at.getTime() + 1_000))
    await expect(submit(milestoneId, { knowsDoubt: false })).rejects.toMatchObject(refused)
    expect(await submit(milestoneId, { knowsDoubt: true })).toMatchObject({ measured: true })
  })

  it('says afterwards how many rows were answered', async () => {
    model.quality = 'broken'
    const { milestoneId } = await reviewedMilestone(world, model)
    const page = await milestonePage(database(), await as(world.lead), milestoneId, at)
    expect(page.attempts[0]?.body?.rows).toMatchObject({ asked: 60, answered: 0 })
    model.quality = 'good'
  })
})

describe('files of a delivery', () => {
  it('are few, small, and named without paths', () => {
    expect(deliveryProblem(Array(6).fill({ size: 1 }))).toBe('too_many')
    expect(deliveryProblem([{ size: 10_000_001 }])).toBe('too_large')
    expect(deliveryProblem([{ size: 0 }])).toBe('empty')
    expect(deliveryProblem([{ size: 10_000_000 }])).toBeNull()
    expect(plainFileName('../../etc/passwd')).toBe('passwd')
    expect(plainFileName('C:\\work\\plan "v2"\r\n.pdf')).toBe('plan v2.pdf')
    expect(plainFileName('..')).toBe('file')
    expect(plainFileName(`${'x'.repeat(300)}.pdf`)).toHaveLength(120)
    const header = attachmentHeader("مسودہ's.pdf")
    expect(header).toMatch(/^attachment; filename="_____'s\.pdf"; filename\*=UTF-8''/)
    expect(header).toContain('%27s.pdf')
  })

  it('are kept with the first submission, hashed in the evidence, and read by the parties only', async () => {
    const { milestoneId, contractId } = await funded()
    await registerModel(world, milestoneId, model)
    const form = new FormData()
    form.append('files', new File(['<script>'], 'notes.html', { type: 'text/html' }))
    form.append('files', new File([], ''))
    const stored = await storeDelivery(form.getAll('files'))
    if (!stored.ok) throw new Error(stored.problem)
    expect(stored.files).toHaveLength(1)
    expect(await submit(milestoneId, { files: stored.files })).toMatchObject({ already: false })
    expect(await submit(milestoneId, { files: stored.files })).toMatchObject({ already: true })
    const rows = await database()
      .select()
      .from(deliveryFile)
      .where(eq(deliveryFile.milestoneId, milestoneId))
    expect(rows).toHaveLength(1)
    const entries = await evidenceChain(database(), contractId, 'party')
    expect(entries.find(({ kind }) => kind === 'milestone_submit')?.body).toMatchObject({
      files: [{ sha256: rows[0]?.sha256, sizeBytes: 8 }],
    })
    const input = { milestoneId, fileId: rows[0]?.id ?? '' }
    for (const who of [world.client, world.reader, world.lead]) {
      const file = await readDeliveryFile(database(), await as(who), input)
      expect(file).toMatchObject({ name: 'notes.html', data: Buffer.from('<script>') })
    }
    const read = async (who: TestPerson) => readDeliveryFile(database(), await as(who), input)
    await expect(read(world.stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(read(world.operator)).rejects.toMatchObject({ code: 'rule_fails' })
  })
})

describe('the rule about reading', () => {
  it('gives the operator the parties’ evidence once a milestone was handed to it', async () => {
    const { contractId, milestoneId } = await reviewedMilestone(world, model)
    const db = database()
    const operator = await as(world.operator)
    expect((await evidencePage(db, await as(world.reader), contractId)).readsSealed).toBe(true)
    const before = await evidencePage(db, operator, contractId)
    expect(before).toMatchObject({ readsSealed: false, check: { ok: true } })
    expect(before.entries.find(({ kind }) => kind === 'terms_signed')?.body).toBeNull()
    await expect(evidenceFile(db, operator, contractId, 'party')).rejects.toMatchObject({
      code: 'rule_fails',
      facts: { rule: 'readers_are_parties', who: 'client' },
    })
    expect((await evidenceFile(db, operator, contractId, 'public')).text).toContain('"audience"')
    await inTransaction((tx) => askOperator(tx, { milestoneId, at }))
    expect((await evidencePage(db, operator, contractId)).readsSealed).toBe(true)
    expect((await evidenceFile(db, operator, contractId, 'party')).text).toContain('"outcome"')
  })

  it('is looked up in the version that the contract was signed under', async () => {
    const { contractId } = await funded()
    await database().update(contract).set({ rulesVersion: 99 }).where(eq(contract.id, contractId))
    await expect(evidencePage(database(), await as(world.client), contractId)).rejects.toThrow(
      /version 99/,
    )
  })
})

describe('the rules when a run starts', () => {
  it('stop it before anything is sent, and no attempt is used', async () => {
    const { milestoneId } = await funded()
    await registerModel(world, milestoneId, model)
    const submitted = await submit(milestoneId)
    if (!submitted.measured) throw new Error('not measured')
    const { evaluationId } = submitted
    expect(await inTransaction((tx) => stopForbiddenRun(tx, { evaluationId, at }))).toEqual({
      stopped: false,
    })
    // As if the run would send to a host that the provider list does not name.
    const { endpointId } = await inTransaction((tx) =>
      registerEndpoint(tx, {
        reference: milestoneId,
        url: model.url.replace('127.0.0.1', 'localhost'),
        headers: [],
        requestTemplate: '{"text":"{{text}}"}',
        answerPointer: '/label',
        columns: ['text'],
        at,
        by: world.lead.personId,
      }),
    )
    const db = database()
    await db.update(evaluation).set({ endpointId }).where(eq(evaluation.id, evaluationId))
    const asked = model.asked
    const job = { id: '1', attempts: 1, max_attempts: 5 }
    await runEvaluationTask.handler({ evaluationId }, { job } as never)
    expect(model.asked).toBe(asked)
    expect(await evaluationResult(db, evaluationId)).toMatchObject({
      state: 'failed',
      failure: 'rule_broken',
      counted: false,
    })
    await inTransaction((tx) => recordVerdict(tx, { evaluationId, at }))
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 0 })
  })
})

describe('the registered address', () => {
  it('can be changed until it is measured, and the page says why not after', () => {
    expect(endpointFixed('funded')).toBeNull()
    expect(endpointFixed('unfunded')).toBeNull()
    expect(endpointFixed('measuring')).toBe('measuring')
    expect(endpointFixed('in_review')).toBe('in_review')
    expect(endpointFixed('with_operator')).toBe('with_operator')
    expect(endpointFixed('paid')).toBe('ended')
  })
})
