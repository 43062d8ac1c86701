import { track, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { type TrackVersionEvent, trackVersionTransitions } from './track-version'

export type LockedVersion = typeof trackVersion.$inferSelect & { readonly partnerId: string }

/** The version under its row's lock, so that what is checked stays so. @throws Refused not_found */
export async function lockVersion(tx: Tx, versionId: string): Promise<LockedVersion> {
  const [found] = await tx
    .select({ version: trackVersion, partnerId: track.partnerId })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(eq(trackVersion.id, versionId))
    .for('update')
  if (!found) throw new Refused('not_found')
  return { ...found.version, partnerId: found.partnerId }
}

/** The state that the event leads to. @throws Refused transition_refused, not_allowed */
export function nextStatus(
  version: Pick<LockedVersion, 'status'>,
  event: TrackVersionEvent,
  actor: 'partner' | 'operator' | 'platform',
) {
  const step = trackVersionTransitions.find(version.status, event, actor)
  if (step.ok) return step.to
  throw new Refused(step.reason === 'actor_not_allowed' ? 'not_allowed' : 'transition_refused')
}
