import { assertMay } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import { sameDate, type ZippedFile, zipOf } from '~/platform/archives/make-zip.server'
import type { Reader } from '~/platform/database.server'
import { writeTrackFolder } from '../content/track-files'
import { writeTracks } from '../permissions'
import { readVersion } from './read-version.server'
import { loadVersionFile, type VersionFile } from './version-files.server'

export type TrackExport = { readonly name: string; readonly pieces: AsyncIterable<Uint8Array> }

/**
 * A version as the folder that it is imported from, with the labelled rows of its exercises: for
 * the partner's authors. The same version gives the same bytes every time.
 * @throws Refused not_found
 */
export async function exportTrack(
  db: Reader,
  viewer: SignedIn,
  wanted: { organisationId: string; trackId: string; versionId: string },
): Promise<TrackExport> {
  assertMay(viewer, writeTracks, { organisationId: wanted.organisationId })
  const stored = await readVersion(db, wanted.versionId)
  const isTheirs =
    stored?.track.id === wanted.trackId && stored.track.partnerId === wanted.organisationId
  if (!stored || !isTheirs) throw new Refused('not_found')
  const texts = [...writeTrackFolder(stored.content)].map(
    ([name, text]): ZippedFile => ({ name, pieces: [text] }),
  )
  const files = stored.files.map((file): ZippedFile => ({ name: file.path, pieces: bytesOf(file) }))
  const sorted = [...texts, ...files].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    name: `${stored.content.slug}-${stored.version.number}.zip`,
    pieces: zipOf(sorted, sameDate),
  }
}

async function* bytesOf(file: VersionFile): AsyncGenerator<Uint8Array> {
  yield await loadVersionFile(file)
}
