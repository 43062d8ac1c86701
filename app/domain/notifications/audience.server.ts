import { contract, contractMember, milestone, signature } from 'db/schema/contracts'
import { organisation, organisationMember, person } from 'db/schema/identity'
import { brief, proposal, proposalSeat } from 'db/schema/market'
import { offer, offerSeat, offerVersion } from 'db/schema/offers'
import { team, teamInvitation, teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { actingPeople } from '~/domain/identity/acts-for.server'
import type { Reader } from '~/platform/database.server'

/** The people around a subject, read from the lower modules' tables. Null when it no longer exists. */

export async function briefPeople(db: Reader, briefId: string) {
  const [row] = await db
    .select({ brief, organisation: organisation.name })
    .from(brief)
    .innerJoin(organisation, eq(organisation.id, brief.organisationId))
    .where(eq(brief.id, briefId))
  if (!row) return null
  return { ...row, client: await actingPeople(db, row.brief.organisationId) }
}

export async function proposalPeople(db: Reader, proposalId: string) {
  const [row] = await db
    .select({ proposal, team: team.name })
    .from(proposal)
    .innerJoin(team, eq(team.id, proposal.teamId))
    .where(eq(proposal.id, proposalId))
  const about = row && (await briefPeople(db, row.proposal.briefId))
  if (!row || !about) return null
  const seats = await db.select().from(proposalSeat).where(eq(proposalSeat.proposalId, proposalId))
  const leads = await db
    .select({ personId: teamMember.personId, lead: teamMember.lead })
    .from(teamMember)
    .where(eq(teamMember.teamId, row.proposal.teamId))
  return {
    ...row,
    about,
    members: seats.map(({ personId }) => personId),
    unanswered: seats.filter(({ agreedAt }) => agreedAt === null).map(({ personId }) => personId),
    leads: leads.filter(({ lead }) => lead === 1).map(({ personId }) => personId),
  }
}

export async function contractPeople(db: Reader, contractId: string) {
  const [row] = await db
    .select({ contract, organisation: organisation.name, team: team.name })
    .from(contract)
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(eq(contract.id, contractId))
  if (!row) return null
  const members = await db
    .select()
    .from(contractMember)
    .where(eq(contractMember.contractId, contractId))
  const signed = await db
    .select({ side: signature.side })
    .from(signature)
    .where(
      and(eq(signature.contractId, contractId), eq(signature.version, row.contract.termsVersion)),
    )
  const sides = new Set(signed.map(({ side }) => side))
  const client = await actingPeople(db, row.contract.organisationId)
  const leads = members.filter(({ lead }) => lead === 1).map(({ personId }) => personId)
  return {
    ...row,
    client,
    leads,
    members: members.map(({ personId }) => personId),
    /** Who must still sign the present version. */
    unsigned: [...(sides.has('client') ? [] : client), ...(sides.has('team') ? [] : leads)],
  }
}

export async function milestonePeople(db: Reader, milestoneId: string) {
  const [row] = await db.select().from(milestone).where(eq(milestone.id, milestoneId))
  const about = row && (await contractPeople(db, row.contractId))
  return row && about ? { milestone: row, ...about } : null
}

export async function operatorPeople(db: Reader): Promise<string[]> {
  const rows = await db
    .selectDistinct({ personId: organisationMember.personId })
    .from(organisationMember)
    .innerJoin(organisation, eq(organisation.id, organisationMember.organisationId))
    .where(eq(organisation.kind, 'operator'))
  return rows.map(({ personId }) => personId)
}

export async function teamInvitationPeople(db: Reader, invitationId: string) {
  const [row] = await db
    .select({
      team: { id: team.id, slug: team.slug, name: team.name },
      inviter: { personId: person.id, name: person.name },
      invitation: teamInvitation,
    })
    .from(teamInvitation)
    .innerJoin(team, eq(team.id, teamInvitation.teamId))
    .innerJoin(person, eq(person.id, teamInvitation.invitedBy))
    .where(eq(teamInvitation.id, invitationId))
  if (!row) return null
  const [invited] = await db
    .select({ personId: person.id, name: person.name })
    .from(person)
    .where(eq(person.emailKey, row.invitation.emailKey))
  return { ...row, invited: invited ?? null }
}

export async function offerPeople(db: Reader, versionId: string) {
  const [row] = await db
    .select({ version: offerVersion, team: team.name, teamId: team.id })
    .from(offerVersion)
    .innerJoin(offer, eq(offer.id, offerVersion.offerId))
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(eq(offerVersion.id, versionId))
  if (!row) return null
  const seats = await db.select().from(offerSeat).where(eq(offerSeat.versionId, versionId))
  const members = await db
    .select({ personId: teamMember.personId, lead: teamMember.lead })
    .from(teamMember)
    .where(eq(teamMember.teamId, row.teamId))
  return {
    ...row,
    unanswered: seats.filter(({ agreedAt }) => agreedAt === null).map(({ personId }) => personId),
    leads: members.filter(({ lead }) => lead === 1).map(({ personId }) => personId),
  }
}
