import { publishedLeads } from '~/domain/learning/catalogue-queries.server'
import type { TrackLead } from '~/domain/skills/track-lead'
import type { Reader } from '~/platform/database.server'

/** The published tracks, as far as skills and exposure need them. */
export function trackLeads(db: Reader): Promise<TrackLead[]> {
  return publishedLeads(db)
}
