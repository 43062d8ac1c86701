import { proposal } from 'db/schema/market'
import { and, count, inArray } from 'drizzle-orm'
import { actingRoles } from '~/domain/identity/organisation'
import type { SignedIn } from '~/domain/identity/viewer'
import { openBriefStatuses } from '~/domain/market/briefs/brief'
import { waitingAskings } from '~/domain/market/exchange/asking-queries.server'
import { openOfferSeats } from '~/domain/market/offers/offer-queries.server'
import { submittedProposalStatuses } from '~/domain/market/proposals/proposal'
import { ownProposals } from '~/domain/market/proposals/proposal-queries.server'
import type { ownBriefs } from '~/domain/market/queries.server'
import { openQuestions } from '~/domain/messages/questions.server'
import type { Reader } from '~/platform/database.server'
import type { Waiting } from './waiting-items.server'

type Briefs = Awaited<ReturnType<typeof ownBriefs>>

export async function proposalItems(db: Reader, viewer: SignedIn): Promise<Waiting[]> {
  const rows = await ownProposals(db, viewer)
  return rows.flatMap((row) => {
    const wanted = row.needsMyAnswer ? 'seat' : row.needsLead
    if (!wanted) return []
    return [
      {
        id: row.id,
        href: `/proposals/${row.id}`,
        title: `dashboard.item_${wanted}` as const,
        sentence: `dashboard.item_${wanted}_sentence` as const,
        values: { team: row.teamName, brief: row.briefTitle },
        about: null,
        until: row.deadlineAt,
      },
    ]
  })
}

export async function offerItems(db: Reader, viewer: SignedIn): Promise<Waiting[]> {
  const rows = await openOfferSeats(db, viewer)
  return rows.map((row) => ({
    id: `offer-${row.offerId}`,
    href: `/offers/${row.offerId}/preview`,
    title: 'dashboard.item_seat' as const,
    sentence: 'dashboard.item_offer_seat_sentence' as const,
    values: { team: row.teamName, offer: row.title },
    about: null,
    until: null,
  }))
}

export async function briefItems(db: Reader, viewer: SignedIn, briefs: Briefs): Promise<Waiting[]> {
  const ids = briefs.map(({ id }) => id)
  const acting = viewer.memberships.some(
    ({ kind, role }) => kind === 'client' && actingRoles.includes(role),
  )
  if (ids.length === 0 || !acting) return []
  const rows = await db
    .select({ briefId: proposal.briefId, proposals: count() })
    .from(proposal)
    .where(
      and(inArray(proposal.briefId, ids), inArray(proposal.status, [...submittedProposalStatuses])),
    )
    .groupBy(proposal.briefId)
  const titleOf = (briefId: string) => briefs.find(({ id }) => id === briefId)?.title ?? null
  const plain = { sentence: null, values: {}, until: null }
  const open = briefs.filter(({ status }) => openBriefStatuses.includes(status))
  const asked = await openQuestions(
    db,
    open.map(({ id }) => id),
  )
  return [
    ...rows.map(({ briefId, proposals }) => ({
      ...{ id: briefId, href: `/briefs/${briefId}`, about: titleOf(briefId), ...plain },
      title: 'dashboard.item_proposals' as const,
      titleValues: { count: proposals },
    })),
    ...asked.map(({ briefId, questions }) => ({
      ...{ id: `questions-${briefId}`, about: titleOf(briefId), ...plain },
      href: `/messages/about/${briefId}#write`,
      title: 'dashboard.item_questions' as const,
      titleValues: { count: questions },
    })),
  ]
}

/** Open seats in exchange of the viewer's teams for which somebody asks. */
export async function seatItems(db: Reader, viewer: SignedIn): Promise<Waiting[]> {
  const rows = await waitingAskings(db, viewer)
  return rows.map(({ openingId, team, askings }) => ({
    ...{ id: openingId, href: `/exchange/${openingId}`, about: team },
    ...{ sentence: null, values: {}, until: null },
    title: 'dashboard.item_seat_askings' as const,
    titleValues: { count: askings },
  }))
}
