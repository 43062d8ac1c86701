import { milestoneEvent } from 'db/schema/contracts'
import { inArray } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { MilestoneEvent } from './milestone'

/** Events with which a team hands a delivery over. */
export const deliveryEvents: readonly MilestoneEvent[] = ['submit', 'deliver_unmeasured']

/** The latest time at which each event happened to each milestone. */
export async function lastEvents(db: Reader, milestoneIds: readonly string[]) {
  const found = new Map<string, Map<MilestoneEvent, Date>>()
  if (milestoneIds.length === 0) return found
  const rows = await db
    .select({
      milestoneId: milestoneEvent.milestoneId,
      event: milestoneEvent.event,
      at: milestoneEvent.at,
    })
    .from(milestoneEvent)
    .where(inArray(milestoneEvent.milestoneId, [...milestoneIds]))
    .orderBy(milestoneEvent.id)
  for (const { milestoneId, event, at } of rows) {
    const events = found.get(milestoneId) ?? new Map<MilestoneEvent, Date>()
    found.set(milestoneId, events.set(event, at))
  }
  return found
}
