import { brief, proposal } from 'db/schema/market'
import { offerSeat, offerVersion } from 'db/schema/offers'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import postgres from 'postgres'
import { useDatabase } from 'tests/support/database'
import { jobsOf } from 'tests/support/escrow'
import { marketDay as at, briefDraft, makeBrief, seal } from 'tests/support/market'
import {
  boughtContract,
  completeOrder,
  makeOffer,
  offerWords,
  oneTier,
  writeOffer,
} from 'tests/support/offers'
import { makeOrganisation, makePerson, makeTeam, signedIn } from 'tests/support/people'
import { describe, expect, it } from 'vitest'
import { currentTerms, milestonesOf } from '~/domain/contracts/rows.server'
import { buyOffer } from '~/domain/contracts/terms/buy-offer.server'
import {
  addCriterion,
  editCriterion,
  removeCriterion,
  updateBrief,
} from '~/domain/market/briefs/brief.commands.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import { answerOfferSeat, askForSeats } from '~/domain/market/offers/agree-to-offer.server'
import { declareOrder } from '~/domain/market/offers/declare-order.server'
import { moveOffer } from '~/domain/market/offers/move-offer.server'
import { offerTransitions } from '~/domain/market/offers/offer'
import { removeTier, saveOfferWords, saveTier } from '~/domain/market/offers/offer.commands.server'
import { checkOffer, tierProblem } from '~/domain/market/offers/offer-check'
import { removeOfferCriterion } from '~/domain/market/offers/offer-criteria.commands.server'
import { samePromise, toComplete, unfilled } from '~/domain/market/offers/offer-criterion'
import { offerPage } from '~/domain/market/offers/offer-queries.server'
import { orderOffer } from '~/domain/market/offers/order-offer.server'
import { publishOffer } from '~/domain/market/offers/publish-offer.server'
import { reviseOffer } from '~/domain/market/offers/revise-offer.server'
import { briefList, briefPage } from '~/domain/market/queries.server'
import { type Criterion, rowsNeeded } from '~/domain/outcomes/criteria/criterion'
import { database, inTransaction } from '~/platform/database.server'

const held = useDatabase()
const refused = (code: string) => expect.objectContaining({ code })

async function versionOf(offerId: string, number = 1) {
  const [row] = await database()
    .select()
    .from(offerVersion)
    .where(and(eq(offerVersion.offerId, offerId), eq(offerVersion.number, number)))
  if (!row) throw new Error('no such version')
  return row
}

describe('the table of an offer', () => {
  it('ends in withdrawn alone; only the lead moves it, but for a member who leaves', () => {
    expect(offerTransitions.terminal()).toEqual(['withdrawn'])
    const others = offerTransitions.rows.filter(({ actors }) => actors.join() !== 'lead')
    expect(others).toEqual([
      { from: 'published', event: 'lose_member', to: 'paused', actors: ['member'] },
    ])
    expect(offerTransitions.find('draft', 'pause', 'lead').ok).toBe(false)
    expect(offerTransitions.find('withdrawn', 'publish', 'lead').ok).toBe(false)
    expect(offerTransitions.find('paused', 'publish', 'lead')).toEqual({
      ok: true,
      to: 'published',
    })
  })
})

describe('what keeps an offer from being published', () => {
  it('is named step by step', async () => {
    const { offerId, team } = await writeOffer()
    const { content } = await versionOf(offerId)
    const ids = team.members.map(({ personId }) => personId)
    expect(checkOffer(content, team.members, ids)).toEqual([])
    const problems = (changed: Partial<typeof content>, seats = team.members, members = ids) =>
      checkOffer({ ...content, ...changed }, seats, members).map(({ problem }) => problem)
    expect(problems({ criteria: content.criteria.slice(0, 1) })).toContain('criteria_too_few')
    expect(problems({ tiers: [] })).toEqual(['tiers_missing'])
    expect(problems({ inputs: [] })).toEqual(['sealed_missing'])
    expect(problems({}, [])).toEqual(['shares_not_whole'])
    expect(problems({}, team.members, [])).toEqual(['member_left'])
  })

  it('counts a price of zero, a sum that is off, and a milestone without a criterion', async () => {
    const { offerId } = await writeOffer()
    const { criteria } = (await versionOf(offerId)).content
    const [milestone] = oneTier.milestones
    if (!milestone) throw new Error('a tier has a milestone')
    const free = { ...oneTier, priceMinor: '0', milestones: [{ ...milestone, amountMinor: '0' }] }
    expect(tierProblem(free, criteria)).toBe('tier_amount')
    expect(tierProblem({ ...oneTier, priceMinor: '-5' }, criteria)).toBe('tier_amount')
    expect(tierProblem({ ...oneTier, priceMinor: '1' }, criteria)).toBe('tier_sum')
    const bare = { ...oneTier, milestones: [{ ...milestone, criterionIds: ['c1'] }] }
    expect(tierProblem(bare, criteria)).toBe('tier_criteria')
    expect(tierProblem(oneTier, criteria)).toBeNull()
  })

  it('is refused by the command, and by the database for whoever goes round it', async () => {
    const { offerId, by } = await writeOffer({ tier: { priceMinor: '0' } })
    await expect(inTransaction((tx) => publishOffer(tx, { offerId, by, at }))).rejects.toEqual(
      refused('offer_incomplete'),
    )
    await expect(
      database()
        .update(offerVersion)
        .set({ publishedAt: at })
        .where(eq(offerVersion.offerId, offerId)),
    ).rejects.toThrow()
  })
})

describe('the members of an offer', () => {
  it('are asked, and it is published only when all of them agreed', async () => {
    const other = await makePerson(database())
    const team = await makeTeam([await makePerson(database()), other])
    const { offerId, by } = await writeOffer({ team })
    const { id: versionId } = await versionOf(offerId)
    const publish = () => inTransaction((tx) => publishOffer(tx, { offerId, by, at }))
    const answer = (agrees: boolean, personId = other.personId) =>
      inTransaction((tx) => answerOfferSeat(tx, { versionId, agrees, by: personId, at }))
    await expect(answer(true)).rejects.toEqual(refused('transition_refused'))
    expect(await inTransaction((tx) => askForSeats(tx, { offerId, by, at }))).toEqual({ open: 1 })
    await expect(publish()).rejects.toEqual(refused('seats_unanswered'))
    const stranger = await makePerson(database())
    await expect(answer(true, stranger.personId)).rejects.toEqual(refused('not_found'))
    await answer(true)
    await answer(true)
    // A change takes the words back.
    await inTransaction((tx) => saveOfferWords(tx, { ...offerWords, title: 'Other', offerId, by }))
    await expect(publish()).rejects.toEqual(refused('seats_unanswered'))
    await inTransaction((tx) => askForSeats(tx, { offerId, by, at }))
    await answer(false)
    const seats = await database()
      .select()
      .from(offerSeat)
      .where(eq(offerSeat.versionId, versionId))
    expect(seats.every(({ agreedAt }) => agreedAt === null)).toBe(true)
    await inTransaction((tx) => askForSeats(tx, { offerId, by, at }))
    await answer(true)
    expect(await publish()).toEqual({ status: 'published', version: 1 })
    expect(await publish()).toEqual({ status: 'published', version: 1 })
    const told = (await jobsOf(held.ownerUrl, 'notify')).filter((job) => job.subject === versionId)
    expect(new Set(told.map(({ event }) => event))).toEqual(
      new Set(['offer-seats', 'offer-agreed', 'offer-reopened']),
    )
  })

  it('who do not lead change nothing, and strangers find nothing', async () => {
    const other = await makePerson(database())
    const team = await makeTeam([await makePerson(database()), other])
    const { offerId } = await writeOffer({ team })
    const edit = (by: string) =>
      inTransaction((tx) => saveTier(tx, { offerId, by, tier: oneTier, tierId: null }))
    await expect(edit(other.personId)).rejects.toEqual(refused('not_allowed'))
    const stranger = await makePerson(database())
    await expect(edit(stranger.personId)).rejects.toEqual(refused('not_found'))
    await expect(offerPage(database(), await signedIn(stranger), offerId)).rejects.toEqual(
      refused('not_found'),
    )
    await expect(offerPage(database(), await signedIn(stranger), offerId, 'draft')).rejects.toEqual(
      refused('not_found'),
    )
  })
})

describe('a published version', () => {
  it('does not change: not by a command, not by SQL', async () => {
    const { offerId, by, versionId } = await makeOffer()
    await expect(
      inTransaction((tx) => removeTier(tx, { offerId, by, tierId: 't1' })),
    ).rejects.toEqual(refused('offer_settled'))
    const sql = postgres(held.ownerUrl, { max: 1 })
    try {
      await expect(
        sql`update offer_version set title = 'x' where id = ${versionId}`,
      ).rejects.toThrow('is kept')
      await expect(sql`delete from offer_seat where version_id = ${versionId}`).rejects.toThrow(
        'is kept',
      )
    } finally {
      await sql.end()
    }
  })

  it('is followed by a new one; whoever ordered the old one keeps it', async () => {
    const { offerId, by, versionId } = await makeOffer()
    const client = await makeOrganisation()
    const briefId = await completeOrder(offerId, client)
    const first = await inTransaction((tx) => reviseOffer(tx, { offerId, by, at }))
    expect(await inTransaction((tx) => reviseOffer(tx, { offerId, by, at }))).toEqual(first)
    const dear = {
      ...oneTier,
      priceMinor: '900000',
      milestones: oneTier.milestones.map((row) => ({ ...row, amountMinor: '900000' })),
    }
    await inTransaction((tx) => saveTier(tx, { offerId, by, tier: dear, tierId: 't1' }))
    const page = await offerPage(database(), null, offerId)
    expect([page.version.number, page.version.leastMinor]).toEqual([1, 500_000n])
    await inTransaction((tx) => publishOffer(tx, { offerId, by, at }))
    expect((await offerPage(database(), null, offerId)).version.leastMinor).toBe(900_000n)
    const { contractId } = await inTransaction((tx) =>
      buyOffer(tx, { briefId, by: client.owner.personId, at }),
    )
    expect((await currentTerms(database(), contractId)).body.priceMinor).toBe('500000')
    const [row] = await database().select().from(brief).where(eq(brief.id, briefId))
    expect(row?.offerVersionId).toBe(versionId)
  })

  it('forgets a criterion in its tiers when the draft takes it out', async () => {
    const { offerId, by } = await writeOffer()
    await inTransaction((tx) => removeOfferCriterion(tx, { offerId, by, criterionId: 'c2' }))
    const { tiers } = (await versionOf(offerId)).content
    expect(tiers[0]?.milestones[0]?.criterionIds).toEqual(['c1'])
  })
})

describe('an order', () => {
  const order = async (offerId: string, given: Partial<Parameters<typeof orderOffer>[1]> = {}) => {
    const client = await makeOrganisation()
    return inTransaction((tx) =>
      orderOffer(tx, {
        offerId,
        tierId: 't1',
        workloadClass: 'open',
        organisationId: client.organisationId,
        by: client.owner.personId,
        at,
        ...given,
      }),
    )
  }

  it('is refused for a paused or withdrawn offer, an unknown tier, a class that is not open', async () => {
    const { offerId, by } = await makeOffer()
    await expect(order(offerId, { tierId: 't9' })).rejects.toEqual(refused('not_found'))
    await expect(order(offerId, { workloadClass: 'internal' })).rejects.toEqual(
      refused('class_not_carried'),
    )
    await expect(order(offerId, { workloadClass: 'restricted' })).rejects.toEqual(
      refused('class_not_offered'),
    )
    const client = await makeOrganisation()
    const briefId = await completeOrder(offerId, client)
    const buy = () =>
      inTransaction((tx) => buyOffer(tx, { briefId, by: client.owner.personId, at }))
    await inTransaction((tx) => moveOffer(tx, { offerId, event: 'pause', by, at }))
    await expect(order(offerId)).rejects.toEqual(refused('offer_closed'))
    await expect(buy()).rejects.toEqual(refused('offer_closed'))
    await inTransaction((tx) => moveOffer(tx, { offerId, event: 'resume', by, at }))
    expect((await buy()).already).toBe(false)
    await inTransaction((tx) => moveOffer(tx, { offerId, event: 'withdraw', by, at }))
    await expect(order(offerId)).rejects.toEqual(refused('offer_closed'))
  })

  it('is for clients, through people who act for them', async () => {
    const { offerId } = await makeOffer()
    const partner = await makeOrganisation({ kind: 'partner' })
    await expect(
      order(offerId, { organisationId: partner.organisationId, by: partner.owner.personId }),
    ).rejects.toEqual(refused('not_allowed'))
    const stranger = await makePerson(database())
    await expect(order(offerId, { by: stranger.personId })).rejects.toEqual(refused('not_found'))
  })

  it('begun twice is one draft, which nobody else sees and nobody can answer', async () => {
    const { offerId } = await makeOffer()
    const client = await makeOrganisation()
    const by = client.owner.personId
    const { organisationId } = client
    const both = await Promise.all([
      order(offerId, { organisationId, by }),
      order(offerId, { organisationId, by }),
    ])
    expect(both[0]).toEqual(both[1])
    const briefId = both[0]?.briefId ?? ''
    await expect(inTransaction((tx) => publishBrief(tx, { briefId, by, at }))).rejects.toEqual(
      refused('offer_fixed'),
    )
    const { contractId } = await boughtContract(offerId, client)
    expect(contractId).toMatch(/^con_/)
    const listed = await briefList(database(), null, { state: 'all', page: 1 })
    expect(listed.rows.map(({ id }) => id)).not.toContain(briefId)
    await expect(briefPage(database(), null, briefId)).rejects.toEqual(refused('not_found'))
  })

  it('takes from its client what only the client knows, and nothing else', async () => {
    const { offerId } = await makeOffer()
    const client = await makeOrganisation()
    const by = client.owner.personId
    const { briefId } = await order(offerId, { organisationId: client.organisationId, by })
    const rowOf = async () =>
      (
        await database().select().from(brief).where(eq(brief.id, briefId))
      )[0] as typeof brief.$inferSelect
    const before = await rowOf()
    const declare = (given: Partial<Parameters<typeof declareOrder>[1]>) =>
      inTransaction((tx) =>
        declareOrder(tx, {
          ...{ briefId, by, country: 'SA', workloadClass: 'open' },
          data: { ...before.data, declared: true },
          ...given,
        }),
      )
    // More than a type lets through changes nothing.
    await declare({ title: 'Ours', budgetMinor: 1n, criteria: [] } as object)
    const { country, data, ...same } = await rowOf()
    expect([country, data.declared]).toEqual(['SA', true])
    expect({ ...same, country: before.country, data: before.data }).toEqual(before)
    await expect(declare({ workloadClass: 'internal' })).rejects.toEqual(
      refused('class_not_carried'),
    )
    await expect(
      inTransaction((tx) => updateBrief(tx, { ...briefDraft, briefId, by })),
    ).rejects.toEqual(refused('offer_fixed'))
    const own = await makeBrief({ client, published: false })
    await expect(declare({ briefId: own.briefId })).rejects.toEqual(refused('transition_refused'))
  })

  it('asks for the rows of every milestone before it is placed', async () => {
    const milestone = (title: string) => ({
      ...{ title, description: '', amountMinor: '250000', weeks: 2, criterionIds: ['c1', 'c2'] },
    })
    const { offerId } = await makeOffer({ tier: { milestones: [milestone('a'), milestone('b')] } })
    const client = await makeOrganisation()
    const by = client.owner.personId
    const { briefId } = await order(offerId, { organisationId: client.organisationId, by })
    const [row] = await database().select().from(brief).where(eq(brief.id, briefId))
    const once = rowsNeeded([row?.criteria ?? []])
    await seal({ briefId, by, rows: once + 200 })
    await expect(inTransaction((tx) => buyOffer(tx, { briefId, by, at }))).rejects.toMatchObject({
      code: 'dataset_too_small',
      facts: { needed: 2 * once },
    })
  })

  it('keeps to what was promised', async () => {
    const { offerId } = await makeOffer()
    const client = await makeOrganisation()
    const by = client.owner.personId
    const { briefId } = await order(offerId, { organisationId: client.organisationId, by })
    const buy = () => inTransaction((tx) => buyOffer(tx, { briefId, by, at }))
    await expect(buy()).rejects.toEqual(refused('brief_incomplete'))
    await seal({ briefId, by, rows: 1_200 })
    const [row] = await database().select().from(brief).where(eq(brief.id, briefId))
    const [first] = row?.criteria ?? []
    if (!first) throw new Error('the offer has criteria')
    expect(row?.criteria).toHaveLength(2)
    for (const attempt of [
      () => inTransaction((tx) => removeCriterion(tx, { briefId, criterionId: 'c1', by })),
      () => inTransaction((tx) => addCriterion(tx, { briefId, criterion: first, by })),
      () =>
        inTransaction((tx) =>
          editCriterion(tx, { briefId, criterion: { ...first, target: 0.1 }, by }),
        ),
    ]) {
      await expect(attempt()).rejects.toEqual(refused('offer_fixed'))
    }
    await inTransaction((tx) => editCriterion(tx, { briefId, criterion: first, by }))
  })

  it('refuses rows that are labelled otherwise', async () => {
    const team = await makeTeam()
    const { offerId } = await writeOffer({ team })
    const { content } = await versionOf(offerId)
    const strange: Criterion[] = content.criteria.map((criterion) =>
      criterion.metric === 'recall'
        ? { ...criterion, labels: ['came', 'stayed'], positiveClass: 'stayed' }
        : criterion,
    )
    await database()
      .update(offerVersion)
      .set({ content: { ...content, criteria: strange } })
      .where(eq(offerVersion.offerId, offerId))
    await inTransaction((tx) => publishOffer(tx, { offerId, by: team.lead.personId, at }))
    await expect(completeOrder(offerId, await makeOrganisation())).rejects.toEqual(
      refused('labels_not_offered'),
    )
  })

  it('placed twice at once is one contract, with the seats, inputs and price of the version', async () => {
    const { offerId, team } = await makeOffer()
    const client = await makeOrganisation()
    const by = client.owner.personId
    const briefId = await completeOrder(offerId, client)
    const buy = () => inTransaction((tx) => buyOffer(tx, { briefId, by, at }))
    const [one, other] = await Promise.all([buy(), buy()])
    expect(one?.contractId).toBe(other?.contractId)
    expect([one?.already, other?.already].sort()).toEqual([false, true])
    const contractId = one?.contractId ?? ''
    const { body, version } = await currentTerms(database(), contractId)
    expect(version).toBe(1)
    expect(body).toMatchObject({
      priceMinor: '500000',
      inputs: [{ id: 'i1' }, { id: 'i2' }, { id: 'i3' }],
      members: [{ personId: team.lead.personId, shareBps: 10_000 }],
    })
    expect(body.statement).toContain('One clinic with a list')
    const [milestone] = await milestonesOf(database(), contractId)
    expect(milestone?.awaitsInputs).toBe(true)
    const made = await database().select().from(proposal).where(eq(proposal.briefId, briefId))
    expect(made.map(({ status }) => status)).toEqual(['accepted'])
  })

  it('is not placed when somebody of it has left the team, or buys from themselves', async () => {
    const other = await makePerson(database())
    const team = await makeTeam([await makePerson(database()), other])
    const { offerId } = await makeOffer({ team })
    const client = await makeOrganisation()
    const briefId = await completeOrder(offerId, client)
    await database().delete(teamMember).where(eq(teamMember.personId, other.personId))
    await expect(
      inTransaction((tx) => buyOffer(tx, { briefId, by: client.owner.personId, at })),
    ).rejects.toEqual(refused('offer_closed'))
    const own = await makeOffer()
    const mine = await makeOrganisation({ owner: own.team.lead })
    await expect(boughtContract(own.offerId, mine)).rejects.toEqual(refused('both_sides'))
  })
})

describe('what a client fills in', () => {
  const process: Criterion = {
    id: 'c1',
    metric: 'process_value',
    averaging: null,
    positiveClass: null,
    labels: [],
    target: 0.17,
    direction: 'at_most',
    sampleSize: 400,
    confidence: 0.95,
    attempts: 1,
    process: {
      measure: 'No-show rate',
      unit: 'share',
      unitName: '',
      baseline: { value: 0.22, cases: 900, from: '2026-01-01', to: '2026-01-31' },
      source: 'The calendar',
      windowDays: 56,
      measurer: { personId: '', name: '' },
    },
  }

  it('is its own baseline and the measurer, and nothing else', () => {
    const open = toComplete(process)
    expect(unfilled([open])).toEqual([open])
    const plan = process.process
    if (!plan) throw new Error('it has a plan')
    const filled = {
      ...open,
      process: {
        ...plan,
        measurer: { personId: 'per_1', name: 'Huda' },
        source: 'Our own calendar',
      },
    }
    expect(unfilled([filled])).toEqual([])
    expect(samePromise(open, filled)).toBe(true)
    expect(samePromise(open, { ...filled, target: 0.3 })).toBe(false)
    expect(samePromise(open, { ...filled, process: { ...filled.process, windowDays: 3 } })).toBe(
      false,
    )
  })
})
