import { buyOffer } from '~/domain/contracts/terms/buy-offer.server'
import { lockBrief } from '~/domain/market/lock.server'
import { answerOfferSeat, askForSeats } from '~/domain/market/offers/agree-to-offer.server'
import { declareOrder } from '~/domain/market/offers/declare-order.server'
import { draftVersion } from '~/domain/market/offers/lock-offer.server'
import type { OfferedRows, OfferTier } from '~/domain/market/offers/offer'
import {
  createOffer,
  type OfferWords,
  saveOfferInputs,
  saveOfferSeats,
  saveTier,
} from '~/domain/market/offers/offer.commands.server'
import {
  addOfferCriterion,
  saveOfferedRows,
} from '~/domain/market/offers/offer-criteria.commands.server'
import { orderOffer } from '~/domain/market/offers/order-offer.server'
import { publishOffer } from '~/domain/market/offers/publish-offer.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { database, inTransaction } from '~/platform/database.server'
import { labels, marketDay, seal, twoCriteria } from './market'
import { makeTeam, type TestOrganisation, type TestTeam } from './people'

export const offerWords: OfferWords = {
  title: 'Fewer missed appointments',
  statement: 'At most 17 of 100 stay away.\n\nWe ring the others the day before.',
  sectors: ['health'],
  classes: ['open', 'restricted'],
  currency: 'EUR',
}

export const oneTier: Omit<OfferTier, 'id'> = {
  name: 'One clinic',
  includes: 'One clinic with a list for each day.',
  priceMinor: '500000',
  milestones: [
    {
      title: 'The list',
      description: '',
      amountMinor: '500000',
      weeks: 5,
      criterionIds: ['c1', 'c2'],
    },
  ],
}

export const twoInputs = [
  { title: 'Past visits', why: 'For measuring.', kind: 'sealed' as const },
  { title: 'The calendar', why: 'The list is made of it.', kind: 'access' as const },
  { title: 'Who calls', why: 'We train them.', kind: 'text' as const },
]

/** A draft that could be published once its members agree. */
export async function writeOffer(
  given: {
    team?: TestTeam
    words?: Partial<OfferWords>
    tier?: Partial<OfferTier>
    rows?: OfferedRows
    criteria?: readonly Omit<Criterion, 'id'>[]
    at?: Date
  } = {},
): Promise<{ offerId: string; team: TestTeam; by: string }> {
  const at = given.at ?? marketDay
  const team = given.team ?? (await makeTeam())
  const by = team.lead.personId
  const { offerId } = await inTransaction((tx) =>
    createOffer(tx, { ...offerWords, ...given.words, teamId: team.teamId, by, at }),
  )
  const edit = { offerId, by }
  await inTransaction((tx) =>
    saveOfferedRows(tx, { ...edit, rows: given.rows ?? { labelKind: 'class', labels } }),
  )
  for (const criterion of given.criteria ?? twoCriteria) {
    await inTransaction((tx) => addOfferCriterion(tx, { ...edit, criterion }))
  }
  const tier = { ...oneTier, ...given.tier }
  await inTransaction((tx) => saveTier(tx, { ...edit, tier, tierId: null }))
  await inTransaction((tx) => saveOfferInputs(tx, { ...edit, inputs: twoInputs }))
  await inTransaction((tx) =>
    saveOfferSeats(tx, {
      ...edit,
      seats: team.members.map((member) => ({ ...member, role: 'measurer' as const })),
      manifest: [],
      holdbackBps: 0,
      reviewDays: 14,
    }),
  )
  return { offerId, team, by }
}

/** An offer on sale, agreed to by everybody. */
export async function makeOffer(given: Parameters<typeof writeOffer>[0] = {}) {
  const at = given.at ?? marketDay
  const made = await writeOffer(given)
  const { offerId, team, by } = made
  await inTransaction((tx) => askForSeats(tx, { offerId, by, at }))
  const version = await draftVersion(database(), offerId)
  const versionId = version?.id ?? ''
  for (const { personId } of team.members.filter((one) => one.personId !== by)) {
    await inTransaction((tx) => answerOfferSeat(tx, { versionId, agrees: true, by: personId, at }))
  }
  await inTransaction((tx) => publishOffer(tx, { offerId, by, at }))
  return { ...made, versionId }
}

/** An order that lacks nothing any more. */
export async function completeOrder(
  offerId: string,
  client: TestOrganisation,
  at = marketDay,
): Promise<string> {
  const by = client.owner.personId
  const { organisationId } = client
  const { briefId } = await inTransaction((tx) =>
    orderOffer(tx, { offerId, tierId: 't1', workloadClass: 'open', organisationId, by, at }),
  )
  const row = await inTransaction((tx) => lockBrief(tx, briefId))
  await inTransaction((tx) =>
    declareOrder(tx, {
      ...{ country: row.country, workloadClass: row.workloadClass, briefId, by },
      data: { ...row.data, declared: true },
    }),
  )
  await seal({ briefId, by, rows: 2_400, at })
  return briefId
}

/** A contract that came of an offer, unsigned. */
export async function boughtContract(offerId: string, client: TestOrganisation, at = marketDay) {
  const briefId = await completeOrder(offerId, client, at)
  const by = client.owner.personId
  const { contractId } = await inTransaction((tx) => buyOffer(tx, { briefId, by, at }))
  return { briefId, contractId }
}
