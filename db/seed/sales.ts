import { askInputAgain, confirmInput } from '~/domain/contracts/inputs/answer-input.server'
import { handInInput } from '~/domain/contracts/inputs/hand-in-input.server'
import { buyOffer } from '~/domain/contracts/terms/buy-offer.server'
import { editCriterion } from '~/domain/market/briefs/brief.commands.server'
import { sealBriefDataset } from '~/domain/market/briefs/seal-brief-dataset.server'
import { lockBrief } from '~/domain/market/lock.server'
import { answerOfferSeat, askForSeats } from '~/domain/market/offers/agree-to-offer.server'
import { declareOrder } from '~/domain/market/offers/declare-order.server'
import { draftVersion } from '~/domain/market/offers/lock-offer.server'
import { moveOffer } from '~/domain/market/offers/move-offer.server'
import {
  createOffer,
  saveOfferInputs,
  saveOfferSeats,
  saveTier,
} from '~/domain/market/offers/offer.commands.server'
import {
  addOfferCriterion,
  saveOfferedRows,
} from '~/domain/market/offers/offer-criteria.commands.server'
import { namedLater } from '~/domain/market/offers/offer-criterion'
import { orderOffer } from '~/domain/market/offers/order-offer.server'
import { publishOffer } from '~/domain/market/offers/publish-offer.server'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { addDays, isoDay } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { tableCsv, taskNamed } from '../../demo/model-endpoint/tables'
import { type Deals, manifestFor } from './deals'
import { type OfferKey, type SeedOffer, type SeedOfferCriterion, seedOffers } from './offers'
import { seedTeams } from './people'
import type { Story } from './story'

/** Writes an offer step by step as its lead would, asks every member, and puts it on sale. */
async function sell(deals: Deals, key: OfferKey, at: Date): Promise<string> {
  const seed: SeedOffer = seedOffers[key]
  const team = seedTeams.find((one) => one.key === seed.team)
  const lead = team?.members[0]?.[0]
  if (!team || !lead) throw new Error(`The demo has no team called ${seed.team}.`)
  const by = deals.personId(lead)
  const { title, statement, sectors, classes, currency } = seed
  const { offerId } = await inTransaction((tx) =>
    createOffer(tx, {
      ...{ title, statement, sectors, classes, currency },
      teamId: deals.teamId(seed.team),
      by,
      at,
    }),
  )
  const edit = { offerId, by }
  await inTransaction((tx) => saveOfferedRows(tx, { ...edit, rows: seed.rows }))
  for (const wanted of seed.criteria) {
    const criterion = criterionOf(wanted, seed, at)
    await inTransaction((tx) => addOfferCriterion(tx, { ...edit, criterion }))
  }
  for (const { name, includes, milestones } of seed.tiers) {
    const price = milestones.reduce((sum, [, , amount]) => sum + amount, 0n)
    const tier = {
      name,
      includes,
      priceMinor: price.toString(),
      milestones: milestones.map(([title, description, amount, weeks, places]) => ({
        title,
        description,
        amountMinor: amount.toString(),
        weeks,
        criterionIds: places.map((place) => `c${place}`),
      })),
    }
    await inTransaction((tx) => saveTier(tx, { ...edit, tier, tierId: null }))
  }
  const inputs = seed.inputs.map(([title, why, kind]) => ({ title, why, kind }))
  await inTransaction((tx) => saveOfferInputs(tx, { ...edit, inputs }))
  await inTransaction((tx) =>
    saveOfferSeats(tx, {
      ...edit,
      seats: team.members.map(([person, role, shareBps]) => ({
        personId: deals.personId(person),
        role,
        shareBps,
      })),
      manifest: manifestFor(seed.region),
      holdbackBps: seed.holdbackBps ?? 1_000,
      reviewDays: 14,
    }),
  )
  await inTransaction((tx) => askForSeats(tx, { ...edit, at }))
  const version = await draftVersion(database(), offerId)
  if (!version) throw new Error(`${title} has no draft.`)
  for (const [person] of team.members.filter(([member]) => member !== lead)) {
    await inTransaction((tx) =>
      answerOfferSeat(tx, {
        versionId: version.id,
        agrees: true,
        by: deals.personId(person),
        at,
      }),
    )
  }
  await inTransaction((tx) => publishOffer(tx, { ...edit, at }))
  return offerId
}

/** A criterion as the form would make it; its usual starting point lies in the quarter before. */
export function criterionOf(
  { process, rubric, ...wanted }: SeedOfferCriterion,
  seed: SeedOffer,
  at: Date,
) {
  const { rater1, rater2, measurer } = namedLater
  const { usual, ...plan } = process ?? { usual: { value: 0, cases: 0 } }
  const checked = validateCriterion(
    {
      ...wanted,
      ...(rubric ? { rubric: { ...rubric, raters: [rater1, rater2] } } : {}),
      ...(process
        ? {
            process: {
              ...plan,
              measurer,
              baseline: { ...usual, from: isoDay(addDays(at, -100)), to: isoDay(addDays(at, -10)) },
            },
          }
        : {}),
    },
    seed.rows ?? undefined,
  )
  if (!checked.ok) throw new Error(`${seed.title}: ${JSON.stringify(checked.problems)}`)
  return checked.criterion
}

/** The clinics order the first tier: data declared and sealed, figures and a measurer filled in. */
async function orderNoshow(deals: Deals, offerId: string, at: Date): Promise<string> {
  const by = deals.personId('faisal')
  const { briefId } = await inTransaction((tx) =>
    orderOffer(tx, {
      offerId,
      tierId: 't1',
      workloadClass: 'internal',
      organisationId: deals.organisationId('alnoor'),
      by,
      at,
    }),
  )
  const brief = await inTransaction((tx) => lockBrief(tx, briefId))
  await inTransaction((tx) =>
    declareOrder(tx, {
      ...{ country: brief.country, workloadClass: brief.workloadClass },
      data: {
        regions: ['SA', 'PK'],
        declared: true,
        personalFields: ['age', 'distance_km'],
        lawfulBasis: 'legitimate_interests',
        lawOverlay: 'SA',
        retentionDays: 180,
      },
      briefId,
      by,
    }),
  )
  const task = taskNamed('appointments')
  if (!task) throw new Error('There is no table of appointments.')
  await inTransaction((tx) =>
    sealBriefDataset(tx, {
      briefId,
      source: new Blob([tableCsv(task, 905, 3_100)]).stream(),
      fileName: 'visits.csv',
      labelColumn: 'label',
      labelKind: 'class',
      publishSample: true,
      datasetClass: 'internal',
      by,
      at,
    }),
  )
  for (const criterion of brief.criteria) {
    const { process } = criterion
    if (!process) continue
    const baseline = {
      value: 0.23,
      cases: 1_640,
      from: isoDay(addDays(at, -70)),
      to: isoDay(addDays(at, -8)),
    }
    const measurer = { personId: deals.personId('huda'), name: 'Huda Al-Ghamdi' }
    const filled = { ...criterion, process: { ...process, baseline, measurer } }
    await inTransaction((tx) => editCriterion(tx, { briefId, criterion: filled, by }))
  }
  const { contractId } = await inTransaction((tx) => buyOffer(tx, { briefId, by, at }))
  return contractId
}

/** Seven offers on sale, one of them paused, one of them ordered and waiting for what it needs. */
export function tellOffers(story: Story, deals: () => Deals): void {
  let noshow = ''
  let contract = ''
  const days: readonly (readonly [OfferKey, number])[] = [
    ['mango', 34],
    ['wheat', 31],
    ['triage', 29],
    ['marking', 27],
    ['reading', 25],
    ['utility', 23],
    ['noshow', 21],
  ]
  for (const [key, day] of days) {
    story.on(day, 6, async (at) => {
      const offerId = await sell(deals(), key, at)
      if (key === 'noshow') {
        noshow = offerId
        deals().places.offer = `/offers/${offerId}`
        deals().places.order = `/offers/${offerId}`
      }
      if (key === 'utility') {
        const by = deals().personId('ayesha')
        await inTransaction((tx) => moveOffer(tx, { offerId, event: 'pause', by, at }))
      }
    })
  }
  story.on(12, 8, async (at) => {
    contract = await orderNoshow(deals(), noshow, at)
    deals().places.inputs = `/contracts/${contract}`
  })
  story.on(11, 9, (at) => deals().sign(contract, ['faisal', 'reem'], at))
  story.on(10, 9, (at) => deals().pay(contract, 1, 'faisal', at))
  const faisal = (inputId: string, note: string, at: Date) =>
    inTransaction((tx) =>
      handInInput(tx, {
        ...{ contractId: contract, inputId, note, link: '', files: [] },
        by: deals().personId('faisal'),
        at,
      }),
    )
  story.on(9, 8, async (at) => {
    await faisal(
      'i3',
      'Maha and Samira at the front desk, every day from 11:00 to 12:00. Both speak Arabic and English.',
      at,
    )
    await faisal('i2', 'The export is set up; the first file is from yesterday evening.', at)
  })
  story.on(8, 10, async (at) => {
    const by = deals().personId('reem')
    await inTransaction((tx) =>
      confirmInput(tx, { contractId: contract, inputId: 'i3', cause: { person: by }, at }),
    )
    await inTransaction((tx) =>
      askInputAgain(tx, {
        ...{ contractId: contract, inputId: 'i2', by, at },
        missing:
          'The file has the bookings, but not the hour at which each was made. Without it we cannot count the days between.',
      }),
    )
  })
}
