import { rating, ratingTask } from 'db/schema/judging'
import { evaluation } from 'db/schema/outcomes'
import { and, eq } from 'drizzle-orm'
import {
  type Model,
  makeProposal,
  registerModel,
  start,
  stateOf,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import {
  briefWith,
  fundedContract,
  goOn,
  makeJudges,
  markAll,
  quickDraft,
  rubricDraft,
  submitted,
} from 'tests/support/judging'
import { signedIn, type TestPerson } from 'tests/support/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { ratingDesk } from '~/domain/contracts/measuring/judging-queries.server'
import { deskMilestones } from '~/domain/contracts/milestones/desk-queries.server'
import { milestonePage } from '~/domain/contracts/milestones/milestone-queries.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { waitingFor } from '~/domain/figures/waiting-items.server'
import { briefList, briefPage } from '~/domain/market/queries.server'
import {
  declineRating,
  handInRatings,
  saveMarks,
} from '~/domain/outcomes/people/rate-answers.server'
import { ratingPage } from '~/domain/outcomes/people/rating-queries.server'
import { evidenceChain, latestVerdict } from '~/domain/outcomes/queries.server'
import { failEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
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
const at = start

async function asked(changes: Record<string, unknown> = {}) {
  const draft = { ...rubricDraft([first.personId, second.personId]), ...changes }
  const made = await fundedContract(world, await briefWith(world, [draft, quickDraft], 300))
  const evaluationId = await submitted(world, made.milestoneId, model)
  return { ...made, evaluationId }
}

const seat = (evaluationId: string, who: TestPerson, when = at) => ({
  evaluationId,
  criterionId: 'c1',
  by: who.personId,
  at: when,
})
const page = (evaluationId: string, who: TestPerson, number = 1, when = at) =>
  ratingPage(database(), {
    evaluationId,
    personId: who.personId,
    criterionId: null,
    page: number,
    at: when,
  })
const handIn = (evaluationId: string, who: TestPerson, when = at) =>
  inTransaction((tx) => handInRatings(tx, seat(evaluationId, who, when)))

describe('a run that raters mark', () => {
  it('waits for both, five business days, and says so to the two sides', async () => {
    const { evaluationId, milestoneId } = await asked()
    const [run] = await database().select().from(evaluation).where(eq(evaluation.id, evaluationId))
    expect(run).toMatchObject({ state: 'waiting', waitsFor: 'ratings' })
    expect(run?.waitsUntil).toEqual(addBusinessDays(at, 5))
    const shown = await milestonePage(database(), await signedIn(world.client), milestoneId, at)
    expect(shown.turn).toMatchObject({ side: 'others', key: 'judging.turn_ratings' })
    expect(shown.judging?.raters).toHaveLength(2)
    const known = { open: [], ended: [], briefs: [] }
    const waiting = await waitingFor(database(), await signedIn(first), known, at)
    expect(waiting).toMatchObject([{ title: 'judging.item_rate', until: addBusinessDays(at, 5) }])
    expect(waiting[0]?.href).toContain(evaluationId)
  })

  it('shows each rater the same answers in an order of their own, and nothing else', async () => {
    const { evaluationId, contractId, milestoneId } = await asked()
    const all = async (who: TestPerson) => {
      const pages = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7, 8].map((n) => page(evaluationId, who, n)),
      )
      return pages.flatMap(({ answers }) => answers.map(({ fields }) => fields.text))
    }
    const mine = await all(first)
    const theirs = await all(second)
    expect(mine).toHaveLength(40)
    expect(mine).not.toEqual(theirs)
    expect([...mine].sort()).toEqual([...theirs].sort())
    expect(await all(first)).toEqual(mine)
    await markAll(seat(evaluationId, first), () => 5)
    const desk = await ratingDesk(database(), await signedIn(second), {
      ...{ evaluationId, criterionId: null, page: 1, at },
    })
    const { progress, ...seen } = desk
    expect(desk.answers.flatMap(({ points }) => points)).toEqual(Array(10).fill(null))
    const text = JSON.stringify({ ...seen, criteria: [] })
    expect(text).not.toContain(world.lead.name)
    expect(text).not.toContain(contractId)
    expect(text).not.toContain(milestoneId)
    expect(text).not.toContain('Ravi')
    expect(text).not.toContain('"label"')
    expect(progress.marks).toBe(0)
  })

  it('is there for its raters only: not for a stranger, a party or the lead', async () => {
    const { evaluationId } = await asked()
    for (const who of [world.stranger, world.client, world.lead, world.operator]) {
      await expect(page(evaluationId, who)).rejects.toMatchObject({ code: 'not_found' })
      await expect(
        inTransaction((tx) =>
          saveMarks(tx, { ...seat(evaluationId, who), marks: [{ place: 0, item: 0, points: 1 }] }),
        ),
      ).rejects.toMatchObject({ code: 'not_found' })
      await expect(handIn(evaluationId, who)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('keeps marks, lets them change, and refuses what the rubric does not know', async () => {
    const { evaluationId } = await asked()
    const save = (marks: { place: number; item: number; points: number }[]) =>
      inTransaction((tx) => saveMarks(tx, { ...seat(evaluationId, first), marks }))
    await save([{ place: 3, item: 1, points: 2 }])
    await save([{ place: 3, item: 1, points: 4 }])
    expect((await page(evaluationId, first)).answers[3]?.points).toEqual([null, 4])
    for (const wrong of [
      { place: 0, item: 0, points: 6 },
      { place: 0, item: 0, points: 0 },
      { place: 0, item: 0, points: 2.5 },
      { place: 0, item: 2, points: 3 },
      { place: 40, item: 0, points: 3 },
    ]) {
      await expect(save([{ place: 1, item: 0, points: 3 }, wrong])).rejects.toMatchObject({
        code: 'form_invalid',
      })
    }
    expect((await page(evaluationId, first)).answers[1]?.points).toEqual([null, null])
  })

  it('is handed in whole, once, and closed then', async () => {
    const { evaluationId, milestoneId } = await asked()
    await markAll(seat(evaluationId, first), () => 5)
    await database()
      .delete(rating)
      .where(and(eq(rating.evaluationId, evaluationId), eq(rating.drawOrder, 7)))
      .catch(() => {})
    const missing = (await page(evaluationId, first)).progress
    expect(missing.marks).toBe(80)
    await handIn(evaluationId, first)
    expect(await handIn(evaluationId, first)).toEqual({ already: true })
    await expect(
      inTransaction((tx) =>
        saveMarks(tx, { ...seat(evaluationId, first), marks: [{ place: 0, item: 0, points: 1 }] }),
      ),
    ).rejects.toMatchObject({ code: 'rating_closed' })
    expect((await page(evaluationId, first)).answers).toEqual([])
    await expect(handIn(evaluationId, second)).rejects.toMatchObject({
      code: 'ratings_incomplete',
      facts: { missing: 80 },
    })
    expect(await goOn(evaluationId, at)).toBe('waiting')
    const shown = await milestonePage(database(), await signedIn(world.client), milestoneId, at)
    const done = shown.judging?.raters.filter(({ handedInAt }) => handedInAt !== null)
    expect(done).toHaveLength(1)
    expect(JSON.stringify(shown.judging)).not.toMatch(/points|Farah|per_/)
  })

  it('ends in a verdict on the marks when both hand in at once, with their hash in the evidence', async () => {
    const { evaluationId, milestoneId, contractId } = await asked()
    await markAll(seat(evaluationId, first), (output) => (output === 'urgent' ? 5 : 4))
    await markAll(seat(evaluationId, second), (output) => (output === 'urgent' ? 5 : 4))
    await Promise.all([handIn(evaluationId, first), handIn(evaluationId, second)])
    const chain = await evidenceChain(database(), contractId, 'party')
    expect(chain.filter(({ kind }) => kind === 'ratings_closed')).toHaveLength(1)
    expect(await goOn(evaluationId, at)).toBe('finished')
    const verdict = await latestVerdict(database(), milestoneId)
    const closed = chain.find(({ kind }) => kind === 'ratings_closed')?.body
    expect(closed).toMatchObject({ marks: 160, ratings: verdict?.body.partHashes?.ratings })
    expect(verdict?.body.results[0]).toMatchObject({ n: 40, outcome: 'met' })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'in_review', outcome: 'met' })
  })

  it('is inconclusive when the raters disagree, which uses up an attempt', async () => {
    const { evaluationId, milestoneId } = await asked()
    await markAll(seat(evaluationId, first), (output) => (output === 'urgent' ? 5 : 1))
    await markAll(seat(evaluationId, second), (output) => (output === 'urgent' ? 1 : 5))
    await handIn(evaluationId, first)
    await handIn(evaluationId, second)
    await goOn(evaluationId, at)
    const verdict = await latestVerdict(database(), milestoneId)
    expect(verdict?.body.results[0]).toMatchObject({
      outcome: 'inconclusive',
      reason: 'raters_disagree',
    })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 1 })
  })

  it('reminds who is late once, and fails without an attempt when the time is over', async () => {
    const { evaluationId, milestoneId } = await asked()
    await markAll(seat(evaluationId, first), () => 4)
    await handIn(evaluationId, first)
    const third = addBusinessDays(at, 3)
    expect((await fallDue(database(), { at: third })).raters).toBeGreaterThan(0)
    const [late] = await database()
      .select()
      .from(ratingTask)
      .where(and(eq(ratingTask.evaluationId, evaluationId), eq(ratingTask.rater, 1)))
    expect(late?.remindedAt).toEqual(third)
    expect((await fallDue(database(), { at: third })).raters).toBe(0)
    const due = addBusinessDays(at, 5)
    expect(await goOn(evaluationId, new Date(due.getTime() - 1_000))).toBe('waiting')
    await expect(
      inTransaction((tx) => saveMarks(tx, { ...seat(evaluationId, second, due), marks: [] })),
    ).rejects.toMatchObject({ code: 'rating_closed' })
    expect(await goOn(evaluationId, due)).toBe('failed')
    const [run] = await database().select().from(evaluation).where(eq(evaluation.id, evaluationId))
    expect(run).toMatchObject({ failure: 'raters_silent', counted: false })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'with_operator', attemptsUsed: 0 })
  })

  it('ends when a rater declines; both sides read why, and no name', async () => {
    const { evaluationId, milestoneId } = await asked()
    await inTransaction((tx) =>
      declineRating(tx, { ...seat(evaluationId, second), reason: 'I know the callers.' }),
    )
    await goOn(evaluationId, at)
    const [run] = await database().select().from(evaluation).where(eq(evaluation.id, evaluationId))
    expect(run).toMatchObject({ state: 'failed', failure: 'rater_declined', counted: false })
    expect(await stateOf(milestoneId)).toMatchObject({ status: 'with_operator', attemptsUsed: 0 })
    const desk = await deskMilestones(database(), await signedIn(world.operator), at)
    expect(desk.find(({ milestone }) => milestone.id === milestoneId)).toMatchObject({
      askedBy: 'platform',
      askedFor: 'raters_missing',
    })
    for (const who of [world.client, world.lead, world.operator]) {
      const shown = await milestonePage(database(), await signedIn(who), milestoneId, at)
      expect(JSON.stringify(shown.judging)).toContain('I know the callers.')
      expect(JSON.stringify(shown.judging)).not.toContain('Sven')
    }
    expect((await page(evaluationId, first)).progress.state).toBe('over')
  })

  it('leaves a delivery unmeasured where too few rows are left, though no attempt was counted', async () => {
    const draft = rubricDraft([first.personId, second.personId])
    const made = await fundedContract(world, await briefWith(world, [draft, quickDraft], 130))
    const submit = () =>
      inTransaction((tx) =>
        submitMilestone(tx, {
          ...{ milestoneId: made.milestoneId, note: 'Here.', by: world.lead.personId, at },
        }),
      )
    await registerModel(world, made.milestoneId, model, at)
    for (let run = 0; run < 2; run += 1) {
      const { evaluationId } = (await submit()) as { evaluationId: string }
      await goOn(evaluationId, at)
      await inTransaction((tx) =>
        failEvaluation(tx, { evaluationId, failure: 'platform_fault', at }),
      )
      await goOn(evaluationId, at)
      expect(await stateOf(made.milestoneId)).toMatchObject({ status: 'funded', attemptsUsed: 0 })
    }
    expect(await submit()).toEqual({ measured: false, already: false })
    expect(await stateOf(made.milestoneId)).toMatchObject({ status: 'in_review', outcome: null })
  })

  it('asks nobody where no row was answered, and counts the least points', async () => {
    model.quality = 'broken'
    const { evaluationId, milestoneId } = await asked()
    model.quality = 'good'
    const tasks = await database()
      .select()
      .from(ratingTask)
      .where(eq(ratingTask.evaluationId, evaluationId))
    expect(tasks).toEqual([])
    const verdict = await latestVerdict(database(), milestoneId)
    expect(verdict?.body.results[0]).toMatchObject({ estimate: 1, outcome: 'not_met' })
  })
})

describe('whom terms may name', () => {
  it.each(['lead', 'members'] as const)('nobody of the team: %s', async (who) => {
    const inTeam = who === 'lead' ? world.lead : (world.members[1] as TestPerson)
    const draft = rubricDraft([first.personId, inTeam.personId])
    const proposalId = await makeProposal(world, await briefWith(world, [draft, quickDraft], 300), {
      milestones: 1,
    })
    await expect(
      inTransaction((tx) => acceptProposal(tx, { proposalId, by: world.client.personId, at })),
    ).rejects.toMatchObject({ code: 'judge_in_team', facts: { name: 'Rater 2' } })
  })

  it('nobody who acts for the client', async () => {
    const draft = rubricDraft([world.client.personId, second.personId])
    const proposalId = await makeProposal(world, await briefWith(world, [draft, quickDraft], 300), {
      milestones: 1,
    })
    await expect(
      inTransaction((tx) => acceptProposal(tx, { proposalId, by: world.client.personId, at })),
    ).rejects.toMatchObject({ code: 'rater_of_client', facts: { name: 'Rater 1' } })
  })

  it('everybody reads the brief without their names, the client with them', async () => {
    const draft = rubricDraft([first.personId, second.personId])
    const briefId = await briefWith(world, [draft, quickDraft], 300)
    const seen = async (who: TestPerson) =>
      JSON.stringify((await briefPage(database(), await signedIn(who), briefId)).brief.criteria)
    expect(await seen(world.client)).toContain(second.personId)
    for (const who of [world.lead, world.stranger, first]) {
      const text = await seen(who)
      for (const secret of [first.personId, second.personId, 'Rater 1']) {
        expect(text).not.toContain(secret)
      }
    }
    const list = await briefList(database(), null, { page: 1, state: 'all' })
    expect(JSON.stringify(list.rows.map(({ criteria }) => criteria))).not.toContain('Rater 1')
  })

  it('nobody without an account', async () => {
    const draft = rubricDraft([first.personId, 'per_nobody'])
    const proposalId = await makeProposal(world, await briefWith(world, [draft, quickDraft], 300), {
      milestones: 1,
    })
    await expect(
      inTransaction((tx) => acceptProposal(tx, { proposalId, by: world.client.personId, at })),
    ).rejects.toMatchObject({ code: 'judge_unknown' })
  })
})
