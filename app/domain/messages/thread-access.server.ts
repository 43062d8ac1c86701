import { contract } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { messageThread } from 'db/schema/messages'
import { team } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { readable } from '~/domain/contracts/queries.server'
import { milestoneRow } from '~/domain/contracts/rows.server'
import { mayReadSealed } from '~/domain/contracts/sealed-reading.server'
import { belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import { draftBriefStatuses, openBriefStatuses } from '~/domain/market/brief'
import { decidedProposalStatuses } from '~/domain/market/proposal'
import { proposalPage } from '~/domain/market/proposal-queries.server'
import { briefPage } from '~/domain/market/queries.server'
import { teamsOf } from '~/domain/teams/queries.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Subject, ThreadSide } from './thread'

/** How somebody stands to a thread, whether or not anything has been written in it. */
export type Standing = {
  readonly subject: Subject
  readonly title: string
  readonly viewer: Viewer
  /** null for who reads a brief's questions and has no team to ask for. */
  readonly side: ThreadSide | null
  readonly mayWrite: boolean
  /** Nobody writes here now. */
  readonly closed: boolean
  readonly organisationId: string
  readonly contractId: string | null
  readonly clientName: string
  /** null at a brief, where many teams ask. */
  readonly teamName: string | null
  /** The teams for which the viewer may ask about a brief. */
  readonly teams: readonly { readonly id: string; readonly name: string }[]
}

/**
 * Who reads and writes a thread: whoever reads the brief, the two sides of a proposal once it lies
 * before the client, and of a contract those whom its class lets read what only parties read.
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
  const page = await proposalPage(db, viewer, subject.id, at)
  const decided = decidedProposalStatuses.includes(page.proposal.status)
  if (!viewer || !(page.isShown || decided)) throw new Refused('not_found')
  const { organisationId, title } = page.brief
  return {
    subject,
    title,
    viewer,
    side: belongsTo(viewer, organisationId) ? 'client' : 'team',
    mayWrite: page.isShown,
    closed: !page.isShown,
    organisationId,
    contractId: null,
    clientName: await organisationName(db, organisationId),
    teamName: page.team.name,
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
  const [names] = await db
    .select({ client: organisation.name, team: team.name })
    .from(contract)
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(eq(contract.id, row.id))
  invariant(names, 'a contract has its two sides')
  return {
    subject,
    title: title ?? row.title,
    viewer,
    side: side ?? 'operator',
    mayWrite: true,
    closed: false,
    organisationId: row.organisationId,
    contractId: row.id,
    clientName: names.client,
    teamName: names.team,
    teams: [],
  }
}

async function organisationName(db: Reader, organisationId: string): Promise<string> {
  const [row] = await db
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  return row?.name ?? ''
}

export type ThreadRow = typeof messageThread.$inferSelect

/** @throws Refused not_found */
export async function threadRow(db: Reader, threadId: string): Promise<ThreadRow> {
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
