import { organisation } from 'db/schema/identity'
import { brief, proposal } from 'db/schema/market'
import { messageThread } from 'db/schema/messages'
import { team } from 'db/schema/teams'
import { and, eq, type SQL } from 'drizzle-orm'
import { namesOfSides, readable } from '~/domain/contracts/queries.server'
import { milestoneRow } from '~/domain/contracts/rows.server'
import { mayReadSealed } from '~/domain/contracts/sealed-reading.server'
import { belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { draftBriefStatuses, openBriefStatuses } from '~/domain/market/briefs/brief'
import { decidedProposalStatuses } from '~/domain/market/proposals/proposal'
import { briefPage, liveProposalIds } from '~/domain/market/queries.server'
import { teamsOf } from '~/domain/teams/queries.server'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Subject } from './thread'
import { peopleOf } from './thread-people.server'
import type { ShownStanding } from './thread-view'

/** How somebody stands to a thread, whether or not anything has been written in it. */
export type Standing = ShownStanding & {
  readonly viewer: Viewer
  readonly organisationId: string
  readonly contractId: string | null
}

/**
 * Who reads and writes a thread: whoever reads the brief, the two sides of a proposal once it lies
 * before the client, and of a contract those whom its class lets read what only parties read. What was
 * said about a proposal stays with its two sides, whatever becomes of it.
 * @throws Refused not_found for everybody else.
 */
export function threadStanding(
  db: Reader,
  viewer: Viewer,
  subject: Subject,
  at: Date,
): Promise<Standing> {
  switch (subject.kind) {
    case 'brief':
      return atBrief(db, viewer, subject, at)
    case 'proposal':
      return atProposal(db, viewer, subject, at)
    case 'contract':
      return atContract(db, viewer, subject, subject.id, null)
    case 'milestone':
      return atMilestone(db, viewer, subject)
  }
}

async function atBrief(db: Reader, viewer: Viewer, subject: Subject, at: Date): Promise<Standing> {
  const page = await briefPage(db, viewer, subject.id)
  const { status, deadlineAt, title, organisationId } = page.brief
  if (draftBriefStatuses.includes(status)) throw new Refused('not_found')
  const teams = page.mine ? [] : await teamsOf(db, viewer)
  const closed = !openBriefStatuses.includes(status) || (deadlineAt !== null && deadlineAt <= at)
  return {
    subject,
    opens: true,
    title,
    viewer,
    side: page.mine ? 'client' : teams.length > 0 ? 'team' : null,
    mayWrite: !closed && (page.mayEdit || teams.length > 0),
    closed,
    organisationId,
    contractId: null,
    clientName: page.organisation.name,
    teamName: null,
    teams: teams.map(({ teamId, name }) => ({ id: teamId, name })),
  }
}

async function atProposal(
  db: Reader,
  viewer: Viewer,
  subject: Subject,
  at: Date,
): Promise<Standing> {
  const [row] = await db
    .select({ proposal, title: brief.title, client: organisation, team: team.name })
    .from(proposal)
    .innerJoin(brief, eq(brief.id, proposal.briefId))
    .innerJoin(organisation, eq(organisation.id, brief.organisationId))
    .innerJoin(team, eq(team.id, proposal.teamId))
    .where(eq(proposal.id, subject.id))
  if (!row || !viewer) throw new Refused('not_found')
  const { title, client } = row
  const { shown } = await liveProposalIds(db, row.proposal.briefId, at)
  const mayWrite = shown.includes(subject.id)
  const beforeClient = mayWrite || decidedProposalStatuses.includes(row.proposal.status)
  if (!beforeClient && !(await threadOf(db, subject))) throw new Refused('not_found')
  const of = { subjectKind: subject.kind, subjectId: subject.id, contractId: null }
  const people = await peopleOf(db, { ...of, id: '', organisationId: client.id })
  if (!people.some(({ personId }) => personId === viewer.personId)) throw new Refused('not_found')
  const isClient = belongsTo(viewer, client.id)
  return {
    subject,
    opens: beforeClient || !isClient,
    title,
    viewer,
    side: isClient ? 'client' : 'team',
    mayWrite,
    closed: !mayWrite,
    organisationId: client.id,
    contractId: null,
    clientName: client.name,
    teamName: row.team,
    teams: [],
  }
}

async function atMilestone(db: Reader, viewer: Viewer, subject: Subject): Promise<Standing> {
  const { contractId, title } = await milestoneRow(db, subject.id)
  return atContract(db, viewer, subject, contractId, title)
}

/** What the class allows is asked of its rules: they say who reads what only parties read. */
async function atContract(
  db: Reader,
  viewer: Viewer,
  subject: Subject,
  contractId: string,
  title: string | null,
): Promise<Standing> {
  const standing = await readable(db, viewer, contractId)
  if (!(await mayReadSealed(db, standing))) throw new Refused('not_found')
  const { row, side } = standing
  const { clientName, teamName } = await namesOfSides(db, row)
  return {
    subject,
    opens: true,
    title: title ?? row.title,
    viewer,
    side: side ?? 'operator',
    mayWrite: true,
    closed: false,
    organisationId: row.organisationId,
    contractId: row.id,
    clientName,
    teamName,
    teams: [],
  }
}

export type ThreadRow = typeof messageThread.$inferSelect

export const bySubject = ({ kind, id }: Subject): SQL | undefined =>
  and(eq(messageThread.subjectKind, kind), eq(messageThread.subjectId, id))

/** null where nothing has been written yet. */
export async function threadOf(db: Reader, subject: Subject): Promise<ThreadRow | null> {
  const [row] = await db.select().from(messageThread).where(bySubject(subject))
  return row ?? null
}

/** @throws Refused not_found */
async function threadRow(db: Reader, threadId: string): Promise<ThreadRow> {
  const [row] = await db.select().from(messageThread).where(eq(messageThread.id, threadId))
  if (!row) throw new Refused('not_found')
  return row
}

/** A thread by its own id. @throws Refused not_found also for whoever may not read it. */
export async function openThread(db: Reader, viewer: Viewer, threadId: string, at: Date) {
  const thread = await threadRow(db, threadId)
  const subject = { kind: thread.subjectKind, id: thread.subjectId }
  return { thread, standing: await threadStanding(db, viewer, subject, at) }
}
