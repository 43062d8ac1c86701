import {
  organisation,
  organisationInvitation,
  organisationMember,
  person,
} from 'db/schema/identity'
import { and, eq, isNull } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId, newSecret } from '~/platform/ids.server'
import { emailKey } from './email'
import { linkTo, mailTo } from './mails.server'
import { assertMay } from './may'
import { type OrganisationRole, rolesOf } from './organisation'
import { manageOrganisation } from './permissions'
import { signedInById } from './session.server'

export const invitationDays = 7

/** Mails an invitation that only the same address can accept. An earlier open one is withdrawn. */
export async function inviteMember(
  tx: Tx,
  input: { organisationId: string; email: string; role: OrganisationRole; by: string; at: Date },
): Promise<{ invitationId: string; token: string }> {
  const viewer = await signedInById(tx, input.by)
  assertMay(viewer, manageOrganisation, input)
  const [host] = await tx
    .select()
    .from(organisation)
    .where(eq(organisation.id, input.organisationId))
    .for('no key update')
  if (!host) throw new Refused('not_found')
  if (!rolesOf(host.kind).includes(input.role)) throw new Refused('not_allowed')
  const key = emailKey(input.email)
  const [known] = await tx
    .select({ locale: person.locale, member: organisationMember.personId })
    .from(person)
    .leftJoin(
      organisationMember,
      and(
        eq(organisationMember.personId, person.id),
        eq(organisationMember.organisationId, host.id),
      ),
    )
    .where(eq(person.emailKey, key))
  if (known?.member) throw new Refused('already_done')
  await tx
    .update(organisationInvitation)
    .set({ withdrawnAt: input.at })
    .where(
      and(
        eq(organisationInvitation.organisationId, host.id),
        eq(organisationInvitation.emailKey, key),
        isNull(organisationInvitation.acceptedAt),
        isNull(organisationInvitation.withdrawnAt),
      ),
    )
  const invitationId = newId('invitation')
  const token = newSecret()
  await tx.insert(organisationInvitation).values({
    id: invitationId,
    organisationId: host.id,
    email: input.email.trim(),
    emailKey: key,
    role: input.role,
    tokenHash: sha256(token),
    invitedBy: input.by,
    createdAt: input.at,
    expiresAt: addDays(input.at, invitationDays),
  })
  await mailTo(
    tx,
    { email: input.email.trim(), locale: known?.locale ?? viewer.locale },
    'organisation-invitation',
    {
      inviter: viewer.name,
      organisation: host.name,
      days: invitationDays,
      url: linkTo(`/invitations/${token}`),
    },
  )
  await audit(tx, {
    by: input.by,
    act: 'organisation.invite',
    subject: host.id,
    facts: { role: input.role },
  })
  return { invitationId, token }
}

/** Takes back an invitation that nobody has accepted. Safe to repeat. */
export async function withdrawInvitation(
  tx: Tx,
  input: { organisationId: string; invitationId: string; by: string; at: Date },
): Promise<void> {
  assertMay(await signedInById(tx, input.by), manageOrganisation, input)
  await tx
    .update(organisationInvitation)
    .set({ withdrawnAt: input.at })
    .where(
      and(
        eq(organisationInvitation.id, input.invitationId),
        eq(organisationInvitation.organisationId, input.organisationId),
        isNull(organisationInvitation.acceptedAt),
        isNull(organisationInvitation.withdrawnAt),
      ),
    )
  await audit(tx, {
    by: input.by,
    act: 'organisation.withdraw_invitation',
    subject: input.organisationId,
  })
}
