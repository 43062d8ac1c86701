import { milestone } from 'db/schema/contracts'
import { review } from 'db/schema/reputation'
import { inArray } from 'drizzle-orm'
import { fundableContractStatuses, type Side } from '~/domain/contracts/contract'
import { operatorStatuses } from '~/domain/contracts/milestones/milestone'
import type { Overview } from '~/domain/contracts/overview'
import { turnPlace, turnTitle } from '~/domain/contracts/turn-place'
import { isClaimTurn } from '~/domain/contracts/whose-turn'
import { waitingPayableStatuses } from '~/domain/escrow/payable'
import { payablesOf } from '~/domain/escrow/queries.server'
import { actingRoles } from '~/domain/identity/organisation'
import type { SignedIn } from '~/domain/identity/viewer'
import type { ownBriefs } from '~/domain/market/queries.server'
import { readyAccountStatuses } from '~/domain/payments/payment'
import { payoutAccountOf } from '~/domain/payments/queries.server'
import { reviewUntil } from '~/domain/reputation/review'
import { myInvitations } from '~/domain/teams/invitation-queries.server'
import type { Reader } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'
import { checkItems, deskCheckItems } from './check-items.server'
import { gradingItems } from './grading-items.server'
import { handOverItems } from './hand-over-items.server'
import { judgingItems } from './judging-items.server'
import { learningItems } from './learning-items.server'
import { briefItems, offerItems, proposalItems, seatItems } from './market-items.server'
import { claimItems, deskClaimItems, deskDisputeItems } from './waiting-claims.server'

/** One thing that waits for the viewer: a sentence of the catalogue with its values. */
export type Waiting = {
  readonly id: string
  readonly href: string
  readonly title: MessageKey
  readonly titleValues?: Record<string, string | number>
  readonly sentence: MessageKey | null
  readonly values: Record<string, string>
  readonly about: string | null
  readonly until: Date | null
}

type Briefs = Awaited<ReturnType<typeof ownBriefs>>

/** Everything that waits for the viewer, the most pressing first. */
export async function waitingFor(
  db: Reader,
  viewer: SignedIn,
  known: { open: readonly Overview[]; ended: readonly Overview[]; briefs: Briefs },
  at: Date,
): Promise<Waiting[]> {
  const waiting = [
    ...contractItems(known.open, viewer),
    ...claimItems([...known.open, ...known.ended]),
    ...(await handOverItems(db, viewer)),
    ...(await proposalItems(db, viewer)),
    ...(await offerItems(db, viewer)),
    ...(await briefItems(db, viewer, known.briefs)),
    ...(await seatItems(db, viewer)),
    ...(await checkItems(db, viewer)),
    ...(await invitationItems(db, viewer, at)),
    ...(await payoutItems(db, viewer, known.open)),
    ...(await reviewItems(db, known.ended, at)),
    ...(await judgingItems(db, viewer, at)),
    ...(await gradingItems(db, viewer)),
    ...(await learningItems(db, viewer, at)),
    ...(viewer.operator ? await operatorItems(db) : []),
  ]
  return waiting.sort(bySoonest)
}

function bySoonest(a: Waiting, b: Waiting): number {
  return (
    (a.until?.getTime() ?? Number.MAX_SAFE_INTEGER) -
    (b.until?.getTime() ?? Number.MAX_SAFE_INTEGER)
  )
}

/** Who only reads for their organisation is told how things stand, but nothing waits for them. */
function acts(viewer: SignedIn, row: Overview): boolean {
  if (row.side === 'team') return true
  return viewer.memberships.some(
    ({ organisationId, role }) =>
      organisationId === row.organisationId && actingRoles.includes(role),
  )
}

function contractItems(open: readonly Overview[], viewer: SignedIn): Waiting[] {
  return open
    .filter((row) => acts(viewer, row))
    .flatMap((row) => {
      const values = { client: row.clientName, team: row.teamName }
      const items: Waiting[] = []
      const clientMayTakeBack = row.side === 'client' && row.turn.key === 'milestone.turn_take_back'
      if ((row.yourTurn || clientMayTakeBack) && !isClaimTurn(row.turn)) {
        const title = turnTitle(row.turn)
        items.push({
          id: row.id,
          href: turnPlace(row.turn, row.id, row.current?.id) ?? `/contracts/${row.id}/terms`,
          title: title ?? 'dashboard.item_sign',
          sentence: row.turn.key,
          values,
          about: row.title,
          until: row.turn.until,
        })
      }
      return items
    })
}

async function invitationItems(db: Reader, viewer: SignedIn, at: Date): Promise<Waiting[]> {
  const rows = await myInvitations(db, viewer, at)
  return rows.map((row) => ({
    id: row.invitationId,
    href: `/team-invitations/${row.invitationId}`,
    title: 'dashboard.item_invitation' as const,
    sentence: 'dashboard.item_invitation_sentence' as const,
    values: { team: row.team },
    about: null,
    until: row.expiresAt,
  }))
}

async function payoutItems(
  db: Reader,
  viewer: SignedIn,
  open: readonly Overview[],
): Promise<Waiting[]> {
  const owed = (await payablesOf(db, viewer.personId)).some(({ status }) =>
    waitingPayableStatuses.includes(status),
  )
  const soon = open.some(
    ({ side, status }) => side === 'team' && fundableContractStatuses.includes(status),
  )
  if (!owed && !soon) return []
  const account = await payoutAccountOf(db, viewer.personId)
  if (account && readyAccountStatuses.includes(account.status)) return []
  return [
    {
      id: 'payout',
      href: '/settings/payout-account',
      title: 'dashboard.item_payout',
      sentence: owed ? 'dashboard.item_payout_sentence' : 'dashboard.item_payout_soon_sentence',
      values: {},
      about: null,
      until: null,
    },
  ]
}

async function reviewItems(db: Reader, ended: readonly Overview[], at: Date): Promise<Waiting[]> {
  const open = ended.filter(({ closedAt }) => closedAt && reviewUntil(closedAt) > at)
  if (open.length === 0) return []
  const written = await db
    .select({ contractId: review.contractId, side: review.side })
    .from(review)
    .where(
      inArray(
        review.contractId,
        open.map(({ id }) => id),
      ),
    )
  const has = (id: string, side: Side | null) =>
    written.some((row) => row.contractId === id && row.side === side)
  return open
    .filter(({ id, side }) => side !== null && !has(id, side))
    .map((row) => ({
      id: `review-${row.id}`,
      href: `/contracts/${row.id}/review`,
      title: 'dashboard.item_write_review' as const,
      sentence: 'dashboard.item_write_review_sentence' as const,
      values: {},
      about: row.title,
      until: row.closedAt ? reviewUntil(row.closedAt) : null,
    }))
}

async function operatorItems(db: Reader): Promise<Waiting[]> {
  const rows = await db
    .select({ id: milestone.id, title: milestone.title, deadlineAt: milestone.deadlineAt })
    .from(milestone)
    .where(inArray(milestone.status, [...operatorStatuses]))
  const handed = rows.map((row) => ({
    id: `desk-${row.id}`,
    href: '/desk/contracts',
    title: 'dashboard.item_decide' as const,
    sentence: null,
    values: {},
    about: row.title,
    until: row.deadlineAt,
  }))
  return [
    ...handed,
    ...(await deskDisputeItems(db)),
    ...(await deskClaimItems(db)),
    ...(await deskCheckItems(db)),
  ]
}
