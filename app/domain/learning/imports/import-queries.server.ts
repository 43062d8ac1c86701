import { organisation, person } from 'db/schema/identity'
import { track, trackImport, trackVersion } from 'db/schema/learning'
import { and, desc, eq, inArray, notExists } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { writeTracks } from '../permissions'
import { openVersionStatuses } from '../versions/track-version'

const shownImports = 50

export type ImportState = 'open' | 'made' | 'discarded'

function stateOf(row: { confirmedAt: Date | null; discardedAt: Date | null }): ImportState {
  if (row.confirmedAt) return 'made'
  return row.discardedAt ? 'discarded' : 'open'
}

async function partnerOf(db: Reader, viewer: SignedIn, organisationId: string) {
  assertMay(viewer, writeTracks, { organisationId })
  const [row] = await db
    .select({ id: organisation.id, name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  if (!row) throw new Refused('not_found')
  return row
}

/** A partner's imports, the latest first, for its authors. @throws Refused not_found */
export async function importsPage(db: Reader, viewer: SignedIn, organisationId: string) {
  const partner = await partnerOf(db, viewer, organisationId)
  const rows = await db
    .select({
      id: trackImport.id,
      fileName: trackImport.fileName,
      format: trackImport.format,
      createdAt: trackImport.createdAt,
      confirmedAt: trackImport.confirmedAt,
      discardedAt: trackImport.discardedAt,
      by: person.name,
    })
    .from(trackImport)
    .innerJoin(person, eq(person.id, trackImport.createdBy))
    .where(eq(trackImport.partnerId, organisationId))
    .orderBy(desc(trackImport.createdAt), desc(trackImport.id))
    .limit(shownImports)
  const imports = rows.map(({ confirmedAt, discardedAt, ...row }) => ({
    ...row,
    state: stateOf({ confirmedAt, discardedAt }),
  }))
  return { partner, imports }
}

/** The preview of one import, and the tracks that it could be the next version of. */
export async function importPage(
  db: Reader,
  viewer: SignedIn,
  organisationId: string,
  importId: string,
) {
  const partner = await partnerOf(db, viewer, organisationId)
  const [row] = await db
    .select()
    .from(trackImport)
    .where(and(eq(trackImport.id, importId), eq(trackImport.partnerId, organisationId)))
  if (!row) throw new Refused('not_found')
  const [made] = row.versionId
    ? await db
        .select({ trackId: trackVersion.trackId })
        .from(trackVersion)
        .where(eq(trackVersion.id, row.versionId))
    : []
  return {
    partner,
    id: row.id,
    fileName: row.fileName,
    bytes: row.bytes,
    sha256: row.sha256,
    state: stateOf(row),
    plan: row.plan,
    made: made && row.versionId ? { trackId: made.trackId, versionId: row.versionId } : null,
    tracks: await tracksWithoutDraft(db, organisationId),
  }
}

/** A track has at most one open version, so only these can be given a next one. */
function tracksWithoutDraft(db: Reader, partnerId: string) {
  const open = db
    .select({ id: trackVersion.id })
    .from(trackVersion)
    .where(
      and(
        eq(trackVersion.trackId, track.id),
        inArray(trackVersion.status, [...openVersionStatuses]),
      ),
    )
  return db
    .select({ trackId: track.id, slug: track.slug })
    .from(track)
    .where(and(eq(track.partnerId, partnerId), notExists(open)))
    .orderBy(track.slug)
    .limit(200)
}
