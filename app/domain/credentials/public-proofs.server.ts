import { credential } from 'db/schema/credentials'
import { and, eq, inArray } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import type { Claim } from '~/domain/skills/claim'
import type { Reader } from '~/platform/database.server'

/**
 * The claims of several people as the viewer may see them: a credential that its holder does not show
 * to everybody is no address to publish, so its id is left out; the level stays.
 */
export async function withPublicProofs(
  db: Reader,
  viewer: Viewer,
  people: ReadonlyMap<string, readonly Claim[]>,
): Promise<Map<string, Claim[]>> {
  const ids = [...people.values()]
    .flat()
    .flatMap(({ evidenceKind, evidence }) => (evidenceKind === 'credential' ? evidence : []))
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ id: credential.id })
          .from(credential)
          .where(and(inArray(credential.id, ids), eq(credential.visibility, 'public')))
  const shown = new Set(rows.map(({ id }) => id))
  const hides = (personId: string, { evidenceKind, evidence }: Claim) =>
    evidenceKind === 'credential' && viewer?.personId !== personId && !shown.has(evidence)
  return new Map(
    [...people].map(([personId, claims]) => [
      personId,
      claims.map((claim) => (hides(personId, claim) ? { ...claim, evidence: '' } : claim)),
    ]),
  )
}
