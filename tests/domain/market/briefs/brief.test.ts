import { organisation } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import {
  addCriteria,
  briefDraft,
  makeBrief,
  marketDay,
  seal,
  twoCriteria,
} from 'tests/support/market'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  makeTeam,
  signedIn,
  type TestOrganisation,
} from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  addCriterion,
  type BriefDraft,
  createBrief,
  editCriterion,
  removeCriterion,
  updateBrief,
} from '~/domain/market/briefs/brief.commands.server'
import { expireBriefs, withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import { briefList, briefPage, ownBriefs } from '~/domain/market/queries.server'
import { addDays } from '~/kernel/clock'
import { type Currency, maxAmountMinor } from '~/kernel/money'
import { database, inTransaction } from '~/platform/database.server'

useDatabase()
const at = marketDay
let client: TestOrganisation
let by = ''

beforeAll(async () => {
  client = await makeOrganisation({ name: 'Leeds Eye Clinic' })
  by = client.owner.personId
})

const create = (given: Partial<BriefDraft> = {}, who = by, organisation = client) =>
  inTransaction((tx) =>
    createBrief(tx, {
      ...briefDraft,
      ...given,
      organisationId: organisation.organisationId,
      by: who,
      at,
    }),
  )
const publish = (briefId: string, who = by) =>
  inTransaction((tx) => publishBrief(tx, { briefId, by: who, at }))
const page = async (briefId: string, who?: string) => {
  const viewer = who ? await signedIn({ personId: who, name: '', email: '' }) : null
  return briefPage(database(), viewer, briefId)
}

describe('from a draft to a published brief', () => {
  let briefId = ''

  it('begins as a draft that only its organisation knows of', async () => {
    briefId = (await create()).briefId
    expect((await page(briefId, by)).brief.status).toBe('draft')
    await expect(page(briefId)).rejects.toMatchObject({ code: 'not_found' })
    const stranger = await makePerson(database())
    await expect(page(briefId, stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
    const mine = await ownBriefs(database(), await signedIn(client.owner))
    expect(mine.map(({ id }) => id)).toContain(briefId)
    const { rows } = await briefList(database(), null, { state: 'all', page: 1 })
    expect(rows.map(({ id }) => id)).not.toContain(briefId)
  })

  it('needs two criteria and a sealed dataset before anybody sees it', async () => {
    await expect(publish(briefId)).rejects.toMatchObject({
      code: 'criteria_too_few',
      facts: { least: 2 },
    })
    const { merkleRoot, rowCount } = await seal({ briefId, by })
    expect(merkleRoot).toMatch(/^[0-9a-f]{64}$/)
    expect(rowCount).toBe(1_000)
    await addCriteria(briefId, by, twoCriteria.slice(0, 1))
    await expect(publish(briefId)).rejects.toMatchObject({ code: 'criteria_too_few' })
    await addCriteria(briefId, by, twoCriteria.slice(1))
    expect((await page(briefId, by)).brief.criteria.map(({ id }) => id)).toEqual(['c1', 'c2'])
  })

  it('needs a client whom the operator has seen, and no other organisation', async () => {
    const fresh = await makeOrganisation({ verified: false })
    const by = fresh.owner.personId
    const { briefId: draft } = await create({}, by, fresh)
    await seal({ briefId: draft, by })
    await addCriteria(draft, by)
    await expect(publish(draft, by)).rejects.toMatchObject({ code: 'client_unverified' })
    const { organisationId } = fresh
    await database()
      .update(organisation)
      .set({ verifiedAt: at })
      .where(eq(organisation.id, organisationId))
    expect((await publish(draft, by)).status).toBe('published')
  })

  it('forgets the criteria of a dataset that is replaced', async () => {
    await seal({ briefId, by, rows: 1_500 })
    expect((await page(briefId, by)).brief.criteria).toEqual([])
    await addCriteria(briefId, by)
  })

  it('never gives the number of a removed criterion to another one while it is the last', async () => {
    await inTransaction((tx) => removeCriterion(tx, { briefId, criterionId: 'c1', by }))
    await addCriteria(briefId, by, twoCriteria.slice(0, 1))
    expect((await page(briefId, by)).brief.criteria.map(({ id }) => id)).toEqual(['c2', 'c3'])
  })

  it('takes the same criterion once, by two clicks and by an edit', async () => {
    const { briefId: other } = await create()
    await seal({ briefId: other, by, rows: 1_200 })
    const [first, second] = twoCriteria
    if (!first || !second) throw new Error('Two criteria.')
    const add = (criterion: typeof first) =>
      inTransaction((tx) => addCriterion(tx, { briefId: other, criterion, by }))
    const twice = await Promise.allSettled([add(first), add(first)])
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(add(first)).rejects.toMatchObject({ code: 'criterion_repeated' })
    await add({ ...first, sampleSize: 310 })
    const same = { ...first, id: 'c2' }
    await expect(
      inTransaction((tx) => editCriterion(tx, { briefId: other, criterion: same, by })),
    ).rejects.toMatchObject({ code: 'criterion_repeated' })
    await inTransaction((tx) =>
      editCriterion(tx, { briefId: other, criterion: { ...first, id: 'c1' }, by }),
    )
    expect((await page(other, by)).brief.criteria).toHaveLength(2)
  })

  it('is published once by two clicks, for everybody to read, without a sealed row', async () => {
    const twice = await Promise.all([publish(briefId), publish(briefId)])
    expect(twice).toEqual([{ status: 'published' }, { status: 'published' }])
    const shown = await page(briefId)
    expect(shown.brief.deadlineAt).toEqual(addDays(at, 30))
    expect(shown.dataset?.merkleRoot).toMatch(/^[0-9a-f]{64}$/)
    expect(shown.dataset?.sample).toHaveLength(5)
    expect(shown.dataset?.canaryRows).toBeNull()
    const { rows } = await briefList(database(), null, { text: 'appointments', page: 1 })
    expect(rows.map(({ id }) => id)).toContain(briefId)
  })

  it('does not change any more', async () => {
    const edits = [
      inTransaction((tx) => updateBrief(tx, { ...briefDraft, briefId, by })),
      inTransaction((tx) => removeCriterion(tx, { briefId, criterionId: 'c2', by })),
      addCriteria(briefId, by),
      seal({ briefId, by }),
    ]
    for (const result of await Promise.allSettled(edits)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'brief_settled' } })
    }
  })
})

describe('who may', () => {
  it('gives a stranger no sign that a draft exists, and a reading member no say', async () => {
    const { briefId } = await makeBrief({ client, published: false })
    const stranger = await makePerson(database())
    const reader = await joinOrganisation(client, 'member')
    const manager = await joinOrganisation(client, 'manager')
    const acts: ((who: string) => Promise<unknown>)[] = [
      (who) => inTransaction((tx) => updateBrief(tx, { ...briefDraft, briefId, by: who })),
      (who) => seal({ briefId, by: who }),
      (who) => addCriteria(briefId, who),
      (who) => inTransaction((tx) => removeCriterion(tx, { briefId, criterionId: 'c9', by: who })),
      (who) => publish(briefId, who),
      (who) => inTransaction((tx) => withdrawBrief(tx, { briefId, by: who, at })),
    ]
    for (const act of acts) {
      await expect(act(stranger.personId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(act(reader.personId)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    expect((await page(briefId, reader.personId)).mayEdit).toBe(false)
    expect(await publish(briefId, manager.personId)).toEqual({ status: 'published' })
  })

  it('lets only clients ask for outcomes', async () => {
    const partner = await makeOrganisation({ kind: 'partner' })
    await expect(create({}, partner.owner.personId, partner)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(create({}, (await makeTeam()).lead.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('what a draft may not say', () => {
  it.each([0n, -1n, maxAmountMinor + 1n, 2n ** 53n, 2n ** 63n])(
    'a budget of %s',
    async (amount) => {
      await expect(create({ budgetMinor: amount })).rejects.toMatchObject({
        code: 'amount_invalid',
      })
    },
  )

  it('takes the largest amount there is', async () => {
    const { briefId } = await create({ budgetMinor: maxAmountMinor, currency: 'KWD' })
    expect((await page(briefId, by)).brief.budgetMinor).toBe(maxAmountMinor)
  })

  it('a currency that Samar does not settle in', async () => {
    await expect(create({ currency: 'XAU' as Currency })).rejects.toMatchObject({
      code: 'currency_unknown',
    })
  })

  it.each(['restricted', 'critical'] as const)('the class %s, not offered yet', async (given) => {
    await expect(create({ workloadClass: given })).rejects.toMatchObject({
      code: 'class_not_offered',
    })
    const { briefId } = await create()
    await expect(
      inTransaction((tx) => updateBrief(tx, { ...briefDraft, workloadClass: given, briefId, by })),
    ).rejects.toMatchObject({ code: 'class_not_offered' })
  })

  it('a criterion whose numbers cannot decide anything', async () => {
    const { briefId } = await makeBrief({ client, published: false })
    const [recall] = twoCriteria
    if (!recall) throw new Error('There are two criteria.')
    for (const wrong of [
      { target: 1.2 },
      { sampleSize: 5 },
      { sampleSize: 10.5 },
      { attempts: 0 },
      { positiveClass: 'perhaps' },
      { labels: ['no', 'yes', 'perhaps'] },
    ]) {
      await expect(
        inTransaction((tx) =>
          addCriterion(tx, {
            briefId,
            criterion: { ...recall, ...wrong },
            by,
          }),
        ),
      ).rejects.toMatchObject({ code: 'form_invalid' })
    }
  })
})

describe('the rules of a class', () => {
  it('refuses data of a higher class than the brief, at upload and when the class is lowered', async () => {
    const { briefId } = await create()
    await expect(seal({ briefId, by, datasetClass: 'internal' })).rejects.toMatchObject({
      code: 'rule_fails',
      facts: { rule: 'merged_class', fact: 'dataset_class_higher', who: 'client' },
    })
    const data = { ...briefDraft.data, declared: true }
    const internal = await makeBrief({
      client,
      draft: { workloadClass: 'internal', data },
      published: false,
    })
    await expect(
      inTransaction((tx) => updateBrief(tx, { ...briefDraft, briefId: internal.briefId, by })),
    ).rejects.toMatchObject({ code: 'rule_fails', facts: { rule: 'merged_class' } })
  })

  it('publishes an internal brief only when personal data are declared, with basis and law', async () => {
    const draft = { ...briefDraft, workloadClass: 'internal' as const }
    const { briefId } = await makeBrief({ client, draft, published: false })
    const say = (data: Partial<BriefDraft['data']>) =>
      inTransaction((tx) =>
        updateBrief(tx, { ...draft, data: { ...draft.data, ...data }, briefId, by }),
      )
    const refusedFor = (fact: string) =>
      expect(publish(briefId)).rejects.toMatchObject({
        code: 'rule_fails',
        facts: { rule: 'personal_data_declared', fact, who: 'client' },
      })
    await refusedFor('personal_data_undeclared')
    await say({ declared: true, personalFields: ['age'] })
    await refusedFor('lawful_basis_missing')
    await say({ declared: true, personalFields: ['age'], lawfulBasis: 'consent' })
    await refusedFor('law_overlay_missing')
    const complete = { declared: true, personalFields: ['age'], lawfulBasis: 'consent' } as const
    await say({ ...complete, lawOverlay: 'EU', retentionDays: 181 })
    await expect(publish(briefId)).rejects.toMatchObject({
      code: 'rule_fails',
      facts: { rule: 'retention_within_limit' },
    })
    await say({ ...complete, lawOverlay: 'EU', retentionDays: 180 })
    expect(await publish(briefId)).toEqual({ status: 'published' })
  })

  it('does not publish what no team could answer: too few rows for the attempts', async () => {
    const { briefId } = await create()
    await seal({ briefId, by, rows: 800 })
    await addCriteria(briefId, by)
    await expect(publish(briefId)).rejects.toMatchObject({
      code: 'dataset_too_small',
      facts: { needed: 900, rows: 795 },
    })
  })
})

describe('the end of a brief', () => {
  it('is withdrawn once, and is then no longer shown', async () => {
    const { briefId } = await makeBrief({ client })
    const withdraw = () => inTransaction((tx) => withdrawBrief(tx, { briefId, by, at }))
    await withdraw()
    await withdraw()
    await expect(page(briefId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await page(briefId, by)).brief.status).toBe('withdrawn')
    await expect(publish(briefId)).rejects.toMatchObject({ code: 'transition_refused' })
  })

  it('expires after thirty days and not a moment earlier', async () => {
    const { briefId } = await makeBrief({ client, at: addDays(at, 100) })
    const expire = (when: Date) => inTransaction((tx) => expireBriefs(tx, { at: when }))
    const due = addDays(at, 130)
    expect((await expire(new Date(due.getTime() - 1))).expired).not.toContain(briefId)
    expect((await expire(due)).expired).toContain(briefId)
    expect((await expire(due)).expired).toEqual([])
    expect((await page(briefId)).brief.status).toBe('expired')
    const open = await briefList(database(), null, { state: 'open', page: 1 })
    const all = await briefList(database(), null, { state: 'all', page: 1 })
    expect(open.rows.map(({ id }) => id)).not.toContain(briefId)
    expect(all.rows.map(({ id }) => id)).toContain(briefId)
  })
})
