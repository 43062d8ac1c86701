import {
  makeBrief,
  makeProposal,
  makeWorld,
  signedContract,
  start,
  type World,
} from 'tests/support/contracts'
import { useDatabase } from 'tests/support/database'
import { agree, handOverOf, joinWorld, propose, seatsFor, signOver } from 'tests/support/hand-over'
import { readsUrdu, toldAbout } from 'tests/support/notices'
import type { TestPerson } from 'tests/support/people'
import { beforeAll, expect, it } from 'vitest'
import { fallDue } from '~/domain/contracts/fall-due.server'
import { refuseHandOver, withdrawHandOver } from '~/domain/contracts/seats/end-hand-over.server'
import { leaveWithSeats } from '~/domain/contracts/seats/leave-with-seats.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { toldOfHandOver } from './told-of'

const db = useDatabase()
const at = start
let world: World
let newcomer: TestPerson
let contractId = ''
const url = () => `/contracts/${contractId}/seats`
const ended = { yourTurn: false }

beforeAll(async () => {
  world = await makeWorld()
  newcomer = await joinWorld(world, 'Tariq New')
  contractId = (await signedContract(world)).contractId
  await readsUrdu(newcomer)
})

const played = new Set<string>()
async function told(event: (typeof toldOfHandOver)[number], subject: string, when = at) {
  played.add(event)
  return toldAbout(db, event, subject, when)
}
const proposed = () =>
  propose(contractId, { by: world.lead.personId, seats: seatsFor(world, newcomer) })
const leaves = (who: TestPerson) => {
  const { personId } = who
  return inTransaction((tx) =>
    leaveWithSeats(tx, { teamId: world.teamId, personId, by: personId, at }),
  )
}

it('a proposal is the turn of whoever is asked and of the lead who signs, and told to the rest', async () => {
  const handOverId = await proposed()
  expect(await told('hand-over-proposed', handOverId)).toMatchObject([
    { name: 'Anna Client', kind: 'hand_over_proposed', yourTurn: false, url: url() },
    { name: 'Lena Lead', kind: 'hand_over_sign', yourTurn: true },
    { name: 'Otto Client', kind: 'hand_over_proposed' },
    { name: 'Sana Member', kind: 'hand_over_proposed' },
    {
      ...{ name: 'Tariq New', kind: 'hand_over_asked', yourTurn: true, url: url() },
      en: 'Other seats are proposed in “Urgent messages are seen”, from milestone 2 on. Your seat is among them: agree, or refuse and say why.',
    },
    { name: 'Umar Member', kind: 'hand_over_asked', yourTurn: true },
  ])
  await inTransaction((tx) => withdrawHandOver(tx, { handOverId, by: world.lead.personId, at }))
  expect(await told('hand-over-ended', handOverId)).toMatchObject(
    ['Anna Client', 'Otto Client', 'Sana Member', 'Tariq New', 'Umar Member'].map((name) => ({
      ...{ name, kind: 'hand_over_withdrawn', ...ended },
    })),
  )
})

it('a refusal names who refused, to everybody but them', async () => {
  const handOverId = await proposed()
  const reason = 'I have no time.'
  await inTransaction((tx) => refuseHandOver(tx, { handOverId, reason, by: newcomer.personId, at }))
  const heard = await told('hand-over-ended', handOverId)
  expect(heard.map(({ name }) => name)).toEqual([
    ...['Anna Client', 'Lena Lead', 'Otto Client', 'Sana Member', 'Umar Member'],
  ])
  expect(heard[0]).toMatchObject({
    ...{ kind: 'hand_over_refused', ...ended },
    en: 'Tariq New refused the other seats in “Urgent messages are seen”. The terms stay as they are.',
  })
})

it('before its last day those are reminded whose word is missing, and all hear that it lapsed', async () => {
  const handOverId = await proposed()
  await agree(handOverId, newcomer.personId)
  await fallDue(database(), { at: addDays(at, 6) })
  const near = await toldAbout(db, 'deadline-near', handOverId, addDays(at, 6))
  expect(near.map(({ name, kind, yourTurn }) => [name, kind, yourTurn])).toEqual([
    ['Lena Lead', 'deadline_hand_over', true],
    ['Umar Member', 'deadline_hand_over', true],
  ])
  await inTransaction(async (tx) => {
    const { lapseHandOver } = await import('~/domain/contracts/seats/end-hand-over.server')
    await lapseHandOver(tx, { handOverId, at: addDays(at, 7) })
  })
  const heard = await told('hand-over-ended', handOverId, addDays(at, 7))
  expect(heard).toHaveLength(6)
  expect(heard[0]).toMatchObject({ kind: 'hand_over_lapsed' })
})

it('the client is asked when the team has agreed, and everybody hears that it is in force', async () => {
  const handOverId = await proposed()
  await signOver(handOverId, world.lead)
  for (const who of [newcomer, world.members[1]]) await agree(handOverId, who?.personId ?? '')
  expect(await told('hand-over-agreed', handOverId)).toMatchObject([
    { name: 'Anna Client', kind: 'hand_over_client', yourTurn: true, url: url() },
    { name: 'Otto Client', yourTurn: true },
  ])
  await signOver(handOverId, world.client)
  expect((await handOverOf(handOverId)).state).toBe('in_force')
  const heard = await told('hand-over-in-force', handOverId)
  expect(heard).toHaveLength(6)
  expect(heard.every(({ kind }) => kind === 'hand_over_in_force')).toBe(true)
})

it('the leads hear that somebody with a seat has left, in contracts and in proposals', async () => {
  const open = await signedContract(world)
  const proposalId = await makeProposal(world, await makeBrief(world))
  const [, , third] = world.members
  if (!third) throw new Error('The team has three members.')
  await leaves(third)
  expect(await told('seat-holder-left', open.contractId)).toMatchObject([
    {
      ...{ name: 'Lena Lead', yourTurn: true, url: `/contracts/${open.contractId}/seats` },
      kind: 'seat_holder_left',
    },
  ])
  expect(await told('proposal-seat-freed', proposalId)).toMatchObject([
    { name: 'Anna Client', kind: 'proposal_team_changes', yourTurn: false },
    { name: 'Lena Lead', kind: 'proposal_seat_freed', yourTurn: true },
    { name: 'Otto Client', kind: 'proposal_team_changes' },
    { name: 'Umar Member', kind: 'proposal_team_changes' },
  ])
})

it('every event of them was played', () => {
  expect([...played].sort()).toEqual([...toldOfHandOver].sort())
})
