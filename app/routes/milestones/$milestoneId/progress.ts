import { progressParts } from '~/components/outcomes/measuring'
import { followMeasurement } from '~/domain/contracts/measuring/follow-measurement.server'
import { serve } from '~/domain/identity/access.server'
import { eventStream } from '~/platform/http/event-stream.server'

/**
 * What the page of a milestone shows while it is measured, as server-sent events. It ends when the
 * page has to be read again: the run is over, waits for something, or goes on.
 */
export const loader = serve('person', async ({ viewer, params, request, db, t }) => {
  const milestoneId = params.milestoneId ?? ''
  const first = await followMeasurement(db, viewer, milestoneId)
  return eventStream({
    signal: request.signal,
    read: async () => {
      const now = await followMeasurement(db, viewer, milestoneId)
      return now && now.waitsFor === first?.waitsFor ? progressParts({ t }, now) : null
    },
  })
})
