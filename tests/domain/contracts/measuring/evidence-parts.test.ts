import { type Model, start, type World } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  afterWindow,
  briefWith,
  fundedContract,
  goOn,
  goodDraft,
  makeJudges,
  markAll,
  processDraft,
  quickDraft,
  rubricDraft,
  sourceFile,
  submitted,
} from 'tests/support/judging'
import type { TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportEvidence } from '~/domain/outcomes/evidence/evidence-export.server'
import { parseEvidence } from '~/domain/outcomes/evidence/evidence-file'
import { replayEvidence } from '~/domain/outcomes/evidence/replay'
import { makeReport } from '~/domain/outcomes/people/make-report.server'
import { handInRatings } from '~/domain/outcomes/people/rate-answers.server'
import { addBusinessDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
let world: World
let model: Model
let first: TestPerson
let second: TestPerson
beforeAll(async () => {
  ;({ world, model, first, second } = await makeJudges())
})
afterAll(() => model?.close())

async function files(contractReference: string) {
  const of = async (audience: 'party' | 'public') => {
    const file = parseEvidence(await exportEvidence(database(), { contractReference, audience }))
    if (!file.ok) throw new Error(`line ${file.line}`)
    return file.lines
  }
  return { party: await of('party'), open: await of('public') }
}

const results = (lines: Parameters<typeof replayEvidence>[0]) =>
  replayEvidence(lines).map(({ result }) => result)

async function judged(points: number) {
  const people: [string, string] = [first.personId, second.personId]
  const draft = rubricDraft(people, { leastAgreement: 0 })
  const made = await fundedContract(world, await briefWith(world, [draft, quickDraft], 300))
  const evaluationId = await submitted(world, made.milestoneId, model)
  for (const who of [first, second]) {
    const seat = { evaluationId, criterionId: 'c1', by: who.personId, at: start }
    await markAll(seat, (output, item) => Math.min(5, points + ((output.length + item) % 2)))
    await inTransaction((tx) => handInRatings(tx, seat))
  }
  expect(await goOn(evaluationId, start)).toBe('finished')
  return made.contractId
}

describe('evidence of what people marked and reported', () => {
  it('lets the parties compute a judged verdict again, and the public check its hash', async () => {
    const { party, open } = await files(await judged(4))
    expect(party.filter(({ type }) => type === 'rating')).toHaveLength(40 * 2 * 2)
    expect(open.filter(({ type }) => type === 'rating')).toHaveLength(0)
    expect(results(party)).toEqual(['same'])
    expect(results(open)).toEqual(['holds'])
    for (const lines of [party, open]) {
      const signed = lines.flatMap((line) => (line.type === 'verdict' ? [line.jws] : []))
      const bodies = signed.map((jws) => Buffer.from(jws.split('.')[1] ?? '', 'base64url'))
      const text = `${JSON.stringify(lines)}${bodies.join()}`
      expect(text).toContain('rubric_score')
      for (const secret of [first.personId, second.personId, 'Rater 1', 'Rater 2']) {
        expect(text).not.toContain(secret)
      }
    }
    const other = party.map((line) =>
      line.type === 'rating' && line.order === 3 && line.rater === 1
        ? { ...line, points: 1 }
        : line,
    )
    const failing = replayEvidence(other)[0]?.checks.filter(({ ok }) => !ok)
    expect(failing?.map(({ check }) => check)).toEqual(['parts', 'numbers'])
  })

  it('keeps the marks back while an attempt is left', async () => {
    const { party } = await files(await judged(2))
    expect(party.some(({ type }) => type === 'rating' || type === 'label')).toBe(false)
    expect(party.some(({ type }) => type === 'outcome')).toBe(true)
    expect(results(party)).toEqual(['holds'])
  })

  it('lets the parties compute a verdict on reported figures again, with no dataset at all', async () => {
    const other = processDraft(first.personId, { measure: 'Cancelled on the day' })
    const drafts = [processDraft(first.personId), other]
    const made = await fundedContract(world, await briefWith(world, drafts, null))
    const evaluationId = await submitted(world, made.milestoneId, null)
    for (const criterionId of ['c1', 'c2']) {
      const by = { evaluationId, criterionId, by: first.personId, at: afterWindow }
      const file = await sourceFile()
      await inTransaction((tx) => makeReport(tx, { ...by, draft: goodDraft, file }))
    }
    await goOn(evaluationId, afterWindow)
    expect(await goOn(evaluationId, addBusinessDays(afterWindow, 6))).toBe('finished')
    const { party, open } = await files(made.contractId)
    expect(party.filter(({ type }) => type === 'report')).toHaveLength(2)
    expect(open.some(({ type }) => type === 'report' || type === 'row')).toBe(false)
    expect(results(party)).toEqual(['same'])
    expect(results(open)).toEqual(['holds'])
    const changed = party.map((line) => (line.type === 'report' ? { ...line, cases: 401 } : line))
    expect(results(changed)).toEqual(['different'])
  })
})
