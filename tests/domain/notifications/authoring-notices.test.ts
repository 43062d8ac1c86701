import { makeDraft, makeWorkshop, type Workshop } from 'tests/support/authoring'
import { useDatabase } from 'tests/support/database'
import { readsUrdu, toldAbout } from 'tests/support/notices'
import { beforeAll, expect, it } from 'vitest'
import {
  handInVersion,
  publishReviewed,
  sendBackVersion,
} from '~/domain/learning/versions/version-steps.server'
import { addHours } from '~/kernel/clock'
import { inTransaction } from '~/platform/database.server'
import { toldOfAuthoring } from './told-of'

const db = useDatabase()
const at = new Date('2026-03-02T09:00:00Z')
let shop: Workshop
beforeAll(async () => {
  shop = await makeWorkshop()
  await readsUrdu(shop.author)
  await readsUrdu(shop.otherOperator)
})

const played = new Set<string>()
async function told(event: (typeof toldOfAuthoring)[number], versionId: string, when = at) {
  played.add(event)
  return toldAbout(db, event, versionId, when)
}
const names = (...people: { name: string }[]) => people.map(({ name }) => name).sort()

it('a version that is handed in is the operator’s turn, each time anew', async () => {
  const { versionId } = await makeDraft(shop)
  const step = (when: Date) => ({ versionId, by: shop.author.personId, at: when })
  await inTransaction((tx) => handInVersion(tx, step(at)))
  const first = await told('track-submitted', versionId)
  expect(first.map(({ name }) => name)).toEqual(names(shop.operator, shop.otherOperator))
  expect(first[0]).toMatchObject({
    yourTurn: true,
    url: `/desk/tracks/${versionId}`,
    en: 'Karachi School handed in A sample track, version 1. Read it and publish it, or send it back.',
  })
  expect(first[0]?.ur).toContain('واپس بھیج دیں')
  await inTransaction((tx) =>
    sendBackVersion(tx, { ...step(addHours(at, 1)), by: shop.operator.personId, note: 'More.' }),
  )
  await inTransaction((tx) => handInVersion(tx, step(addHours(at, 2))))
  expect(await told('track-submitted', versionId)).toHaveLength(2)
})

it('a version that comes back is the turn of those who act for the partner and who wrote it', async () => {
  const { versionId, trackId } = await makeDraft(shop)
  const step = { versionId, by: shop.author.personId, at }
  await inTransaction((tx) => handInVersion(tx, step))
  const back = { ...step, by: shop.operator.personId, note: 'Say more.' }
  await inTransaction((tx) => sendBackVersion(tx, back))
  const rows = await told('track-sent-back', versionId)
  expect(rows.map(({ name }) => name)).toEqual(names(shop.owner, shop.author))
  expect(rows[0]).toMatchObject({
    yourTurn: true,
    url: `/partners/${shop.partnerId}/tracks/${trackId}`,
    en: 'A sample track, version 1, came back from the operator with a note.',
  })
})

it('a version that is published is told to the same people', async () => {
  const { versionId, trackId } = await makeDraft(shop)
  await inTransaction((tx) => handInVersion(tx, { versionId, by: shop.author.personId, at }))
  await inTransaction((tx) => publishReviewed(tx, { versionId, by: shop.operator.personId, at }))
  const rows = await told('track-published', versionId)
  expect(rows.map(({ name }) => name)).toEqual(names(shop.owner, shop.author))
  expect(rows[0]).toMatchObject({
    yourTurn: false,
    url: `/partners/${shop.partnerId}/tracks/${trackId}`,
    en: 'A sample track, version 1, is published. People can enrol in it.',
  })
  expect(rows[0]?.ur).toContain('شائع ہو گئی')
})

it('each event of the list has been played above', () => {
  expect([...played].sort()).toEqual([...toldOfAuthoring].sort())
})
