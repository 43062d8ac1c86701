import { proposal } from 'db/schema/market'
import { offerVersion } from 'db/schema/offers'
import { eq } from 'drizzle-orm'
import { settleByHand, sign } from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { marketDay as at } from 'tests/support/market'
import { readsUrdu, toldAbout } from 'tests/support/notices'
import { boughtContract, makeOffer, writeOffer } from 'tests/support/offers'
import {
  makeOrganisation,
  makePerson,
  makeTeam,
  type TestOrganisation,
  type TestPerson,
} from 'tests/support/people'
import { beforeAll, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { askInputAgain, confirmInput } from '~/domain/contracts/inputs/answer-input.server'
import { handInInput } from '~/domain/contracts/inputs/hand-in-input.server'
import { confirmFunding } from '~/domain/contracts/milestones/confirm-funding.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { milestonesOf } from '~/domain/contracts/rows.server'
import { leaveWithSeats } from '~/domain/contracts/seats/leave-with-seats.server'
import { answerOfferSeat, askForSeats } from '~/domain/market/offers/agree-to-offer.server'
import { moveOffer } from '~/domain/market/offers/move-offer.server'
import { publishOffer } from '~/domain/market/offers/publish-offer.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { toldOfOffers } from './told-of'

const db = useDatabase()
let lead: TestPerson
let member: TestPerson
let client: TestOrganisation
let offerId = ''
let versionId = ''
let contractId = ''

beforeAll(async () => {
  lead = await makePerson(database(), { name: 'Lena Lead' })
  member = await makePerson(database(), { name: 'Umar Member' })
  const owner = await makePerson(database(), { name: 'Anna Client' })
  client = await makeOrganisation({ name: 'Riverside Clinics', owner })
  const team = await makeTeam([lead, member])
  offerId = (await writeOffer({ team })).offerId
  const [version] = await database()
    .select()
    .from(offerVersion)
    .where(eq(offerVersion.offerId, offerId))
  versionId = version?.id ?? ''
  await readsUrdu(member)
})

const played = new Set<string>()
async function told(event: (typeof toldOfOffers)[number], subject: string) {
  played.add(event)
  return toldAbout(db, event, subject, at)
}
const ask = () => inTransaction((tx) => askForSeats(tx, { offerId, by: lead.personId, at }))
const answer = (agrees: boolean) =>
  inTransaction((tx) => answerOfferSeat(tx, { versionId, agrees, by: member.personId, at }))

it('members with a seat are asked, and the lead hears what they say', async () => {
  await ask()
  expect(await told('offer-seats', versionId)).toMatchObject([
    {
      name: 'Umar Member',
      yourTurn: true,
      url: `/offers/${offerId}/preview`,
      en: 'Team of Lena Lead wants to sell “Fewer missed appointments” with you in it. Read it, and agree to your role and share.',
    },
  ])
  await answer(false)
  const back = await told('offer-reopened', versionId)
  expect(back).toMatchObject([{ name: 'Lena Lead', yourTurn: true }])
  await ask()
  await answer(true)
  const agreed = await told('offer-agreed', versionId)
  expect(agreed).toMatchObject([{ name: 'Lena Lead', url: `/offers/${offerId}/edit` }])
})

it('an order is the turn of both who sign, and told to the rest of the team', async () => {
  await inTransaction((tx) => publishOffer(tx, { offerId, by: lead.personId, at }))
  const made = await boughtContract(offerId, client)
  contractId = made.contractId
  const [row] = await database().select().from(proposal).where(eq(proposal.briefId, made.briefId))
  expect(await told('offer-ordered', row?.id ?? '')).toMatchObject([
    { name: 'Anna Client', yourTurn: true, kind: 'contract_to_sign' },
    { name: 'Lena Lead', yourTurn: true, kind: 'offer_ordered_sign' },
    { name: 'Umar Member', yourTurn: false, kind: 'offer_ordered' },
  ])
})

it('inputs go back and forth between the two sides until the weeks begin', async () => {
  await sign(contractId, client.owner, at)
  await sign(contractId, lead, at)
  const handIn = (inputId: string) =>
    inTransaction((tx) =>
      handInInput(tx, {
        ...{ contractId, inputId, note: 'Here.', link: '', files: [], at },
        by: client.owner.personId,
      }),
    )
  const cause = { person: member.personId }
  const confirm = (inputId: string) =>
    inTransaction((tx) => confirmInput(tx, { contractId, inputId, cause, at }))
  await handIn('i2')
  const url = `/contracts/${contractId}#inputs`
  expect(await told('input-handed-in', contractId)).toMatchObject([
    { name: 'Lena Lead', yourTurn: true, url },
    { name: 'Umar Member', yourTurn: true, url },
  ])
  await inTransaction((tx) =>
    askInputAgain(tx, {
      ...{ contractId, inputId: 'i2', missing: 'The hours.', at },
      by: lead.personId,
    }),
  )
  expect(await told('input-asked-again', contractId)).toMatchObject([
    {
      name: 'Anna Client',
      yourTurn: true,
      en: 'Team of Lena Lead still misses something of “The calendar” for “Fewer missed appointments”. Hand it in again.',
    },
  ])
  await handIn('i2')
  expect(await told('input-handed-in', contractId)).toHaveLength(2)
  await confirm('i2')
  expect(await told('input-confirmed', contractId)).toMatchObject([
    { name: 'Anna Client', yourTurn: false, kind: 'input_confirmed' },
  ])
  await handIn('i3')
  await confirm('i3')
  const complete = await told('input-confirmed', contractId)
  expect(complete.map(({ name, kind }) => [name, kind])).toEqual([
    ['Anna Client', 'inputs_complete'],
    ['Lena Lead', 'inputs_complete'],
    ['Umar Member', 'inputs_complete'],
  ])
})

it('the client is told that it is waited for, and both what came of it when it was in vain', async () => {
  const made = await boughtContract(offerId, client)
  await sign(made.contractId, client.owner, at)
  await sign(made.contractId, lead, at)
  const [milestone] = await milestonesOf(database(), made.contractId)
  const milestoneId = milestone?.id ?? ''
  const { paymentId } = await inTransaction((tx) =>
    fundMilestone(tx, { milestoneId, by: client.owner.personId, at }),
  )
  await settleByHand(paymentId, 'confirmed', at)
  await inTransaction((tx) => confirmFunding(tx, { paymentId, at }))
  const url = `/contracts/${made.contractId}#inputs`
  const funded = await toldAbout(db, 'milestone-funded', milestoneId, at)
  expect(funded).toMatchObject([
    { name: 'Anna Client', yourTurn: true, kind: 'milestone_funded_inputs', url },
    { name: 'Lena Lead', yourTurn: false },
    { name: 'Umar Member', yourTurn: false },
  ])
  await fallDue(database(), { at: addDays(at, 29) })
  const near = await toldAbout(db, 'deadline-near', milestoneId, at)
  expect(near).toMatchObject([
    { name: 'Anna Client', yourTurn: true, kind: 'deadline_inputs', url },
  ])
  await fallDue(database(), { at: addDays(at, 30) })
  const over = await toldAbout(db, 'milestone-refunded', milestoneId, at)
  expect(over.map(({ name, kind }) => [name, kind])).toEqual([
    ['Anna Client', 'milestone_refunded_inputs_client'],
    ['Lena Lead', 'milestone_refunded_inputs'],
    ['Umar Member', 'milestone_refunded_inputs'],
  ])
})

it('what a member who left had a seat in takes no orders, and its lead is told', async () => {
  const leads = await makePerson(database(), { name: 'Lale Leads' })
  const goes = await makePerson(database(), { name: 'Gul Goes' })
  const team = await makeTeam([leads, goes])
  const { offerId: sold, versionId: published } = await makeOffer({ team })
  const { teamId } = team
  const { personId } = goes
  await inTransaction((tx) => leaveWithSeats(tx, { teamId, personId, by: personId, at }))
  expect(await told('offer-member-left', published)).toMatchObject([
    { name: 'Lale Leads', yourTurn: true, kind: 'offer_member_left', url: `/offers/${sold}` },
  ])
  const by = leads.personId
  const resume = () =>
    inTransaction((tx) => moveOffer(tx, { offerId: sold, event: 'resume', by, at }))
  await expect(resume()).rejects.toMatchObject({ code: 'offer_member_left' })
})

it('each event of the list has been played above', () => {
  expect([...played].sort()).toEqual([...toldOfOffers].sort())
})
