import { organisation } from 'db/schema/identity'
import { track, trackVersion } from 'db/schema/learning'
import { and, desc, eq, isNotNull, like } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { signedInById } from '~/domain/identity/session.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import type { Locale } from '~/platform/languages/locales'
import { freeKey } from '../content/keys'
import { writeTracks } from '../permissions'
import { readVersion } from './read-version.server'
import { loadVersionFile } from './version-files.server'
import { writeVersion } from './write-version.server'

type Started = { trackId: string; versionId: string }

/** A new track with nothing in it but its name. Its address is made of the name, and may be changed. */
export async function startTrack(
  tx: Tx,
  input: {
    partnerId: string
    title: string
    summary: string
    language: Locale
    by: string
    at: Date
  },
): Promise<Started> {
  const { partnerId, title, summary, language, by, at } = input
  assertMay(await signedInById(tx, by), writeTracks, { organisationId: partnerId })
  const [partner] = await tx
    .select({ kind: organisation.kind })
    .from(organisation)
    .where(eq(organisation.id, partnerId))
  if (partner?.kind !== 'partner') throw new Refused('not_found')
  const content = {
    ...{ slug: await freeSlug(tx, title), language, title, summary, description: '' },
    ...{ licence: 'CC-BY-4.0', hours: 1, skills: [], roles: [], leadsFrom: [], prerequisites: [] },
    ...{ translationOf: null, price: null, courses: [] },
  }
  return writeVersion(tx, { partnerId, content, files: [], by, at })
}

async function freeSlug(tx: Tx, title: string): Promise<string> {
  const stem = freeKey(title, [], 'track')
  const taken = await tx
    .select({ slug: track.slug })
    .from(track)
    .where(like(track.slug, `${stem.replace(/-1$/, '')}%`))
  return freeKey(
    title,
    taken.map(({ slug }) => slug),
    'track',
  )
}

/**
 * The next version, beginning as a copy of the last one that was published.
 * @throws Refused already_done when there is an open draft, transition_refused when none was published.
 */
export async function startNextVersion(
  tx: Tx,
  input: { trackId: string; by: string; at: Date },
): Promise<Started> {
  const { trackId, by, at } = input
  const [owner] = await tx.select().from(track).where(eq(track.id, trackId)).for('update')
  if (!owner) throw new Refused('not_found')
  const partnerId = owner.partnerId
  assertMay(await signedInById(tx, by), writeTracks, { organisationId: partnerId })
  const [last] = await tx
    .select({ id: trackVersion.id })
    .from(trackVersion)
    .where(and(eq(trackVersion.trackId, trackId), isNotNull(trackVersion.publishedAt)))
    .orderBy(desc(trackVersion.number))
    .limit(1)
  if (!last) throw new Refused('transition_refused')
  const stored = await readVersion(tx, last.id)
  invariant(stored, 'a published version can be read')
  const files = await Promise.all(
    stored.files.map(async (file) => ({ path: file.path, bytes: await loadVersionFile(file) })),
  )
  return writeVersion(tx, { partnerId, trackId, content: stored.content, files, by, at })
}
