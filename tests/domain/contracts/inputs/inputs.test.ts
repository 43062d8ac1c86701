import { contractInput } from 'db/schema/contracts'
import { operation } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { settleByHand } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { jobsOf } from 'tests/support/escrow'
import { marketDay as at } from 'tests/support/market'
import { boughtContract, makeOffer } from 'tests/support/offers'
import { makeOrganisation, makePerson, signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { askInputAgain, confirmInput } from '~/domain/contracts/inputs/answer-input.server'
import { inputsTurn } from '~/domain/contracts/inputs/contract-input'
import { type HandIn, handInInput } from '~/domain/contracts/inputs/hand-in-input.server'
import { inputsPage, readInputFile } from '~/domain/contracts/inputs/input-queries.server'
import { registerContractEndpoint } from '~/domain/contracts/measuring/register-contract-endpoint.server'
import { stopMeasurement } from '~/domain/contracts/measuring/stop-measurement.server'
import { confirmFunding } from '~/domain/contracts/milestones/confirm-funding.server'
import { deadlineAfter } from '~/domain/contracts/milestones/deadlines'
import { storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { takeBack } from '~/domain/contracts/milestones/take-back.server'
import { contractPage } from '~/domain/contracts/queries.server'
import { currentTerms, milestonesOf } from '~/domain/contracts/rows.server'
import { signTerms } from '~/domain/contracts/terms/sign-terms.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

const held = useDatabase()
const refused = (code: string) => expect.objectContaining({ code })
let offer: Awaited<ReturnType<typeof makeOffer>>
beforeAll(async () => {
  offer = await makeOffer()
})

/** A signed contract of an offer, with its two sides. */
async function signed(sold = offer) {
  const client = await makeOrganisation()
  const { contractId } = await boughtContract(sold.offerId, client)
  const { version, sha256 } = await currentTerms(database(), contractId)
  for (const { personId: by, name: typedName } of [client.owner, sold.team.lead]) {
    await inTransaction((tx) => signTerms(tx, { contractId, version, sha256, typedName, by, at }))
  }
  const [one, two] = await milestonesOf(database(), contractId)
  const [milestoneId, secondId] = [one?.id ?? '', two?.id ?? '']
  const handIn = (inputId: string, given: Partial<HandIn> = {}) =>
    inTransaction((tx) =>
      handInInput(tx, {
        ...{ contractId, inputId, note: 'Here it is.', link: '', files: [], at },
        by: client.owner.personId,
        ...given,
      }),
    )
  const confirm = (inputId: string, when = at, person = sold.team.lead.personId) =>
    inTransaction((tx) => confirmInput(tx, { contractId, inputId, cause: { person }, at: when }))
  const askAgain = (inputId: string, when = at) =>
    inTransaction((tx) =>
      askInputAgain(tx, {
        ...{ contractId, inputId, missing: 'The hours.', at: when },
        by: sold.team.lead.personId,
      }),
    )
  const fund = async (when = at, id = milestoneId) => {
    const { paymentId } = await inTransaction((tx) =>
      fundMilestone(tx, { milestoneId: id, by: client.owner.personId, at: when }),
    )
    await settleByHand(paymentId, 'confirmed', when)
    await inTransaction((tx) => confirmFunding(tx, { paymentId, at: when }))
  }
  const first = async () => (await milestonesOf(database(), contractId))[0]
  const kept = async (id = milestoneId) => (await heldFor(database(), [id])).get(id)?.heldMinor
  return {
    ...{ contractId, milestoneId, secondId, client, first, kept },
    ...{ handIn, confirm, askAgain, fund },
  }
}

describe('the weeks of a contract with inputs', () => {
  it('wait for the last of them, and cannot run out before', async () => {
    const { contractId, milestoneId, client, handIn, confirm, fund, first } = await signed()
    await fund()
    const until = addDays(at, 30)
    expect(await first()).toMatchObject({ status: 'funded', deadlineAt: until, awaitsInputs: true })
    const late = addDays(at, 29)
    await fallDue(database(), { at: late })
    await expect(
      inTransaction((tx) => takeBack(tx, { milestoneId, by: client.owner.personId, at: late })),
    ).rejects.toEqual(refused('not_yet_due'))
    const viewer = await signedIn(client.owner)
    const turn = async () => (await contractPage(database(), viewer, contractId, late)).turn
    expect(await turn()).toMatchObject({ side: 'client', key: 'input.turn_client', until })
    await handIn('i2', { at: late })
    await handIn('i3', { at: late })
    expect(await turn()).toMatchObject({ side: 'team', key: 'input.turn_team' })
    expect((await turn()).until).toBeInstanceOf(Date)
    expect(await confirm('i2', late)).toEqual({ complete: false })
    expect((await first())?.awaitsInputs).toBe(true)
    expect(await confirm('i3', late)).toEqual({ complete: true })
    expect(await first()).toMatchObject({
      awaitsInputs: false,
      inputsAt: late,
      deadlineAt: addDays(late, 35),
    })
    expect(await turn()).toMatchObject({ key: 'milestone.turn_funded', until: addDays(late, 35) })
  })

  it('never begin where something is not handed in: the money goes back and the contract ends', async () => {
    const { contractId, client, handIn, askAgain, fund, first, kept } = await signed()
    await fund()
    expect(await kept()).toBe(500_000n)
    await handIn('i2')
    await fallDue(database(), { at: addDays(at, 3) })
    const over = addDays(at, 30)
    await fallDue(database(), { at: new Date(over.getTime() - 1) })
    expect((await first())?.status).toBe('funded')
    await handIn('i3', { at: new Date(over.getTime() - 1) })
    await fallDue(database(), { at: over })
    expect((await first())?.status).toBe('funded')
    // Asked again at the last moment, the client has a week for it.
    await askAgain('i3', over)
    await fallDue(database(), { at: addDays(over, 6) })
    expect((await first())?.status).toBe('funded')
    await fallDue(database(), { at: addDays(over, 7) })
    await fallDue(database(), { at: addDays(over, 7) })
    expect(await first()).toMatchObject({ status: 'refunded' })
    expect(await kept()).toBe(0n)
    const refunds = await database().select().from(operation).where(eq(operation.kind, 'refund'))
    expect(refunds.map(({ amountMinor }) => amountMinor)).toEqual([500_000n])
    const viewer = await signedIn(client.owner)
    const page = await contractPage(database(), viewer, contractId, addDays(over, 8))
    expect(page.status).toBe('terminated')
    expect(page.milestones.map(({ status }) => status)).not.toContain('unfunded')
    const jobs = await jobsOf(held.ownerUrl, 'notify')
    const told = jobs.filter(({ event }) => event === 'milestone-refunded')
    expect(told.filter(({ subject }) => subject === page.milestones[0]?.id)).toHaveLength(1)
  })

  it('begin with a delivery, however much is still owed: nobody takes that back for want of inputs', async () => {
    const { contractId, milestoneId, client, handIn, confirm, fund, first } = await signed()
    await fund()
    const early = addDays(at, 20)
    const by = offer.team.lead.personId
    await inTransaction((tx) =>
      registerContractEndpoint(tx, {
        ...{ milestoneId, url: 'http://127.0.0.1:9009/label', headers: [], by, at: early },
        ...{ requestTemplate: '{"age":"{{age}}"}', answerPointer: '/label' },
      }),
    )
    await inTransaction((tx) => submitMilestone(tx, { milestoneId, note: 'Here.', by, at: early }))
    expect(await first()).toMatchObject({ awaitsInputs: false, inputsAt: early })
    await inTransaction((tx) => stopMeasurement(tx, { milestoneId, by, at: early }))
    expect(await first()).toMatchObject({ status: 'funded', deadlineAt: addDays(early, 35) })
    await fallDue(database(), { at: addDays(at, 40) })
    expect((await first())?.status).toBe('funded')
    // What comes later is confirmed, and begins nothing anew.
    await handIn('i2', { at: early })
    await handIn('i3', { at: early })
    await confirm('i2', early)
    expect(await confirm('i3', early)).toEqual({ complete: false })
    const shown = await inputsPage(database(), await signedIn(client.owner), contractId)
    expect(shown).toMatchObject({ waits: false, paid: true })
    // Now it is the team that can be late.
    const late = addDays(early, 35 + 15)
    await inTransaction((tx) => takeBack(tx, { milestoneId, by: client.owner.personId, at: late }))
    expect((await first())?.status).toBe('refunded')
  })

  it('wait for every milestone, however early it is funded', async () => {
    const milestone = (title: string, id: string) => ({
      ...{ title, description: '', amountMinor: '250000', weeks: 2, criterionIds: [id] },
    })
    const sold = await makeOffer({
      tier: { milestones: [milestone('The list', 'c1'), milestone('The rate', 'c2')] },
    })
    const { contractId, secondId, client, handIn, confirm, fund, kept } = await signed(sold)
    const all = () => milestonesOf(database(), contractId)
    await fund()
    await fund(at, secondId)
    const late = addDays(at, 29)
    await fallDue(database(), { at: late })
    const take = (id: string) =>
      inTransaction((tx) => takeBack(tx, { milestoneId: id, by: client.owner.personId, at: late }))
    await expect(take(secondId)).rejects.toEqual(refused('not_yet_due'))
    for (const id of ['i2', 'i3']) {
      await handIn(id, { at: late })
      await confirm(id, late)
    }
    expect(await all()).toMatchObject([
      { deadlineAt: addDays(late, 14) },
      { deadlineAt: addDays(late, 14) },
    ])
    const other = await signed(sold)
    await other.fund()
    await other.fund(addDays(at, 5), other.secondId)
    await fallDue(database(), { at: addDays(at, 30) })
    expect(await other.kept()).toBe(0n)
    expect(await other.kept(other.secondId)).toBe(0n)
    expect(await kept()).toBe(250_000n)
  })

  it('count from the money where that comes last', async () => {
    const { handIn, confirm, fund, first } = await signed()
    for (const id of ['i2', 'i3']) {
      await handIn(id)
      await confirm(id)
    }
    const later = addDays(at, 4)
    await fund(later)
    expect((await first())?.deadlineAt).toEqual(addDays(later, 35))
  })

  it('begin by silence three business days after the last was handed in', async () => {
    const { contractId, handIn, fund, first } = await signed()
    await fund()
    await handIn('i2')
    await handIn('i3')
    // A Monday morning: Thursday at the same hour.
    const due = addDays(at, 3)
    await fallDue(database(), { at: new Date(due.getTime() - 1) })
    expect((await first())?.awaitsInputs).toBe(true)
    await fallDue(database(), { at: due })
    await fallDue(database(), { at: due })
    expect(await first()).toMatchObject({ awaitsInputs: false, inputsAt: due })
    const rows = await database()
      .select()
      .from(contractInput)
      .where(eq(contractInput.contractId, contractId))
    expect(rows.map(({ confirmedHow }) => confirmedHow).sort()).toEqual([
      'sealed',
      'silence',
      'silence',
    ])
  })
})

describe('what was handed in', () => {
  const file = async () => {
    const data = new File(['Maha, Samira'], 'people.txt', { type: 'text/plain' })
    const stored = await storeDelivery([data])
    if (!stored.ok) throw new Error(stored.problem)
    return stored.files
  }

  it('is a file for both sides, and for nobody else', async () => {
    const { contractId, client, handIn } = await signed()
    const [stored, other] = [await file(), await signed()]
    await handIn('i2', { files: stored })
    const fileId = stored[0]?.id ?? ''
    for (const person of [client.owner, offer.team.lead]) {
      const viewer = await signedIn(person)
      const { data } = await readInputFile(database(), viewer, { contractId, fileId })
      expect(String(data)).toBe('Maha, Samira')
    }
    const theirs = await signedIn(other.client.owner)
    for (const contract of [contractId, other.contractId]) {
      await expect(
        readInputFile(database(), theirs, { contractId: contract, fileId }),
      ).rejects.toEqual(refused('not_found'))
    }
  })

  it('is deleted with the data of the contract, and the evidence says so', async () => {
    const { contractId, client, handIn, confirm, fund } = await signed()
    await fund()
    const files = await file()
    await handIn('i2', { files, link: 'https://calendar.example/export' })
    await confirm('i2')
    await fallDue(database(), { at: addDays(at, 30) })
    const viewer = await signedIn(client.owner)
    const { deleteDataAt } = await contractPage(database(), viewer, contractId, addDays(at, 31))
    expect(deleteDataAt).toBeInstanceOf(Date)
    await fallDue(database(), { at: deleteDataAt ?? at })
    await fallDue(database(), { at: deleteDataAt ?? at })
    const { inputs } = await inputsPage(database(), viewer, contractId)
    expect(inputs.find(({ inputId }) => inputId === 'i2')).toMatchObject({
      ...{ note: '', link: '', files: [], title: 'The calendar' },
    })
    const key = files[0]?.storageKey
    const gone = await jobsOf(held.ownerUrl, 'delete-file')
    expect(gone.filter((job) => job.key === key)).toHaveLength(1)
    const chain = await evidenceChain(database(), contractId, 'party')
    expect(chain.filter(({ kind }) => kind === 'inputs_deleted')).toMatchObject([
      { body: { inputs: ['i2'], files: 1 } },
    ])
  })
})

describe('an input', () => {
  it('is asked for again twice at most', async () => {
    const { contractId, handIn, askAgain, confirm } = await signed()
    await expect(askAgain('i2')).rejects.toEqual(refused('transition_refused'))
    for (let round = 0; round < 2; round += 1) {
      await handIn('i2')
      await askAgain('i2')
    }
    await handIn('i2')
    await expect(askAgain('i2')).rejects.toEqual(refused('rounds_used'))
    await confirm('i2')
    const jobs = await jobsOf(held.ownerUrl, 'notify')
    const told = jobs.filter(({ subject }) => subject === contractId).map(({ event }) => event)
    expect(told.filter((event) => event === 'input-handed-in')).toHaveLength(3)
    expect(told.filter((event) => event === 'input-asked-again')).toHaveLength(2)
    expect(told).toContain('input-confirmed')
  })

  it('is handed in by the client, confirmed by the team, and known to nobody else', async () => {
    const { contractId, client, handIn, confirm } = await signed()
    const stranger = await makePerson(database())
    await expect(handIn('i2', { by: stranger.personId })).rejects.toEqual(refused('not_found'))
    await expect(handIn('i2', { by: offer.team.lead.personId })).rejects.toEqual(
      refused('not_allowed'),
    )
    await expect(handIn('i9')).rejects.toEqual(refused('not_found'))
    await expect(handIn('i2', { note: '' })).rejects.toEqual(refused('form_invalid'))
    await handIn('i2')
    await expect(confirm('i2', at, client.owner.personId)).rejects.toEqual(refused('not_allowed'))
    await expect(inputsPage(database(), await signedIn(stranger), contractId)).rejects.toEqual(
      refused('not_found'),
    )
    const { inputs: shown } = await inputsPage(
      database(),
      await signedIn(offer.team.lead),
      contractId,
    )
    expect(shown.map(({ inputId, events }) => [inputId, events])).toEqual([
      ['i1', []],
      ['i2', ['confirm', 'ask_again']],
      ['i3', []],
    ])
  })

  it('waits until both sides have signed', async () => {
    const client = await makeOrganisation()
    const { contractId } = await boughtContract(offer.offerId, client)
    await expect(
      inTransaction((tx) =>
        handInInput(tx, {
          ...{ contractId, inputId: 'i2', note: 'x', link: '', files: [], at },
          by: client.owner.personId,
        }),
      ),
    ).rejects.toEqual(refused('transition_refused'))
    const viewer = await signedIn(client.owner)
    expect(await inputsPage(database(), viewer, contractId)).toMatchObject({ paid: false })
  })
})

describe('the rules without a database', () => {
  const soon = addDays(at, 1)
  it('say whose turn it is', () => {
    const state = (
      name: 'awaited' | 'handed_in' | 'confirmed',
      deadlineAt: Date | null = null,
    ) => ({
      state: name,
      deadlineAt,
    })
    expect(inputsTurn([state('awaited'), state('handed_in', soon)])?.side).toBe('client')
    expect(inputsTurn([state('confirmed'), state('handed_in', soon)])).toEqual({
      side: 'team',
      until: soon,
    })
    expect(inputsTurn([state('confirmed')])).toBeNull()
  })

  it('give the client thirty days from the money, and count weeks from the later of the two', () => {
    const plan = { reviewDays: 14, weeks: 5, awaitsInputs: false, inputsAt: null }
    const facts = { ...plan, at, fundedAt: at, deadlineAt: null }
    const waiting = { ...facts, awaitsInputs: true }
    expect(deadlineAfter('funded', 'confirm_funding', waiting)).toEqual(addDays(at, 30))
    expect(
      deadlineAfter('funded', 'confirm_funding', { ...facts, inputsAt: addDays(at, 3) }),
    ).toEqual(addDays(at, 38))
  })
})
