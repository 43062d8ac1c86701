import { organisation, person } from 'db/schema/identity'
import { track, trackVersion } from 'db/schema/learning'
import { and, asc, desc, eq, inArray, ne } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { namedTracks } from '../content/check-links'
import { renderItem } from '../content/render-item.server'
import { renderMarkdown } from '../content/render-markdown.server'
import { versionDifference } from '../content/version-difference'
import { readVersion, type StoredVersion } from './read-version.server'
import { enrollingVersionStatuses, trackVersionTransitions } from './track-version'
import { fileHref } from './version-files.server'
import { problemsOf } from './version-problems.server'
import { writersOf } from './version-steps.server'

/** What the operator reads before a version is published. */

const decidable = trackVersionTransitions.rows
  .filter(({ event }) => event === 'publish')
  .map(({ from }) => from)

/** The versions that wait for the operator, and what was decided last. */
export async function versionsInReview(db: Reader, viewer: SignedIn) {
  assertMay(viewer, operateDesk, null)
  const columns = {
    id: trackVersion.id,
    title: trackVersion.title,
    number: trackVersion.number,
    status: trackVersion.status,
    language: trackVersion.language,
    partner: organisation.name,
    submittedAt: trackVersion.submittedAt,
    submittedBy: person.name,
    publishedAt: trackVersion.publishedAt,
  }
  const rows = () =>
    db
      .select(columns)
      .from(trackVersion)
      .innerJoin(track, eq(track.id, trackVersion.trackId))
      .innerJoin(organisation, eq(organisation.id, track.partnerId))
      .leftJoin(person, eq(person.id, trackVersion.submittedBy))
  const [waiting, published] = await Promise.all([
    rows()
      .where(inArray(trackVersion.status, [...decidable]))
      .orderBy(asc(trackVersion.submittedAt)),
    rows()
      .where(inArray(trackVersion.status, [...enrollingVersionStatuses]))
      .orderBy(desc(trackVersion.publishedAt))
      .limit(50),
  ])
  return { waiting, published }
}

/** A version as a learner would read it, with its answers and what it changes. */
export async function reviewedVersion(db: Reader, viewer: SignedIn, versionId: string) {
  assertMay(viewer, operateDesk, null)
  const stored = await readVersion(db, versionId)
  if (!stored) throw new Refused('not_found')
  const { version, track: of, content } = stored
  const [partner] = await db
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, of.partnerId))
  const writers = await writersOf(db, { ...version, partnerId: of.partnerId })
  return {
    id: version.id,
    title: version.title,
    number: version.number,
    status: version.status,
    reviewNote: version.reviewNote,
    submittedAt: version.submittedAt,
    partnerId: of.partnerId,
    trackId: of.id,
    partner: partner?.name ?? '',
    content,
    mayDecide: decidable.some((status) => status === version.status),
    hadAHand: writers.has(viewer.personId),
    mayWithdraw: trackVersionTransitions.eventsFor(version.status, 'operator').includes('withdraw'),
    problems: await problemsOf(db, stored),
    named: await titlesOf(db, namedTracks(content)),
    rendered: await renderedWhole(stored),
    difference: await differenceFrom(db, stored),
  }
}

/** The titles of published tracks, by their slugs. */
async function titlesOf(db: Reader, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ slug: track.slug, title: trackVersion.title })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(
      and(
        inArray(track.slug, [...slugs]),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
      ),
    )
  return new Map(rows.map(({ slug, title }) => [slug, title]))
}

async function renderedWhole({ version, content, files }: StoredVersion) {
  const known = new Set(files.map(({ path }) => path))
  const hrefOf = (path: string) => (known.has(path) ? fileHref(version.id, path) : null)
  const items = content.courses.flatMap((course) => course.items)
  const entries = await Promise.all(
    items.map(async (one) => [one.key, await orNull(renderItem(one, { hrefOf }))] as const),
  )
  const description = await orNull(renderMarkdown(content.description, { hrefOf }))
  return { items: new Map(entries), description: description?.html ?? '' }
}

/** A text that cannot be rendered is one of the problems that are listed; the rest is shown. */
export async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

async function differenceFrom(db: Reader, { version, content }: StoredVersion) {
  const [published] = await db
    .select({ id: trackVersion.id, number: trackVersion.number })
    .from(trackVersion)
    .where(
      and(
        eq(trackVersion.trackId, version.trackId),
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
        ne(trackVersion.id, version.id),
      ),
    )
  const before = published && (await readVersion(db, published.id))
  if (!published || !before) return null
  return { from: published.number, ...versionDifference(before.content, content) }
}
