import {
  organisation,
  organisationInvitation,
  organisationMember,
  person,
} from 'db/schema/identity'
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { sha256 } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import { emailKey } from './email'
import { assertMay, may } from './may'
import { manageOrganisation, readOrganisation } from './permissions'
import type { SignedIn, Viewer } from './viewer'

/** @throws Refused not_found */
export async function organisationById(db: Reader, organisationId: string) {
  const [row] = await db.select().from(organisation).where(eq(organisation.id, organisationId))
  if (!row) throw new Refused('not_found')
  return row
}

/** An organisation with its members, for its members; open invitations for its owners. */
export async function organisationPage(
  db: Reader,
  viewer: SignedIn,
  organisationId: string,
  at: Date,
) {
  assertMay(viewer, readOrganisation, { organisationId })
  const manages = may(viewer, manageOrganisation, { organisationId })
  const [row, members, invitations] = await Promise.all([
    organisationById(db, organisationId),
    db
      .select({
        personId: person.id,
        name: person.name,
        headline: person.headline,
        role: organisationMember.role,
        joinedAt: organisationMember.joinedAt,
      })
      .from(organisationMember)
      .innerJoin(person, eq(person.id, organisationMember.personId))
      .where(eq(organisationMember.organisationId, organisationId))
      .orderBy(asc(organisationMember.joinedAt)),
    manages ? openInvitations(db, organisationId, at) : [],
  ])
  return { organisation: row, members, invitations, manages }
}

function openInvitations(db: Reader, organisationId: string, at: Date) {
  return db
    .select({
      id: organisationInvitation.id,
      email: organisationInvitation.email,
      role: organisationInvitation.role,
      expiresAt: organisationInvitation.expiresAt,
    })
    .from(organisationInvitation)
    .where(
      and(
        eq(organisationInvitation.organisationId, organisationId),
        isNull(organisationInvitation.acceptedAt),
        isNull(organisationInvitation.withdrawnAt),
        gt(organisationInvitation.expiresAt, at),
      ),
    )
    .orderBy(asc(organisationInvitation.createdAt))
}

/** What the holder of an invitation's link sees. @throws Refused not_found for an unknown token */
export async function invitationPage(db: Reader, viewer: Viewer, token: string, at: Date) {
  const [found] = await db
    .select({
      invitation: organisationInvitation,
      organisation: organisation.name,
      inviter: person.name,
    })
    .from(organisationInvitation)
    .innerJoin(organisation, eq(organisation.id, organisationInvitation.organisationId))
    .innerJoin(person, eq(person.id, organisationInvitation.invitedBy))
    .where(eq(organisationInvitation.tokenHash, sha256(token)))
  if (!found) throw new Refused('not_found')
  const { invitation } = found
  const over =
    invitation.withdrawnAt !== null || invitation.acceptedAt !== null || invitation.expiresAt <= at
  const mine = viewer !== null && emailKey(viewer.email) === invitation.emailKey
  return {
    organisation: found.organisation,
    inviter: found.inviter,
    role: invitation.role,
    state: over
      ? ('over' as const)
      : !viewer
        ? ('guest' as const)
        : mine
          ? ('mine' as const)
          : ('other' as const),
  }
}
