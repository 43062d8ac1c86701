import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { TrackContent } from '~/domain/learning/content/track-content'
import { readTrackFolder } from '~/domain/learning/content/track-files'
import type { TrackFile } from '~/domain/learning/versions/version-files.server'
import { handInVersion, publishReviewed } from '~/domain/learning/versions/version-steps.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { inTransaction } from '~/platform/database.server'

/** Samar's own tracks, as folders in the repository. The seed runs with the project as its folder. */
const tracksFolder = 'db/seed/tracks'

function filesUnder(folder: string): Map<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  )
}

type OwnTrack = { readonly content: TrackContent; readonly files: TrackFile[] }
const alreadyRead = new Map<string, OwnTrack>()

/** A track of the repository, read once. @throws Error with what is wrong in its folder. */
export function ownTrack(name: string): OwnTrack {
  const known = alreadyRead.get(name) ?? readOwnTrack(name)
  alreadyRead.set(name, known)
  return known
}

function readOwnTrack(name: string): OwnTrack {
  const read = readTrackFolder(filesUnder(join(tracksFolder, name)))
  if (!read.ok) {
    const { place, code } = read.problems[0] ?? { place: name, code: 'unknown' }
    throw new Error(`The track ${name} cannot be read: ${place}: ${code}`)
  }
  return {
    content: read.content,
    files: [...read.files].map(([path, bytes]) => ({ path, bytes })),
  }
}

export function ownTracks(): string[] {
  return readdirSync(tracksFolder).sort()
}

/** Writes, hands in and publishes a track of the repository. */
export async function publishOwnTrack(input: {
  name: string
  change?: (content: TrackContent) => TrackContent
  partnerId: string
  author: string
  operator: string
  at: Date
}): Promise<{ trackId: string; versionId: string }> {
  const { name, change = (content) => content, partnerId, author, operator, at } = input
  const { content, files } = ownTrack(name)
  return inTransaction(async (tx) => {
    const made = await writeVersion(tx, {
      ...{ partnerId, content: change(content), files, by: author, at },
    })
    await handInVersion(tx, { versionId: made.versionId, by: author, at })
    await publishReviewed(tx, { versionId: made.versionId, by: operator, at })
    return made
  })
}
