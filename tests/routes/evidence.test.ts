import { unzipSync } from 'fflate'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  startModel,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import type { TestPerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askOperator } from '~/domain/contracts/milestones/ask-operator.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { signedInById } from '~/domain/identity/session.server'
import { parseEvidence } from '~/domain/outcomes/evidence/evidence-file'
import { database, inTransaction } from '~/platform/database.server'
import * as contractEvents from '~/routes/contracts/$contractId/events[.]json'
import * as contractZip from '~/routes/contracts/$contractId/evidence[.]zip'
import * as openslo from '~/routes/contracts/$contractId/openslo[.]yaml'
import * as verdictEvents from '~/routes/verdicts/$verdictId/events[.]json'
import * as verdictZip from '~/routes/verdicts/$verdictId/evidence[.]zip'
import * as keysRoute from '~/routes/verdicts/keys'
import { start } from '../support/contracts'

useDatabase()
let world: World
let model: Model
let contractId: string
let milestoneId: string
let verdictId: string
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  const made = await reviewedMilestone(world, model)
  contractId = made.contractId
  milestoneId = made.milestoneId
  verdictId = (await pageFor(world.client)).milestone.verdictId ?? ''
})
afterAll(() => model?.close())

async function pageFor(who: TestPerson, id = milestoneId) {
  const viewer = await signedInById(database(), who.personId)
  if (!viewer) throw new Error('no such person')
  return milestonePage(database(), viewer, id, start)
}

type Loader = (args: never) => Promise<unknown>

/** The answer as it goes out, with its body. */
async function fetched(loader: Loader, path: string, who: TestPerson | null, params: object) {
  const args = await asking(path, { as: who?.personId ?? null, params: { ...params } })
  try {
    const response = (await loader(args as never)) as Response
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  } catch (thrown) {
    const { status } = await answerOf(() => Promise.reject(thrown), args)
    return { status, headers: new Headers(), bytes: Buffer.alloc(0) }
  }
}

const ofContract = (loader: Loader, who: TestPerson | null, query = '') =>
  fetched(loader, `/contracts/${contractId}/x${query}`, who, { contractId })
const ofVerdict = (loader: Loader) => fetched(loader, '/verdicts/x', null, { verdictId })

describe('the evidence zip of a contract', () => {
  const evidenceIn = (bytes: Buffer) => {
    const file = parseEvidence(Buffer.from(unzipSync(bytes)['evidence.jsonl'] ?? []).toString())
    return file.ok ? file.lines : []
  }

  it('opens the answers to its parties, and to nobody else', async () => {
    for (const who of [world.client, world.members[0] as TestPerson]) {
      const zip = await ofContract(contractZip.loader, who)
      expect(zip.headers.get('Content-Type')).toBe('application/zip')
      expect(zip.headers.get('Cache-Control')).toContain('no-store')
      expect(evidenceIn(zip.bytes).some(({ type }) => type === 'outcome')).toBe(true)
    }
    expect((await ofContract(contractZip.loader, world.stranger)).status).toBe(404)
    expect((await ofContract(contractZip.loader, null)).status).toBeGreaterThanOrEqual(300)
  })

  it('keeps to the rules of the class: the operator waits until it is asked', async () => {
    expect((await ofContract(contractZip.loader, world.operator)).status).toBeGreaterThanOrEqual(
      400,
    )
    const open = await ofContract(contractZip.loader, world.operator, '?part=public')
    expect(open.status).toBe(200)
    expect(evidenceIn(open.bytes).some(({ type }) => type === 'outcome')).toBe(false)
  })

  it('is public under its verdict, without what is sealed', async () => {
    const zip = await ofVerdict(verdictZip.loader)
    expect(zip.status).toBe(200)
    expect(evidenceIn(zip.bytes).some(({ type }) => type === 'verdict')).toBe(true)
    expect(evidenceIn(zip.bytes).some(({ type }) => type === 'outcome')).toBe(false)
    const none = await fetched(verdictZip.loader, '/verdicts/x', null, { verdictId: 'vrd_none' })
    expect(none.status).toBe(404)
  })
})

describe('exports for other tools', () => {
  it('are OpenSLO for the parties of the contract', async () => {
    const yaml = await ofContract(openslo.loader, world.client)
    expect(yaml.bytes.toString()).toContain('kind: SLO')
    expect(yaml.bytes.toString()).toContain('displayName: Half of all answers within')
    expect((await ofContract(openslo.loader, world.stranger)).status).toBe(404)
  })

  it('are events: of a run for anybody, of a contract for its readers', async () => {
    const open = await ofVerdict(verdictEvents.loader)
    expect(open.headers.get('Content-Type')).toContain('application/cloudevents-batch+json')
    const events = JSON.parse(open.bytes.toString()) as { id: string; type: string }[]
    expect(events.map(({ type }) => type.replace(/^.*?(evaluation|verdict)\./, '$1.'))).toEqual([
      'evaluation.started.v1',
      'evaluation.finished.v1',
      'verdict.signed.v1',
    ])
    const all = await ofContract(contractEvents.loader, world.client)
    const ids = (JSON.parse(all.bytes.toString()) as typeof events).map(({ id }) => id)
    for (const { id } of events) expect(ids).toContain(id)
    expect((await ofContract(contractEvents.loader, world.stranger)).status).toBe(404)
  })
})

describe('the page of keys', () => {
  it('says which key signed how much, and shows it to anybody', async () => {
    const answer = await answerOf(keysRoute.loader, await asking('/verdicts/keys'))
    expect(answer.data).toMatchObject({
      keys: [{ verdicts: 1, retiredAt: null, firstAt: expect.any(Date), lastAt: expect.any(Date) }],
    })
    expect(keysRoute.handle.script).toBe(false)
  })
})

describe('the rows that were answered differently', () => {
  it('are for the client alone, even where others read the evidence', async () => {
    model.quality = 'bad'
    const { milestoneId: id } = await reviewedMilestone(world, model)
    const { errors } = await pageFor(world.client, id)
    expect(errors.length).toBeGreaterThan(0)
    for (const { label, output } of errors) expect(output).not.toBe(label)
    for (const who of world.members) expect((await pageFor(who, id)).errors).toEqual([])
    expect((await pageFor(world.operator, id)).errors).toEqual([])
    await inTransaction((tx) => askOperator(tx, { milestoneId: id, at: start }))
    expect((await pageFor(world.operator, id)).errors).toEqual([])
  })
})
