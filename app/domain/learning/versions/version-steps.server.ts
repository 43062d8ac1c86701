import { item, itemRevision, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { assertMay, may } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { manageLearning, writeTracks } from '../permissions'
import { type LockedVersion, lockVersion, nextStatus } from './locked-version.server'
import { publishVersion } from './publish-version.server'
import { submitVersion } from './submit-version.server'

/** The steps of a version between its writers and the operator, each with who is told. */

type Step = { versionId: string; by: string; at: Date }

const setStatus = (tx: Tx, versionId: string, values: Partial<typeof trackVersion.$inferInsert>) =>
  tx.update(trackVersion).set(values).where(eq(trackVersion.id, versionId))

/** Hands a draft to the operator and tells them. @throws Refused track_incomplete */
export async function handInVersion(tx: Tx, input: Step): Promise<void> {
  await submitVersion(tx, input)
  const facts = { at: input.at.toISOString() }
  await enqueue(tx, 'notify', { event: 'track-submitted', subject: input.versionId, facts })
}

async function lockedForPartner(tx: Tx, { versionId, by }: Step): Promise<LockedVersion> {
  const version = await lockVersion(tx, versionId)
  assertMay(await signedInById(tx, by), writeTracks, { organisationId: version.partnerId })
  return version
}

/** Takes a version back before the operator has decided. */
export async function takeBackVersion(tx: Tx, input: Step): Promise<void> {
  const version = await lockedForPartner(tx, input)
  const status = nextStatus(version, 'take_back', 'partner')
  await setStatus(tx, input.versionId, { status, submittedBy: null, submittedAt: null })
  await audit(tx, { by: input.by, act: 'track.take_back', subject: input.versionId })
}

/** Throws a draft away. Nothing of it is deleted, but nobody goes on with it. */
export async function discardDraft(tx: Tx, input: Step): Promise<void> {
  const version = await lockedForPartner(tx, input)
  const status = nextStatus(version, 'discard', 'partner')
  await setStatus(tx, input.versionId, { status })
  await audit(tx, { by: input.by, act: 'track.discard', subject: input.versionId })
}

/** Takes a published version out of the catalogue. Who is enrolled keeps it. */
export async function withdrawVersion(tx: Tx, input: Step): Promise<void> {
  const version = await lockVersion(tx, input.versionId)
  const viewer = await signedInById(tx, input.by)
  const operator = may(viewer, operateDesk, null)
  if (!operator) assertMay(viewer, manageLearning, { organisationId: version.partnerId })
  const status = nextStatus(version, 'withdraw', operator ? 'operator' : 'partner')
  await setStatus(tx, input.versionId, { status })
  await audit(tx, { by: input.by, act: 'track.withdraw', subject: input.versionId })
}

async function assertOperates(tx: Tx, by: string): Promise<void> {
  assertMay(await signedInById(tx, by), operateDesk, null)
}

/** Everybody whose hand is in a version: they do not publish it. */
export async function writersOf(db: Reader, version: LockedVersion): Promise<Set<string>> {
  const now = await db
    .selectDistinct({ by: item.savedBy })
    .from(item)
    .where(eq(item.versionId, version.id))
  const before = await db
    .selectDistinct({ by: itemRevision.savedBy })
    .from(itemRevision)
    .where(eq(itemRevision.versionId, version.id))
  const handed = version.submittedBy === null ? [] : [version.submittedBy]
  return new Set([version.createdBy, ...handed, ...[...now, ...before].map(({ by }) => by)])
}

/**
 * Publishes a version that the operator has read, and tells its writers.
 * @throws Refused four_eyes for whoever had a hand in it.
 */
export async function publishReviewed(tx: Tx, input: Step): Promise<void> {
  await assertOperates(tx, input.by)
  const version = await lockVersion(tx, input.versionId)
  if ((await writersOf(tx, version)).has(input.by)) throw new Refused('four_eyes')
  await publishVersion(tx, input)
  await enqueue(tx, 'notify', { event: 'track-published', subject: input.versionId })
}

/** Sends a version back to its writers with what has to be changed. */
export async function sendBackVersion(tx: Tx, input: Step & { note: string }): Promise<void> {
  const { versionId, by, note, at } = input
  await assertOperates(tx, by)
  const version = await lockVersion(tx, versionId)
  const status = nextStatus(version, 'send_back', 'operator')
  await setStatus(tx, versionId, { status, reviewNote: note, decidedBy: by })
  await audit(tx, { by, act: 'track.send_back', subject: versionId })
  const facts = { at: at.toISOString() }
  await enqueue(tx, 'notify', { event: 'track-sent-back', subject: versionId, facts })
}
