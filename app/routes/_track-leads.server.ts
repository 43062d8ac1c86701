import type { TrackLead } from '~/domain/skills/track-lead'
import type { Reader } from '~/platform/database.server'

/** The published tracks, as far as skills and exposure need them. None are published yet. */
export async function trackLeads(_db: Reader): Promise<TrackLead[]> {
  return []
}
