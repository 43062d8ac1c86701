import { offer, offerSeat, offerVersion } from 'db/schema/offers'
import { teamMember } from 'db/schema/teams'
import { and, eq, gt } from 'drizzle-orm'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { isCurrency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { assertLeads } from '../lock.server'
import type { Seat } from '../proposals/save-proposal.server'
import { assertSeats } from '../proposals/save-proposal.server'
import { draftForEdit, writeDraft } from './lock-offer.server'
import {
  emptyOffer,
  leastPrice,
  type OfferHead,
  type OfferInput,
  type OfferTier,
  offerLimits,
} from './offer'

export type OfferWords = OfferHead & { readonly statement: string }

/** The arrays of a row may be written to, those of a form are not. */
function headOf({ title, sectors, classes, currency }: OfferWords) {
  if (!isCurrency(currency)) throw new Refused('currency_unknown')
  return { title, sectors: [...sectors], classes: [...classes], currency }
}

/** A new offer with its first draft, seen by the team only; its seats begin as the team's shares. */
export async function createOffer(
  tx: Tx,
  input: OfferWords & { teamId: string; by: string; at: Date },
): Promise<{ offerId: string }> {
  const { teamId, by, at } = input
  await assertLeads(tx, by, teamId)
  const [offerId, versionId] = [newId('offer'), newId('offerVersion')]
  await tx
    .insert(offer)
    .values({ id: offerId, teamId, createdBy: by, status: 'draft', createdAt: at })
  await tx.insert(offerVersion).values({
    ...headOf(input),
    id: versionId,
    offerId,
    number: 1,
    leastMinor: 0n,
    content: { ...emptyOffer, statement: input.statement },
    createdBy: by,
    createdAt: at,
  })
  const members = await tx
    .select({
      personId: teamMember.personId,
      role: teamMember.role,
      shareBps: teamMember.shareBps,
    })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, teamId), gt(teamMember.shareBps, 0)))
  await tx.insert(offerSeat).values(members.map((member) => ({ ...member, versionId })))
  return { offerId }
}

type Edit = { offerId: string; by: string }

/** What it is called, promises and is for. Prices are in one currency, so another one empties them. */
export async function saveOfferWords(tx: Tx, input: OfferWords & Edit): Promise<void> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  const same = version.currency === input.currency
  const content = { ...version.content, statement: input.statement }
  await writeDraft(tx, version.id, {
    ...headOf(input),
    content: same ? content : { ...content, tiers: [] },
    ...(same ? {} : { leastMinor: 0n }),
  })
}

/**
 * Adds a tier, numbered t1, t2 …, or puts another in the place of one.
 * @throws Refused not_found for an unknown tier, offer_incomplete when there are three.
 */
export async function saveTier(
  tx: Tx,
  input: Edit & { tier: Omit<OfferTier, 'id'>; tierId: string | null },
): Promise<{ tierId: string }> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  const { tiers } = version.content
  const last = tiers.reduce((most, { id }) => Math.max(most, Number(id.slice(1))), 0)
  const tierId = input.tierId ?? `t${last + 1}`
  const tier = { ...input.tier, id: tierId }
  if (input.tierId !== null && !tiers.some(({ id }) => id === tierId)) {
    throw new Refused('not_found')
  }
  if (input.tierId === null && tiers.length >= offerLimits.tiers) {
    throw new Refused('offer_incomplete')
  }
  const next =
    input.tierId === null ? [...tiers, tier] : tiers.map((row) => (row.id === tierId ? tier : row))
  await writeTiers(tx, version, next)
  return { tierId }
}

export async function removeTier(tx: Tx, input: Edit & { tierId: string }): Promise<void> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  await writeTiers(
    tx,
    version,
    version.content.tiers.filter(({ id }) => id !== input.tierId),
  )
}

async function writeTiers(
  tx: Tx,
  version: Awaited<ReturnType<typeof draftForEdit>>['version'],
  tiers: readonly OfferTier[],
): Promise<void> {
  const content = { ...version.content, tiers }
  await writeDraft(tx, version.id, { content, leastMinor: leastPrice(tiers) })
}

/** What the client hands over, numbered i1, i2 … in the order in which it is asked for. */
export async function saveOfferInputs(
  tx: Tx,
  input: Edit & { inputs: readonly Omit<OfferInput, 'id'>[] },
): Promise<void> {
  const { version } = await draftForEdit(tx, input.offerId, input.by)
  const inputs = input.inputs.map((row, index) => ({ ...row, id: `i${index + 1}` }))
  await writeDraft(tx, version.id, { content: { ...version.content, inputs } })
}

/**
 * Who does it, for which share, on whose machines, and the terms beside the price.
 * @throws Refused member_unknown, shares_not_whole, form_invalid
 */
export async function saveOfferSeats(
  tx: Tx,
  input: Edit & {
    seats: readonly Seat[]
    manifest: readonly ManifestEntry[]
    /** 0, or 1,000 to 2,500. */
    holdbackBps: number
    /** 7 to 21. */
    reviewDays: number
  },
): Promise<void> {
  const { offer: row, version } = await draftForEdit(tx, input.offerId, input.by)
  const { seats, manifest, holdbackBps, reviewDays } = input
  await assertSeats(tx, row.teamId, seats)
  const sum = seats.reduce((total, { shareBps }) => total + shareBps, 0)
  if (sum !== 10_000) throw new Refused('shares_not_whole', { sum: sum / 100 })
  const holdbackFits = holdbackBps === 0 || (holdbackBps >= 1_000 && holdbackBps <= 2_500)
  if (!holdbackFits || reviewDays < 7 || reviewDays > 21) throw new Refused('form_invalid')
  await tx.delete(offerSeat).where(eq(offerSeat.versionId, version.id))
  await tx.insert(offerSeat).values(seats.map((seat) => ({ ...seat, versionId: version.id })))
  await writeDraft(tx, version.id, {
    content: { ...version.content, manifest, holdbackBps, reviewDays },
  })
}
