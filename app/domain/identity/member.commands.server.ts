import { organisation, organisationMember } from 'db/schema/identity'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertMay } from './may'
import { type OrganisationRole, rolesOf } from './organisation'
import { manageOrganisation, removeMembership } from './permissions'
import { signedInById } from './session.server'

type Member = { organisationId: string; personId: string }

/** The organisation's row is the lock under which its owners are counted. */
async function lockMembers(tx: Tx, organisationId: string) {
  const [host] = await tx
    .select({ kind: organisation.kind })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('no key update')
  const members = await tx
    .select()
    .from(organisationMember)
    .where(eq(organisationMember.organisationId, organisationId))
  return { kind: host?.kind, members }
}

function assertOwnerStays(
  members: { personId: string; role: OrganisationRole }[],
  personId: string,
): void {
  if (!members.some((member) => member.role === 'owner' && member.personId !== personId)) {
    throw new Refused('last_owner')
  }
}

const oneMember = (of: Member) =>
  and(
    eq(organisationMember.organisationId, of.organisationId),
    eq(organisationMember.personId, of.personId),
  )

/** Gives a member another role. @throws Refused last_owner when nobody else owns the organisation. */
export async function changeRole(
  tx: Tx,
  input: Member & { role: OrganisationRole; by: string },
): Promise<void> {
  const { kind, members } = await lockMembers(tx, input.organisationId)
  assertMay(await signedInById(tx, input.by), manageOrganisation, input)
  if (!kind || !rolesOf(kind).includes(input.role)) throw new Refused('not_allowed')
  const member = members.find(({ personId }) => personId === input.personId)
  if (!member) throw new Refused('not_found')
  if (member.role === input.role) return
  if (member.role === 'owner') assertOwnerStays(members, input.personId)
  await tx.update(organisationMember).set({ role: input.role }).where(oneMember(input))
  await audit(tx, {
    by: input.by,
    act: 'organisation.change_role',
    subject: input.organisationId,
    facts: { person: input.personId, role: input.role },
  })
}

/** Removes a member, or leaves. @throws Refused last_owner */
export async function removeMember(tx: Tx, input: Member & { by: string }): Promise<void> {
  const { members } = await lockMembers(tx, input.organisationId)
  assertMay(await signedInById(tx, input.by), removeMembership, input)
  const member = members.find(({ personId }) => personId === input.personId)
  if (!member) return
  if (member.role === 'owner') assertOwnerStays(members, input.personId)
  await tx.delete(organisationMember).where(oneMember(input))
  await audit(tx, {
    by: input.by,
    act: 'organisation.remove_member',
    subject: input.organisationId,
    facts: { person: input.personId },
  })
}
