import { slugOf } from '~/domain/identity/slug'
import { addHours } from '~/kernel/clock'
import { allocate } from '~/kernel/money'

/** A team's shares always sum to this many basis points. */
export const wholeShares = 10_000

export const invitationHours = 72

export type Share = { readonly personId: string; readonly shareBps: number }
export type Seat = { readonly personId: string; readonly lead: boolean }

export function isMember(members: readonly Pick<Seat, 'personId'>[], personId: string): boolean {
  return members.some((member) => member.personId === personId)
}

export function isLead(members: readonly Seat[], personId: string): boolean {
  return members.some((member) => member.lead && member.personId === personId)
}

export function sumOfShares(shares: readonly Pick<Share, 'shareBps'>[]): number {
  return shares.reduce((sum, { shareBps }) => sum + shareBps, 0)
}

export type SharesProblem =
  | { readonly problem: 'shares_not_whole'; readonly sum: number }
  | { readonly problem: 'member_unknown' }
  | { readonly problem: 'changed_meanwhile' }

/** Whether `shares` name every member exactly once, each 0 to 10,000, and sum to the whole. */
export function sharesProblem(
  members: readonly Pick<Seat, 'personId'>[],
  shares: readonly Share[],
): SharesProblem | null {
  const named = new Set(shares.map(({ personId }) => personId))
  if (named.size !== shares.length || shares.some(({ personId }) => !isMember(members, personId))) {
    return { problem: 'member_unknown' }
  }
  const sum = sumOfShares(shares)
  const odd = shares.some(
    ({ shareBps }) => !Number.isInteger(shareBps) || shareBps < 0 || shareBps > wholeShares,
  )
  if (odd || sum !== wholeShares) return { problem: 'shares_not_whole', sum }
  // A member who joined since the form was drawn up would be left without a word on their share.
  return named.size === members.length ? null : { problem: 'changed_meanwhile' }
}

/**
 * What the others have once `leaverId` is gone: the share is spread by their own shares, by the
 * largest remainder; where nobody else has any, evenly. Null when nobody is left.
 */
export function sharesWithout(shares: readonly Share[], leaverId: string): Share[] | null {
  const rest = shares.filter(({ personId }) => personId !== leaverId)
  if (rest.length === 0) return null
  const none = sumOfShares(rest) === 0
  const parts = allocate(
    BigInt(wholeShares),
    rest.map(({ personId, shareBps }) => ({
      id: personId,
      weight: none ? 1n : BigInt(shareBps),
    })),
  )
  return rest.map(({ personId }) => ({ personId, shareBps: Number(parts.get(personId) ?? 0n) }))
}

export type InvitationState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired'

/** How an invitation stands; its lead withdrew one that ended before its time without an answer. */
export function invitationState(
  invitation: {
    createdAt: Date
    acceptedAt: Date | null
    declinedAt: Date | null
    expiresAt: Date
  },
  at: Date,
): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.declinedAt) return 'declined'
  if (at < invitation.expiresAt) return 'open'
  return invitation.expiresAt < invitationEnds(invitation.createdAt) ? 'withdrawn' : 'expired'
}

export function invitationEnds(at: Date): Date {
  return addHours(at, invitationHours)
}

const reservedSlugs = new Set(['new', 'x'])

/** The team's name as part of its address; "team" when the name has no Latin letters. */
export function teamSlug(name: string): string {
  const plain = slugOf(name)
  return reservedSlugs.has(plain) ? 'team' : plain
}
