import { contract } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { openBriefStatuses } from '~/domain/market/briefs/brief'
import type { Reader } from '~/platform/database.server'
import { briefPeople, proposalPeople, teamInvitationPeople } from './audience.server'
import { seatTaken } from './exchange-notices.server'
import { except, type Facts, type Notice, notice } from './notice'

/** Before there is a contract: invitations, briefs and proposals. */

export async function teamInvited(db: Reader, invitationId: string): Promise<Notice[]> {
  const found = await teamInvitationPeople(db, invitationId)
  if (!found) return []
  const { invited, team, inviter } = found
  const url = `/team-invitations/${invitationId}`
  const facts = { team: team.name, inviter: inviter.name }
  return [notice(invited ? [invited.personId] : [], 'team_invited', url, facts, 'turn')]
}

/** Whoever invited hears the answer; who asked for the same seat in exchange hears that it is taken. */
export async function teamInvitationAnswered(db: Reader, invitationId: string): Promise<Notice[]> {
  const found = await teamInvitationPeople(db, invitationId)
  if (!found?.invited) return []
  const { invited, team, inviter, invitation } = found
  const kind = invitation.acceptedAt ? 'team_joined' : 'team_declined'
  const facts = { team: team.name, person: invited.name }
  return [
    notice([inviter.personId], kind, `/teams/${team.slug}`, facts),
    ...(invitation.acceptedAt ? await seatTaken(db, invitationId) : []),
  ]
}

export async function briefExpired(db: Reader, briefId: string): Promise<Notice[]> {
  const found = await briefPeople(db, briefId)
  if (!found) return []
  return [notice(found.client, 'brief_expired', `/briefs/${briefId}`, { brief: found.brief.title })]
}

async function aboutProposal(db: Reader, proposalId: string) {
  const found = await proposalPeople(db, proposalId)
  if (!found) return null
  const facts = {
    team: found.team,
    brief: found.about.brief.title,
    organisation: found.about.organisation,
  }
  return { ...found, facts, url: `/proposals/${proposalId}` }
}

export async function proposalForming(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  // Whoever is asked after a first version has agreed to other terms before.
  const kind = found.proposal.version > 0 ? 'proposal_asked_again' : 'proposal_forming'
  return [notice(found.unanswered, kind, found.url, found.facts, 'turn')]
}

/** Somebody refused a seat, or did not answer in time: the lead goes on with it. */
export async function proposalReopened(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  return [notice(found.leads, 'proposal_reopened', found.url, found.facts, 'turn')]
}

/** Somebody with a seat left the team: a lead gives it to another, and the client has to wait. */
export async function proposalSeatFreed(
  db: Reader,
  proposalId: string,
  { person = '' }: Facts,
): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  const { leads, members, url, proposal } = found
  const deadline = proposal.deadlineAt?.toISOString() ?? ''
  const client = proposal.submittedAt ? found.about.client : []
  const others = [...except(members, leads), ...client]
  return [
    notice(leads, 'proposal_seat_freed', url, { ...found.facts, person, deadline }, 'turn'),
    notice(others, 'proposal_team_changes', url, found.facts),
  ]
}

export async function proposalSubmitted(
  db: Reader,
  proposalId: string,
  { version = 1 }: Facts,
): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  return [
    notice(
      found.about.client,
      Number(version) > 1 ? 'proposal_revised' : 'proposal_submitted',
      found.url,
      found.facts,
      'turn',
    ),
    notice(found.members, 'proposal_sent', found.url, found.facts),
  ]
}

/** The client answered with its own numbers: the lead takes them or answers. */
export async function proposalCountered(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  const { leads, members, url, facts } = found
  return [
    notice(leads, 'proposal_countered', url, facts, 'turn'),
    notice(except(members, leads), 'proposal_countered', url, facts),
  ]
}

/** What a proposal answers has changed: it is confirmed or revised before it can be accepted. */
export async function briefChanged(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  return [notice(found.leads, 'brief_changed', found.url, found.facts, 'turn')]
}

export async function proposalDeclined(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  const { declineKind, declineReason } = found.proposal
  const kind = declineKind === '' ? 'proposal_declined' : `proposal_declined_${declineKind}`
  const told = notice([...found.leads, ...found.members], kind, found.url, found.facts)
  const open = openBriefStatuses.includes(found.about.brief.status)
  return [{ ...told, words: declineReason, ...(open ? { mayAct: true } : {}) }]
}

export async function proposalAccepted(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await aboutProposal(db, proposalId)
  if (!found) return []
  const [made] = await db
    .select({ id: contract.id })
    .from(contract)
    .where(eq(contract.proposalId, proposalId))
  const url = made ? `/contracts/${made.id}` : found.url
  return [
    notice(found.leads, 'proposal_accepted_sign', url, found.facts, 'turn'),
    notice(except(found.members, found.leads), 'proposal_accepted', url, found.facts),
    notice(found.about.client, 'contract_to_sign', url, found.facts, 'turn'),
  ]
}
