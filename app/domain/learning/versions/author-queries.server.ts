import { organisation, person } from 'db/schema/identity'
import { headRevision, itemRevision, track, trackVersion } from 'db/schema/learning'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { assertMay, may } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { versionDifference } from '../content/version-difference'
import { manageLearning, readDashboard, readDrafts, writeTracks } from '../permissions'
import { readVersion, type StoredVersion } from './read-version.server'
import { headHash, wasPublished } from './save-head.server'
import {
  editableVersionStatuses,
  enrollingVersionStatuses,
  openVersionStatuses,
  type TrackVersionStatus,
  trackVersionTransitions,
} from './track-version'
import { problemsOf } from './version-problems.server'

/** What those who write for a partner see. Reviewers and operators read along; nobody else does. */

/** The training partner, for whoever may read its drafts. @throws Refused not_found */
export async function partnerFor(db: Reader, viewer: SignedIn, organisationId: string) {
  assertMay(viewer, readDrafts, { organisationId })
  const [partner] = await db
    .select({ id: organisation.id, name: organisation.name, kind: organisation.kind })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  if (partner?.kind !== 'partner') throw new Refused('not_found')
  return {
    id: partner.id,
    name: partner.name,
    mayWrite: may(viewer, writeTracks, { organisationId }),
    mayManage: may(viewer, manageLearning, { organisationId }),
    mayReadDashboard: may(viewer, readDashboard, { organisationId }),
  }
}

/** The version that is worked on; without one, the published one; without that, the last. */
export function presentVersion<T extends { status: TrackVersionStatus; number: number }>(
  versions: readonly T[],
): T | undefined {
  const newest = [...versions].sort((a, b) => b.number - a.number)
  const first = (statuses: readonly TrackVersionStatus[]) =>
    newest.find(({ status }) => statuses.includes(status))
  return first(openVersionStatuses) ?? first(enrollingVersionStatuses) ?? newest[0]
}

/** Every track of the partner, with where its newest version stands. */
export async function workshop(db: Reader, viewer: SignedIn, organisationId: string) {
  const partner = await partnerFor(db, viewer, organisationId)
  const rows = await db
    .select({ track, version: trackVersion })
    .from(track)
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .where(eq(track.partnerId, organisationId))
    .orderBy(desc(track.createdAt), asc(trackVersion.number))
  const ids = [...new Set(rows.map((row) => row.track.id))]
  const tracks = ids.flatMap((id) => {
    const found = rows.filter((row) => row.track.id === id)
    const version = presentVersion(found.map((row) => row.version))
    const [first] = found
    if (!first || !version) return []
    return [
      {
        id: first.track.id,
        slug: first.track.slug,
        title: version.title,
        language: version.language,
        number: version.number,
        status: version.status,
        sentBack: version.reviewNote !== '' && editableVersionStatuses.includes(version.status),
        published: found.some((row) => enrollingVersionStatuses.includes(row.version.status)),
      },
    ]
  })
  return { partner, tracks }
}

async function storedTrack(db: Reader, organisationId: string, trackId: string) {
  const versions = await db
    .select({ id: trackVersion.id, number: trackVersion.number, status: trackVersion.status })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(and(eq(track.id, trackId), eq(track.partnerId, organisationId)))
  const present = presentVersion(versions)
  if (!present) throw new Refused('not_found')
  const stored = await readVersion(db, present.id)
  invariant(stored, 'a version that was found can be read')
  return stored
}

export type OfTrack = { organisationId: string; trackId: string }

/** A track as it is being written: its present version whole, and what keeps it from going out. */
export async function draftPage(db: Reader, viewer: SignedIn, of: OfTrack) {
  const partner = await partnerFor(db, viewer, of.organisationId)
  const stored = await storedTrack(db, of.organisationId, of.trackId)
  const { version, content, files } = stored
  const editable = editableVersionStatuses.includes(version.status)
  return {
    partner,
    trackId: of.trackId,
    slug: stored.track.slug,
    version: {
      id: version.id,
      number: version.number,
      status: version.status,
      reviewNote: version.reviewNote,
      publishedAt: version.publishedAt,
    },
    content,
    files,
    seen: headHash(content),
    addressFixed: await wasPublished(db, of.trackId),
    editable: editable && partner.mayWrite,
    problems: await problemsOf(db, stored),
    removed: editable ? await removedItems(db, stored) : [],
    events: trackVersionTransitions.eventsFor(version.status, 'partner'),
  }
}
export type DraftPage = Awaited<ReturnType<typeof draftPage>>

/** The head of a draft for its editor: who saved it last, what stood before, which tracks it may name. */
export async function headPage(db: Reader, viewer: SignedIn, of: OfTrack) {
  const page = await draftPage(db, viewer, of)
  const [saved] = await db
    .select({ by: trackVersion.headSavedBy, at: trackVersion.headSavedAt, name: person.name })
    .from(trackVersion)
    .leftJoin(person, eq(person.id, trackVersion.headSavedBy))
    .where(eq(trackVersion.id, page.version.id))
  const earlier = await db
    .select({
      id: headRevision.id,
      head: headRevision.head,
      savedAt: headRevision.savedAt,
      savedBy: person.name,
    })
    .from(headRevision)
    .leftJoin(person, eq(person.id, headRevision.savedBy))
    .where(eq(headRevision.versionId, page.version.id))
    .orderBy(desc(headRevision.id))
    .limit(20)
  const tracks = await db
    .select({ slug: track.slug, title: trackVersion.title, language: trackVersion.language })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(inArray(trackVersion.status, [...enrollingVersionStatuses]))
    .orderBy(asc(trackVersion.title))
  return {
    ...page,
    savedBy: saved?.name ?? '',
    savedByMe: saved?.by === viewer.personId,
    savedAt: saved?.at ?? null,
    earlier,
    others: tracks.filter(({ slug }) => slug !== page.slug),
  }
}
export type HeadPage = Awaited<ReturnType<typeof headPage>>

/** Items that were taken out of the draft, as they last were. */
async function removedItems(db: Reader, { version, content }: StoredVersion) {
  const present = content.courses.flatMap(({ items }) => items.map(({ key }) => key))
  const rows = await db
    .select({ key: itemRevision.itemKey, title: itemRevision.title, content: itemRevision.content })
    .from(itemRevision)
    .where(eq(itemRevision.versionId, version.id))
    .orderBy(asc(itemRevision.revision))
  const last = new Map(rows.map((row) => [row.key, row]))
  return [...last.values()]
    .filter(({ key }) => !present.includes(key))
    .map(({ key, title, content: of }) => ({ key, title, kind: of.kind }))
}

/** Every version of a track, the newest first, each with what it changed. */
export async function versionsPage(db: Reader, viewer: SignedIn, of: OfTrack) {
  const draft = await draftPage(db, viewer, of)
  const rows = await db
    .select()
    .from(trackVersion)
    .where(eq(trackVersion.trackId, of.trackId))
    .orderBy(asc(trackVersion.number))
  const people = await namesOf(
    db,
    rows.flatMap((row) => [row.createdBy, row.decidedBy ?? '']),
  )
  const stored = await Promise.all(rows.map(({ id }) => readVersion(db, id)))
  const versions = rows.map((row, at) => {
    const now = stored[at]?.content
    const before = stored[at - 1]?.content
    return {
      id: row.id,
      number: row.number,
      status: row.status,
      createdAt: row.createdAt,
      createdBy: people.get(row.createdBy) ?? '',
      publishedAt: row.publishedAt,
      decidedBy: people.get(row.decidedBy ?? '') ?? '',
      difference: now && before ? versionDifference(before, now) : null,
    }
  })
  return { draft, versions: versions.reverse() }
}

async function namesOf(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
